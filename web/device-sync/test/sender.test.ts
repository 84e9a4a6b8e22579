import { afterEach, beforeEach, expect, it } from "vitest";
import { Queue } from "../src/queue";
import { Sender } from "../src/sender";
import type { Scan } from "../src/model";
import { createSyncStore } from "../src/syncStore";
import { StandIn } from "./standIn";
import { LOGIN, scan, scanDatabase } from "./things";

interface Sent {
  scan_id: string;
  qrcode: string;
  admitted: boolean;
}

let server: StandIn;
let queue: Queue;
let sender: Sender;

beforeEach(async () => {
  server = await StandIn.start();
  queue = new Queue(scanDatabase());
  sender = new Sender(server.api(), queue);
});
afterEach(() => server.stop());

function decided(body: Record<string, unknown>) {
  const scans = body["scans"] as Sent[];
  return {
    status: 200,
    body: {
      results: scans.map((each) => ({ scan_id: each.scan_id, sync_status: "synced", status: 200, message: "" })),
    },
  };
}

async function hold(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await queue.shown(scan(`T-${i}`, { scannedAt: i }), i % 2 === 0 ? "admit" : "refuse", undefined);
  }
}

it("sends all in slices, oldest first, and says what was shown and what is still held", async () => {
  server.answer = (_, body) => decided(body);
  await hold(1_100);

  const sent = await sender.send(LOGIN);

  expect(sent).toMatchObject({ scans: 1_100, loginNeeded: false });
  expect(server.requests.map(({ body }) => (body["scans"] as Sent[]).length)).toEqual([500, 500, 100]);
  expect(server.requests.map(({ body }) => body["pending"])).toEqual([600, 100, 0]);
  expect((server.requests[0]?.body["scans"] as Sent[]).slice(0, 2)).toMatchObject([
    { qrcode: "T-0", admitted: true },
    { qrcode: "T-1", admitted: false },
  ]);
  expect(server.requests[0]?.token).toBe("Bearer a-token");
  expect(await queue.count(LOGIN.eventId, "pending")).toBe(0);
});

it("sends the same again, with the same ids, where the answer was lost", async () => {
  await hold(3);
  server.answer = () => null;
  expect(await sender.send(LOGIN)).toMatchObject({ scans: 0, againInMs: 2_000 });
  server.answer = (_, body) => decided(body);
  expect(await sender.send(LOGIN)).toMatchObject({ scans: 3 });

  const [lost, again] = server.requests.map(({ body }) => (body["scans"] as Sent[]).map((each) => each.scan_id));
  expect(again).toEqual(lost);
});

it.each([
  [503, { retry: true }, { againInMs: 7_000, loginNeeded: false }],
  [429, { retry: true }, { againInMs: 7_000, loginNeeded: false }],
  [401, { retry: false, login: true }, { againInMs: undefined, loginNeeded: true }],
  [403, { retry: false }, { againInMs: undefined, loginNeeded: false }],
  [502, undefined, { againInMs: 7_000, loginNeeded: false }],
])("keeps every scan when it is answered %i", async (status, body, expected) => {
  await hold(3);
  server.answer = () => ({ status, body, headers: { "Retry-After": "7" } });

  expect(await sender.send(LOGIN)).toMatchObject(expected);

  expect(await queue.count(LOGIN.eventId, "pending")).toBe(3);
});

it("parks a scan that the server refuses, and no other", async () => {
  await hold(9);
  server.answer = (_, body) =>
    (body["scans"] as Sent[]).some((each) => each.qrcode === "T-4")
      ? { status: 422, body: { retry: false, detail: "The scans.4 field is wrong." } }
      : decided(body);

  await sender.send(LOGIN);

  expect(await queue.count(LOGIN.eventId, "final")).toBe(8);
  expect(await queue.count(LOGIN.eventId, "parked")).toBe(1);
  expect(await queue.exported()).toContain("The scans.4 field is wrong.");
});

it("does not send for ever what the server cannot decide", async () => {
  await hold(2);
  server.answer = (_, body) => ({
    status: 202,
    body: {
      results: (body["scans"] as Sent[]).map((each) => ({
        scan_id: each.scan_id,
        sync_status: "pending",
        status: 202,
        message: "",
      })),
    },
  });

  expect(await sender.send(LOGIN)).toMatchObject({ scans: 0, againInMs: 2_000 });
  expect(server.requests).toHaveLength(1);
  expect(await queue.count(LOGIN.eventId, "pending")).toBe(2);
});

it("tells the app through the guide's store", async () => {
  await hold(2);
  const store = createSyncStore(queue, sender, () => LOGIN);
  await store.getState().refresh();
  expect(store.getState().pendingCount).toBe(2);
  server.answer = () => ({ status: 401, body: { retry: false, login: true, detail: "Log in." } });
  expect(await store.getState().syncToServer()).toEqual({ success: false, message: "Log in." });
  expect(store.getState()).toMatchObject({ loginNeeded: true, pendingCount: 2, lastSyncTime: null, isSyncing: false });

  server.answer = (_, body) => decided(body);
  expect(await store.getState().syncToServer()).toEqual({ success: true, message: "Sent 2 scans" });
  expect(store.getState()).toMatchObject({ loginNeeded: false, pendingCount: 0 });
});

