import { expect, it } from "vitest";
import { Api, Gate, Queue, ScanDatabase, Sender, TicketDatabase, TicketList, type Login } from "../src";

/**
 * Two phones at one event of a running GateSync, one of them without a network for a while. What the tables say afterwards, who starts
 * this looks at.
 */
const url = required("GATESYNC_URL");
const event_id = required("GATESYNC_EVENT");
const [one, two, three] = required("GATESYNC_CODES").split(",") as [string, string, string];

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
});
