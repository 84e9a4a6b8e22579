import { expect, it } from "vitest";
import { Queue } from "../src/queue";
import type { Scan } from "../src/model";
import { UNDO_MS } from "../src/undo";
import { LOGIN, scan, scanDatabase } from "./things";

const EVENT = LOGIN.eventId;

it("keeps a scan over the end of the app, and asks what became of an interrupted one", async () => {
  const db = scanDatabase("survives");
  await new Queue(db).asked(scan("A"));
  await new Queue(db).shown(scan("B"), "admit", undefined);
  db.close();

  const queue = new Queue(scanDatabase("survives"));

  expect((await queue.pending(EVENT)).map((kept) => kept.code)).toEqual(["B"]);
  const [interrupted] = await queue.interrupted(EVENT);
  expect(interrupted?.code).toBe("A");
  await queue.explain(interrupted?.scanId ?? "", false);
  expect(await queue.interrupted(EVENT)).toEqual([]);
  expect((await queue.pending(EVENT)).find((kept) => kept.code === "A")?.shown).toBe("refuse");
});

it("writes scans with strict durability", async () => {
  const durabilities: (string | undefined)[] = [];
  const open = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    if (mode === "readwrite") {
      durabilities.push(options?.durability);
    }
    return open.call(this, stores, mode, options);
  };
  try {
    await new Queue(scanDatabase()).asked(scan("A"));
  } finally {
    IDBDatabase.prototype.transaction = open;
  }
  expect(durabilities.length).toBeGreaterThan(0);
  expect(new Set(durabilities)).toEqual(new Set(["strict"]));
});

it("lets a scan go only by the word on its own id", async () => {
  const queue = new Queue(scanDatabase());
  const [a, b, c, d] = [scan("A"), scan("B"), scan("C"), scan("D")];
  for (const each of [a, b, c, d]) {
    await queue.shown(each, "admit", undefined);
  }

  await queue.settle([
    { scan_id: a.scanId, sync_status: "synced", status: 200, message: "Synced successfully" },
    { scan_id: b.scanId, sync_status: "pending", status: 202, message: "Not decided yet" },
    { scan_id: crypto.randomUUID(), sync_status: "synced", status: 200, message: "" },
    { scan_id: d.scanId, sync_status: "conflict", status: 409, message: "Already scanned by another device" },
  ]);

  expect((await queue.pending(EVENT)).map((kept) => kept.code).sort()).toEqual(["B", "C"]);
  expect(await queue.unseen(EVENT)).toBe(1);
  await queue.markSeen(EVENT);
  expect(await queue.unseen(EVENT)).toBe(0);
  expect(await queue.unsettled()).toBe(2);
  expect((await queue.exported()).trim().split("\n")).toHaveLength(4);
});

it("remembers the first entry that was given here, until admissions are reset", async () => {
  const queue = new Queue(scanDatabase());
  await queue.shown(scan("A", { scannedAt: 2 }), "admit", { status: "conflict", message: "" });
  await queue.shown(scan("A", { scannedAt: 1 }), "refuse", undefined);
  await queue.shown(scan("A", { scannedAt: 3 }), "admit", { status: "conflict", message: "" });

  expect(await queue.knownEntry(EVENT, "A", "north-1")).toMatchObject({ at: 2, deviceId: "north-1" });
  expect(await queue.knownEntry("another", "A", "north-1")).toBeUndefined();
  await queue.forgetEntries(EVENT);
  expect(await queue.knownEntry(EVENT, "A", "north-1")).toBeUndefined();
});

/** A scan that was made a moment ago, and shown as admitted. */
async function admitted(queue: Queue, code: string, more: Partial<Scan> = {}): Promise<Scan> {
  const made = scan(code, { scannedAt: Date.now() - 1_000, ...more });
  await queue.shown(made, "admit", undefined);
  return made;
}

it("takes a scan back within 60 seconds, once, and only where somebody was let in", async () => {
  const queue = new Queue(scanDatabase());
  const fresh = await admitted(queue, "A");
  const old = await admitted(queue, "B", { scannedAt: Date.now() - UNDO_MS - 1 });
  const future = await admitted(queue, "C", { scannedAt: Date.now() + 60_000 });
  const refused = scan("D", { scannedAt: Date.now() });
  await queue.shown(refused, "refuse", undefined);

  expect(await queue.undo(fresh.scanId, "wrong person")).toBe(true);
  expect(await queue.undo(fresh.scanId, "wrong person")).toBe(false);
  for (const each of [old, future, refused, scan("E")]) {
    expect(await queue.undo(each.scanId, "wrong person")).toBe(false);
  }
  await expect(queue.undo(fresh.scanId, " \n")).rejects.toThrow("reason");
});