/** Somebody was let in a moment ago, and did not come in. */
async function takenBack(code: string, secondsAgo: number): Promise<Scan> {
  const made = scan(code, { scannedAt: Date.now() - secondsAgo * 1_000 });
  await queue.shown(made, "admit", undefined);
  expect(await queue.undo(made.scanId, "wrong person")).toBe(true);
  return made;
}

function undone(body: Record<string, unknown>) {
  return { status: 200, body: { scan_id: body["scan_id"], sync_status: "undone", status: 200, message: "Undone" } };
}

function answers(path: string, body: Record<string, unknown>) {
  return path.endsWith("/undo") ? undone(body) : decided(body);
}

it("takes scans back at the server after they have their verdicts, and before the next scan of the ticket", async () => {
  const first = await takenBack("A", 9);
  const next = scan("A", { scannedAt: Date.now() + 1 });
  await queue.shown(next, "admit", undefined);
  const other = scan("B", { scannedAt: Date.now() + 1 });
  await queue.shown(other, "admit", undefined);
  server.answer = answers;

  expect(await sender.send(LOGIN)).toEqual({ at: expect.any(Number) as number, scans: 3, loginNeeded: false });

  expect(server.requests.map(({ path, body }) => [path, (body["scans"] as Sent[] | undefined)?.map((s) => s.qrcode)])).toEqual([
    ["/api/offline/sync", ["A", "B"]],
    ["/api/offline/undo", undefined],
    ["/api/offline/sync", ["A"]],
  ]);
  expect((server.requests[2]?.body["scans"] as Sent[])[0]?.scan_id).toBe(next.scanId);
  expect(server.requests[1]?.body).toMatchObject({
    event_id: "open-air",
    device_id: "north-1",
    qrcode: "A",
    scan_id: first.scanId,
    scanned_at: first.scannedAt,
    reason: "wrong person",
  });
  expect(Number(server.requests[1]?.body["undone_at"]) - first.scannedAt).toBeGreaterThanOrEqual(9_000);
  expect(await queue.unsettled()).toBe(0);
});

it("sends the same wish again where its answer was lost", async () => {
  await takenBack("A", 1);
  server.answer = (path, body) => (path.endsWith("/undo") ? null : decided(body));
  expect(await sender.send(LOGIN)).toMatchObject({ scans: 1, againInMs: 2_000 });
  server.answer = answers;
  expect(await sender.send(LOGIN)).toEqual({ at: expect.any(Number) as number, scans: 0, loginNeeded: false });

  const [lost, again] = server.requests.filter(({ path }) => path.endsWith("/undo")).map(({ body }) => body);
  expect({ ...again, sent_at: 0 }).toEqual({ ...lost, sent_at: 0 });
  expect(await queue.unsettled()).toBe(0);
});

it("does not send a wish for ever that the server cannot decide", async () => {
  await takenBack("A", 1);
  server.answer = (path, body) =>
    path.endsWith("/undo")
      ? { status: 202, body: { scan_id: body["scan_id"], sync_status: "pending", status: 202, message: "" } }
      : decided(body);

  expect(await sender.send(LOGIN)).toMatchObject({ scans: 1, againInMs: 2_000 });
  expect(server.requests.length).toBeLessThan(4);
  expect(await queue.unsettled()).toBe(1);
});

it("does not ask to take back a scan that the server has not decided", async () => {
  const made = await takenBack("A", 1);
  server.answer = () => ({
    status: 202,
    body: { results: [{ scan_id: made.scanId, sync_status: "pending", status: 202, message: "" }] },
  });

  expect(await sender.send(LOGIN)).toMatchObject({ scans: 0, againInMs: 2_000 });
  expect(server.requests.map(({ path }) => path)).toEqual(["/api/offline/sync"]);
});

it("puts a wish before the staff that the server refuses or cannot read", async () => {
  await takenBack("A", 1);
  await takenBack("B", 1);
  server.answer = (path, body) => {
    if (!path.endsWith("/undo")) {
      return decided(body);
    }
    return body["qrcode"] === "A"
      ? { status: 200, body: { scan_id: body["scan_id"], sync_status: "not_undone", status: 409, message: "No", refused: "not_in" } }
      : { status: 422, body: { retry: false, detail: "The reason field is wrong." } };
  };

  const store = createSyncStore(queue, sender, () => LOGIN);
  await store.getState().syncToServer();

  expect(store.getState()).toMatchObject({ pendingCount: 0, unseenCount: 2 });
  expect((await queue.latest(LOGIN.eventId, 2)).map((kept) => kept.undo?.message).sort()).toEqual([
    "No",
    "The reason field is wrong.",
  ]);
});

it("keeps the wish while the phone has to log in, and counts it as pending", async () => {
  await takenBack("A", 1);
  server.answer = (path, body) =>
    path.endsWith("/undo") ? { status: 401, body: { retry: false, login: true } } : decided(body);

  const store = createSyncStore(queue, sender, () => LOGIN);
  await store.getState().syncToServer();

  expect(store.getState()).toMatchObject({ pendingCount: 1, unseenCount: 0, loginNeeded: true });
});
