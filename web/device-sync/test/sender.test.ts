import { afterEach, beforeEach, expect, it } from "vitest";
import { Queue } from "../src/queue";
import { Sender } from "../src/sender";
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
