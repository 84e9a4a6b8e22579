import { expect, it } from "vitest";
import { Queue } from "../src/queue";
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
  expect((await queue.exported()).trim().split("\n")).toHaveLength(2);
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
