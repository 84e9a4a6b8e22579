import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Queue } from "../src/queue";
import { rescueFile } from "../src/rescue";
import type { Scan } from "../src/model";
import { LOGIN, scan, scanDatabase } from "./things";

/** The gateway's tests read the same file. */
const EXAMPLE = readFileSync(new URL("./vectors/rescue.ndjson", import.meta.url), "utf8");

it("writes the file that the server's tests read", async () => {
  const [first, ...lines] = EXAMPLE.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  const scans = lines.slice(0, -1) as unknown as Scan[];

  expect(await rescueFile(scans, "north-1", Number(first?.["exportedAt"]))).toBe(EXAMPLE);
  expect(Object.keys(scan("A"))).toEqual(Object.keys(scans[0] ?? {}));
});

it("has every scan without the server's final word, the oldest first, and says of which device they are", async () => {
  const db = scanDatabase();
  await db.setLogin(LOGIN);
  const queue = new Queue(db);
  await queue.asked(scan("interrupted", { scannedAt: 3 }));
  await queue.shown(scan("pending", { scannedAt: 2 }), "admit", undefined);
  await queue.shown(scan("final", { scannedAt: 1 }), "admit", { status: "synced", message: "" });
  const parked = scan("parked", { scannedAt: 1 });
  await queue.shown(parked, "refuse", undefined);
  await queue.park(parked.scanId, "The server says no.");

  const [first, ...rest] = (await queue.exported()).trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);

  expect(first).toMatchObject({ gatesync: "rescue/1", deviceId: "north-1", scans: 3 });
  expect(rest.map((line) => line["code"] ?? "hash")).toEqual(["parked", "pending", "interrupted", "hash"]);
});

it("is written on a phone where nobody is logged in, too", async () => {
  const queue = new Queue(scanDatabase());
  await queue.shown(scan("A"), "admit", undefined);

  expect(JSON.parse((await queue.exported()).split("\n")[0] ?? "")).toMatchObject({ deviceId: null, scans: 1 });
});