it("keeps what was taken back over the end of the app, and as a reason that the server takes", async () => {
  const db = scanDatabase("undone");
  const made = await admitted(new Queue(db), "A");
  await new Queue(db).undo(made.scanId, `  ${"ü".repeat(200)}\n\uD83C`);
  db.close();

  const queue = new Queue(scanDatabase("undone"));
  const [kept] = await queue.pending(EVENT);
  expect(kept?.undo).toMatchObject({ state: "pending", reason: "ü".repeat(127) });
  expect(await queue.knownEntry(EVENT, "A", "north-1")).toBeUndefined();
  expect(await queue.exported()).toContain('"undo":');
});

it("lets the ticket in again, also where it was told of the entry that was taken back", async () => {
  const queue = new Queue(scanDatabase());
  const first = await admitted(queue, "A");
  const entry = { deviceId: "north-1", at: first.scannedAt };
  await queue.shown(scan("A", { scannedAt: Date.now() }), "refuse", { status: "duplicate", message: "", entry });
  expect(await queue.knownEntry(EVENT, "A", "north-1")).toMatchObject({ at: first.scannedAt });

  await queue.undo(first.scanId, "wrong person");

  expect(await queue.knownEntry(EVENT, "A", "north-1")).toBeUndefined();
  expect(await queue.isTakenBack(EVENT, "A", entry, "north-1")).toBe(true);
  expect(await queue.isTakenBack(EVENT, "A", { ...entry, deviceId: "south-1" }, "north-1")).toBe(false);
  expect(await queue.isTakenBack(EVENT, "A", { ...entry, at: entry.at + 1 }, "north-1")).toBe(false);
});

it("counts a scan again, and puts it before the staff, where the server does not take it back", async () => {
  const queue = new Queue(scanDatabase());
  const [a, b, c] = [await admitted(queue, "A"), await admitted(queue, "B"), await admitted(queue, "C")];
  for (const { scanId } of [a, b, c]) {
    await queue.undo(scanId, "wrong person");
    await queue.settle([{ scan_id: scanId, sync_status: "conflict", status: 409, message: "" }]);
  }
  expect(await queue.unseen(EVENT)).toBe(0);
  expect(await queue.unsettled()).toBe(3);

  await queue.settleUndo({ scan_id: a.scanId, sync_status: "undone", status: 200, message: "Undone" });
  await queue.settleUndo({ scan_id: b.scanId, sync_status: "not_undone", status: 409, message: "Too late" });
  await queue.settleUndo({ scan_id: c.scanId, sync_status: "pending", status: 202, message: "Not decided yet" });

  expect(await queue.knownEntry(EVENT, "A", "north-1")).toBeUndefined();
  expect(await queue.knownEntry(EVENT, "B", "north-1")).toMatchObject({ at: b.scannedAt });
  expect(await queue.knownEntry(EVENT, "C", "north-1")).toBeUndefined();
  expect(await queue.unseen(EVENT)).toBe(1);
  expect(await queue.unsettled()).toBe(1);
  expect((await queue.latest(EVENT, 3)).find((kept) => kept.code === "B")?.undo?.message).toBe("Too late");
});

it("names the first entry as the server has named it, with the gate where it was an own one", async () => {
  const queue = new Queue(scanDatabase());
  const other = { deviceId: "south-1", at: 9 };
  const own = { deviceId: "north-1", at: 5 };
  await queue.shown(scan("A", { scannedAt: 1 }), "admit", undefined);
  await queue.shown(scan("A", { scannedAt: 2 }), "admit", { status: "conflict", message: "", entry: other });
  await queue.shown(scan("B", { scannedAt: 1, gate: "Back door" }), "admit", undefined);
  await queue.shown(scan("B", { scannedAt: 5 }), "admit", { status: "synced", message: "" });
  await queue.shown(scan("B", { scannedAt: 7, gate: "Back door" }), "refuse", { status: "duplicate", message: "", entry: own });

  expect(await queue.knownEntry(EVENT, "A", "north-1")).toEqual(other);
  expect(await queue.knownEntry(EVENT, "B", "north-1")).toEqual({ ...own, gate: LOGIN.gate });
});
