import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Api, Gate, Queue, ScanDatabase, Sender, TicketDatabase, TicketList, type Entry, type Login } from "../src";

/**
 * Phones at one event of a running GateSync, one of them without a network for a while, and one for ever. What the tables say afterwards, who starts
 * this looks at.
 */
const url = required("GATESYNC_URL");
const event_id = required("GATESYNC_EVENT");
const [one, two, three, four, five, six] = required("GATESYNC_CODES").split(",") as [string, string, string, string, string, string];

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} says what to test, and is not set`);
  }
  return value;
}

class Phone {
  readonly api = new Api(url);
  readonly queue: Queue;
  readonly tickets: TicketList;
  readonly sender: Sender;
  readonly database: ScanDatabase;
  login!: Login;

  constructor(private readonly id: string) {
    this.database = new ScanDatabase(`scans-${id}`);
    this.queue = new Queue(this.database);
    this.tickets = new TicketList(new TicketDatabase(`tickets-${id}`), this.api);
    this.sender = new Sender(this.api, this.queue);
  }

  async logIn(secret: { passcode: string } | { enrolment_code: string }): Promise<void> {
    this.login = await this.api.login({
      event_id,
      device_id: this.id,
      device_name: `Phone ${this.id}`,
      gate: `Gate ${this.id}`,
      installation: await this.database.installation(),
      ...secret,
    });
    await this.loadList();
  }

  /** Tries again while the server is still reading the tickets. */
  private async loadList(): Promise<void> {
    for (;;) {
      try {
        return await this.tickets.load(this.login, () => undefined);
      } catch (error) {
        if (!(error instanceof Error && "retry" in error && error.retry === true)) {
          throw error;
        }
        await new Promise((wait) => setTimeout(wait, 200));
      }
    }
  }

  online(code: string) {
    return new Gate(this.api, this.queue, this.tickets).pass(this.login, code);
  }

  offline(code: string) {
    return new Gate(new Api("http://127.0.0.1:9"), this.queue, this.tickets).pass(this.login, code);
  }
}

it("two phones agree with the server, with and without a network", async () => {
  const north = new Phone("north-1");
  await north.logIn({ passcode: required("GATESYNC_PASSCODE") });
  await expect(new Phone("north-1").logIn({ passcode: "wrong" })).rejects.toThrow();
  const south = new Phone("south-1");
  await south.logIn({ enrolment_code: required("GATESYNC_ENROLMENT") });
  await south.logIn({ enrolment_code: required("GATESYNC_ENROLMENT") });

  expect((await north.online(one)).decision).toMatchObject({ sign: "admit", byServer: true });
  expect((await north.online(one)).decision).toMatchObject({ sign: "used", byServer: true });
  do {
    await south.tickets.follow(south.login, true);
  } while ((await south.tickets.find(one))?.entry === undefined);
  expect((await south.offline(one)).decision).toMatchObject({
    sign: "used",
    byServer: false,
    entry: { deviceId: "north-1", gate: "Gate north-1" },
  });

  expect((await south.offline(two)).decision).toMatchObject({ sign: "admit", byServer: false });
  expect((await south.offline(two)).decision.sign).toBe("used");
  expect((await south.offline(three)).decision.sign).toBe("admit");
  expect((await south.offline("NO-SUCH-TICKET")).decision.sign).toBe("unknown");
  expect((await north.online(two)).decision).toMatchObject({ sign: "admit", byServer: true });

  const sent = await south.sender.send(south.login);
  expect(sent?.trouble).toBeUndefined();
  expect(sent?.scans).toBe(5);
  expect(await south.queue.count(event_id, "final")).toBe(5);
  expect(await south.queue.unseen(event_id)).toBe(1);

  await takeBackOnline(north, south);
  await takeBackOffline(south);
});

/** Whoever was let in at the north gate did not come in after all; then the ticket is shown at the south gate, which has no network. */
async function takeBackOnline(north: Phone, south: Phone): Promise<void> {
  const admitted = await north.online(four);
  expect(admitted.decision).toMatchObject({ sign: "admit", byServer: true });
  await knows(south, four, (entry) => entry !== undefined);
  expect(await north.queue.undo(admitted.scan.scanId, "turned back for his jacket")).toBe(true);
  expect(await north.sender.send(north.login)).toMatchObject({ loginNeeded: false });
  const [kept] = (await north.queue.latest(event_id, 100)).filter((scan) => scan.scanId === admitted.scan.scanId);
  expect(kept?.undo?.state).toBe("undone");
  await knows(south, four, (entry) => entry === undefined);
  expect((await south.offline(four)).decision).toMatchObject({ sign: "admit", byServer: false });

  if (kept?.undo === undefined) {
    throw new Error("It was taken back a moment ago");
  }
  const again = await north.api.undo(north.login, kept, kept.undo);
  expect(again.sync_status).toBe("undone");
  const [resent] = await north.api.sync(north.login, [kept], 0);
  expect(resent).toMatchObject({ sync_status: "synced", replayed: true, undone: true });
  const late = await north.api.undo(north.login, kept, { ...kept.undo, at: kept.scannedAt + 61_000 });
  expect(late.sync_status).toBe("undone");
}

/** All of it without a network: let in, taken back, and the next one let in on the same ticket. */
async function takeBackOffline(south: Phone): Promise<void> {
  const first = await south.offline(five);
  expect(first.decision.sign).toBe("admit");
  expect((await south.offline(five)).decision.sign).toBe("used");
  expect(await south.queue.undo(first.scan.scanId, "wrong person")).toBe(true);
  const second = await south.offline(five);
  expect(second.decision.sign).toBe("admit");

  const sent = await south.sender.send(south.login);
  expect(sent?.trouble).toBeUndefined();
  expect(await south.queue.unsettled()).toBe(0);
  expect(await south.queue.unseen(event_id)).toBe(1);
  await knows(south, five, (entry) => entry?.at === second.scan.scannedAt);
}

async function knows(phone: Phone, code: string, entry: (entry: Entry | undefined) => boolean): Promise<void> {
  while (!entry((await phone.tickets.find(code))?.entry)) {
    await phone.tickets.follow(phone.login, true);
  }
}

it("a phone that never comes back to the network leaves a file of its scans", async () => {
  const west = new Phone("west-1");
  await west.logIn({ passcode: required("GATESYNC_PASSCODE") });
  await west.database.setLogin(west.login);

  expect((await west.offline(six)).decision.sign).toBe("admit");
  expect((await west.offline(six)).decision.sign).toBe("used");

  writeFileSync(required("GATESYNC_RESCUE"), await west.queue.exported());
});
