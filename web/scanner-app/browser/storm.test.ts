import { appendFileSync } from "node:fs";
import {
  Api,
  createSyncStore,
  Gate,
  Queue,
  ScanDatabase,
  Sender,
  startAutoSync,
  TicketDatabase,
  TicketList,
  type Login,
  type Scan,
} from "@gatesync/device-sync";
import { expect, it } from "vitest";
import { eventually, Phone } from "./phone";
import { required, strings } from "./settings";
import { Net, type Network } from "./server";

/**
 * Browsers that are killed and devices that are not, all at the same tickets, while their networks come and go. Whether every scan that was
 * shown is in the server's tables once, who starts this looks at.
 */
const BROWSERS = 2;
const DEVICES = 20;
const NETWORKS: readonly Network[] = ["up", "up", "down", "silent", "answers lost"];

const event = required("GATESYNC_EVENT");
const passcode = required("GATESYNC_PASSCODE");
const codes = strings("GATESYNC_CODES");
const seconds = Number(process.env["GATESYNC_STORM_SECONDS"] ?? 20);
const seed = Number(process.env["GATESYNC_SEED"] ?? Date.now() % 1_000_000);

/** Numbers from 0 to 1 that depend only on the seed: a linear congruential generator with Numerical Recipes' constants. */
function generator(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A gate with its own network. */
abstract class Actor {
  protected constructor(
    protected readonly net: Net,
    protected readonly random: () => number,
  ) {}

  protected pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.random() * all.length)] as T;
  }

  /** Works until the time is over, and then until nothing is left to send. */
  async work(end: number): Promise<readonly Scan[]> {
    while (Date.now() < end) {
      this.net.change(this.pick(NETWORKS));
      const scans = 1 + Math.floor(this.random() * 5);
      for (let i = 0; i < scans && Date.now() < end; i++) {
        await this.scan(this.pick(codes));
      }
      await this.mishap();
    }
    this.net.change("up");
    return this.settled();
  }

  protected abstract scan(code: string): Promise<void>;
  protected abstract mishap(): Promise<void>;
  protected abstract settled(): Promise<readonly Scan[]>;
  abstract close(): Promise<void>;
}

class BrowserActor extends Actor {
  private constructor(
    net: Net,
    random: () => number,
    private readonly phone: Phone,
  ) {
    super(net, random);
  }

  static async start(id: string, random: () => number): Promise<BrowserActor> {
    const net = await Net.to(required("GATESYNC_URL"));
    const phone = await Phone.start(net.origin);
    await phone.open();
    await phone.signIn(event, id, passcode);
    return new BrowserActor(net, random, phone);
  }

  protected async scan(code: string): Promise<void> {
    await this.phone.scan(code);
  }

  /** One in three times the browser is killed, perhaps during a scan. */
  protected async mishap(): Promise<void> {
    if (this.random() < 2 / 3) {
      return;
    }
    if (this.random() < 0.5) {
      void this.phone.scan(this.pick(codes)).catch(() => undefined);
      await new Promise((moment) => setTimeout(moment, this.random() * 300));
    }
    await this.phone.kill();
    await this.phone.launch();
    await this.phone.open();
    const { page } = this.phone;
    const question = page.getByText("The app was ended during a scan");
    await question.or(page.getByText("Start scanning")).first().waitFor();
    while ((await question.count()) > 0) {
      const asked = page.getByText((await page.getByText("Did the holder go in?").textContent()) ?? "");
      await page.getByRole("button", { name: this.pick(["Yes, went in", "No"]), exact: true }).click();
      await asked.waitFor({ state: "detached" });
    }
    await this.phone.begin();
  }

  protected async settled(): Promise<readonly Scan[]> {
    const scans = await this.phone.settled();
    this.phone.expectAllKept(scans);
    return scans;
  }

  async close(): Promise<void> {
    await this.phone.close();
    await this.net.close();
  }
}

class DeviceActor extends Actor {
  private constructor(
    net: Net,
    random: () => number,
    private readonly login: Login,
    private readonly gate: Gate,
    private readonly scans: ScanDatabase,
    private readonly stop: () => void,
    private readonly scanned: () => void,
  ) {
    super(net, random);
  }

  static async start(id: string, random: () => number): Promise<DeviceActor> {
    const net = await Net.to(required("GATESYNC_URL"));
    const api = new Api(net.origin);
    const scans = new ScanDatabase(`scans-${id}`);
    const queue = new Queue(scans);
    const tickets = new TicketList(new TicketDatabase(`tickets-${id}`), api);
    const login = await api.login({
      event_id: event,
      device_id: id,
      device_name: id,
      gate: id,
      installation: await scans.installation(),
      passcode,
    });
    await tickets.load(login, () => undefined);
    const auto = startAutoSync(
      createSyncStore(queue, new Sender(api, queue), () => login),
      new EventTarget(),
    );
    const following = follow(tickets, login);
    const gate = new Gate(api, queue, tickets);
    return new DeviceActor(net, random, login, gate, scans, () => (auto.stop(), following.abort()), () => auto.scanned());
  }

  protected async scan(code: string): Promise<void> {
    await this.gate.pass(this.login, code);
    this.scanned();
    await new Promise((next) => setTimeout(next, 200 + this.random() * 800));
  }

  protected async mishap(): Promise<void> {
    // A device of this kind only loses its network.
  }

  protected settled(): Promise<readonly Scan[]> {
    this.scanned();
    return eventually(async () => {
      const all = await this.scans.scans.toArray();
      return all.every((scan) => scan.state === "final") ? all : undefined;
    });
  }

  async close(): Promise<void> {
    this.stop();
    await this.net.close();
  }
}

function follow(tickets: TicketList, login: Login): AbortController {
  const stop = new AbortController();
  void (async () => {
    while (!stop.signal.aborted) {
      await tickets.follow(login, true).catch(() => new Promise((again) => setTimeout(again, 500)));
    }
  })();
  return stop;
}

it(`loses no scan and doubles none, whatever the networks do for ${seconds} s`, async () => {
  console.log(`GATESYNC_SEED=${seed} GATESYNC_STORM_SECONDS=${seconds}`);
  // These devices share a process, and are no tabs of one browser.
  Object.defineProperty(globalThis.navigator ?? {}, "locks", { value: undefined, configurable: true });
  const actors: Actor[] = [];
  try {
    for (let i = 0; i < BROWSERS; i++) {
      actors.push(await BrowserActor.start(`storm-browser-${i}`, generator(seed + i)));
    }
    for (let i = 0; i < DEVICES; i++) {
      actors.push(await DeviceActor.start(`storm-device-${i}`, generator(seed + 100 + i)));
    }
    const end = Date.now() + seconds * 1_000;
    const scans = (await Promise.all(actors.map((actor) => actor.work(end)))).flat();
    appendFileSync(required("GATESYNC_SCANS"), scans.map((scan) => `${scan.scanId} ${scan.shown}\n`).join(""));

    const admitted = scans.filter((scan) => scan.verdict?.status === "synced");
    const byShown = scans.filter((scan) => scan.shown === "admit").length;
    console.log(
      `${scans.length} scans of ${codes.length} tickets: ${byShown} shown as let in, ${admitted.length} synced, ${scans.filter((scan) => scan.unseen === 1).length} told otherwise`,
    );
    expect(new Set(admitted.map((scan) => scan.code)).size).toBe(admitted.length);
  } finally {
    await Promise.all(actors.map((actor) => actor.close()));
  }
}, (seconds + 240) * 1_000);
