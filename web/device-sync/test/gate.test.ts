import { afterEach, beforeEach, expect, it } from "vitest";
import { Gate } from "../src/gate";
import { TicketHasher } from "../src/hash";
import { Queue } from "../src/queue";
import { isListGone, TicketList } from "../src/tickets";
import { StandIn } from "./standIn";
import { LOGIN, scanDatabase, ticketDatabase } from "./things";
import vectors from "./vectors/codes.json";

let server: StandIn;
let queue: Queue;
let tickets: TicketList;
let gate: Gate;
const db = ticketDatabase("gate");

beforeEach(async () => {
  server = await StandIn.start();
  queue = new Queue(scanDatabase());
  tickets = new TicketList(db, server.api());
  gate = new Gate(server.api(), queue, tickets);
});
afterEach(async () => {
  await tickets.forget();
  await server.stop();
});

async function line(code: string, more: object = {}): Promise<string> {
  return JSON.stringify({ h: await (await TicketHasher.of(vectors.key)).hash(code), s: 0, t: "Day", ...more });
}

/** A list of two parts, served as the real one is. */
async function load(): Promise<void> {
  const header = { event: "open-air", base: "b1", parts: 2, key: vectors.key, code_pattern: null, code_case_matters: false };
  const inside = { in: { d: "south-1", g: "South", at: 5 } };
  const parts = [
    `${JSON.stringify(header)}\n${await line("A")}\n${await line("B", inside)}\n`,
    `${await line("C", { s: 1 })}\n{"cursor":"c1","more":false}\n`,
  ];
  server.answer = (path) =>
    path.includes("/tickets?") ? { status: 200, text: parts[path.includes("part=1&base=b1") ? 1 : 0] ?? "" } : null;
  const shares: number[] = [];
  await tickets.load(LOGIN, (share) => shares.push(share));
  expect(shares.at(-1)).toBe(1);
  server.answer = () => null;
}

it("decides by the list while there is no network, and keeps every scan", async () => {
  await load();

  expect((await gate.pass(LOGIN, " a ")).decision.sign).toBe("admit");
  expect((await gate.pass(LOGIN, "A")).decision).toMatchObject({ sign: "used", entry: { deviceId: "north-1" } });
  expect((await gate.pass(LOGIN, "B")).decision).toMatchObject({ sign: "used", entry: { gate: "South" } });
  expect((await gate.pass(LOGIN, "C")).decision.sign).toBe("revoked");
  expect((await gate.pass(LOGIN, "D")).decision.sign).toBe("unknown");
  expect((await gate.pass(LOGIN, "BEGIN:VCARD\nEND")).decision.sign).toBe("unknown");

  const kept = await queue.pending(LOGIN.eventId);
  // Two of them may be of the same millisecond, and then have no order.
  expect(Object.fromEntries(kept.map(({ qrcode, shown }) => [qrcode, shown]))).toEqual({
    " a ": "admit",
    A: "refuse",
    B: "refuse",
    C: "refuse",
    D: "refuse",
    "BEGIN:VCARD\nEND": "refuse",
  });
});

it("admits nobody without network and list", async () => {
  server.answer = () => null;

  expect((await gate.pass(LOGIN, "A")).decision.sign).toBe("unchecked");
  expect((await queue.pending(LOGIN.eventId))[0]?.shown).toBe("refuse");
});

it("shows the server's word, and goes by it later", async () => {
  await load();
  server.answer = (_, body) => ({
    status: 200,
    body: { scan_id: body["scan_id"], sync_status: "conflict", status: 409, message: "", scanned_by: "south-1", scanned_at_ms: 7 },
  });
  const entry = { deviceId: "south-1", at: 7 };
  gate = new Gate(server.api(), queue, tickets);
  expect((await gate.pass(LOGIN, "A")).decision).toMatchObject({ sign: "used", byServer: true, entry });
  expect(await queue.count(LOGIN.eventId, "final")).toBe(1);

  server.answer = () => null;
  expect((await gate.pass(LOGIN, "A")).decision).toMatchObject({ sign: "used", byServer: false, entry });
});

it("sends a scan by the same id where the answer was lost, and then does not wait at every scan", async () => {
  await load();
  gate = new Gate(server.api(), queue, tickets);
  const before = server.requests.length;

  expect((await gate.pass(LOGIN, "A")).decision).toMatchObject({ sign: "admit", byServer: false });
  expect((await queue.pending(LOGIN.eventId))[0]?.scanId).toBe(server.requests.at(-1)?.body["scan_id"]);
  await gate.pass(LOGIN, "C");

  expect(server.requests.length).toBe(before + 1);
});

it("goes on while the phone has to log in", async () => {
  await load();
  server.answer = () => ({ status: 401, body: { retry: false, login: true } });

  expect(await gate.pass(LOGIN, "A")).toMatchObject({ loginNeeded: true, decision: { sign: "admit" } });
});

it("takes changes in with their cursor, also after the app was ended, and begins anew when it is told to", async () => {
  await load();
  const changed = await line("A", { in: { d: "south-1", at: 9 } });
  server.answer = (path) =>
    path.includes("cursor=c1") ? { status: 200, text: `${changed}\n{"cursor":"c2","more":false}\n` } : { status: 204 };
  await tickets.follow(LOGIN, true);
  await tickets.follow(LOGIN, true);
  expect(server.requests.at(-1)?.path).toContain("cursor=c2&wait=25");

  const reopened = new TicketList(db, server.api());
  await reopened.open(LOGIN.eventId);
  expect((await reopened.find("A"))?.entry?.at).toBe(9);
  expect(reopened.size).toBe(3);
  expect(reopened.codeIn("a")).toBe("A");

  server.answer = () => ({ status: 410, body: { retry: false, reason: "other_generation" } });
  const gone = await reopened.follow(LOGIN, false).catch((error: unknown) => error);
  expect(isListGone(gone)).toBe(true);
  expect((await reopened.find("A"))?.entry?.at).toBe(9);
});

it("lets a holder in again who was taken back, without and with the list's word, until the server knows", async () => {
  await load();
  const first = (await gate.pass(LOGIN, "A")).scan;
  expect((await gate.pass(LOGIN, "A")).decision.sign).toBe("used");
  expect(await queue.undo(first.scanId, "wrong person")).toBe(true);
  const told = await line("A", { in: { d: "north-1", g: "North", at: first.scannedAt } });
  server.answer = () => ({ status: 200, text: `${told}\n{"cursor":"c2","more":false}\n` });
  await tickets.follow(LOGIN, false);
  expect((await tickets.find("A"))?.entry?.deviceId).toBe("north-1");

  const asked = server.requests.length;
  gate = new Gate(server.api(), queue, tickets);
  expect((await gate.pass(LOGIN, "A")).decision).toMatchObject({ sign: "admit", byServer: false });
  expect(server.requests.length).toBe(asked);
});

it("does not take its own scan for another's where the answer was lost and the list tells of it already", async () => {
  await load();
  const api = server.api();
  const verify = api.verify.bind(api);
  api.verify = async (login, scan, patience) => {
    const told = await line("A", { in: { d: LOGIN.deviceId, g: "North", at: scan.scannedAt } });
    server.answer = () => ({ status: 200, text: `${told}\n{"cursor":"c2","more":false}\n` });
    await tickets.follow(LOGIN, false);
    server.answer = () => null;
    return verify(login, scan, patience);
  };
  gate = new Gate(api, queue, tickets);

  expect((await gate.pass(LOGIN, "A")).decision).toMatchObject({ sign: "admit", byServer: false });
  expect((await gate.pass(LOGIN, "A")).decision.sign).toBe("used");
});

it("takes in that a ticket is free again", async () => {
  await load();
  expect((await tickets.find("B"))?.entry).toBeDefined();
  const free = await line("B");
  server.answer = () => ({ status: 200, text: `${free}\n{"cursor":"c2","more":false}\n` });
  await tickets.follow(LOGIN, false);

  expect((await tickets.find("B"))?.entry).toBeUndefined();
  server.answer = () => null;
  expect((await gate.pass(LOGIN, "B")).decision.sign).toBe("admit");
});
