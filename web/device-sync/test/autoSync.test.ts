import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { startAutoSync, type AutoSync } from "../src/autoSync";
import type { SyncState } from "../src/syncStore";

const MINUTE = 60_000;

let syncs: number;
let lasts: Promise<void>;
let againInMs: number | undefined;
let events: EventTarget;
let auto: AutoSync;

beforeEach(() => {
  vi.useFakeTimers();
  syncs = 0;
  lasts = Promise.resolve();
  againInMs = undefined;
  events = new EventTarget();
  const store = createStore<SyncState>((set) => ({
    pendingCount: 0,
    parkedCount: 0,
    unseenCount: 0,
    interruptedCount: 0,
    isSyncing: false,
    lastSyncTime: null,
    lastSync: null,
    loginNeeded: false,
    refresh: () => Promise.resolve(),
    syncToServer: () => {
      syncs++;
      set({ lastSync: { at: 0, scans: 0, loginNeeded: false, againInMs } });
      return lasts.then(() => ({ success: againInMs === undefined, message: "" }));
    },
  }));
  auto = startAutoSync(store, events);
});
afterEach(() => {
  auto.stop();
  vi.useRealTimers();
});

it("syncs at the start, every 5 minutes, soon after a scan, and when a network may be there again", async () => {
  await vi.advanceTimersByTimeAsync(0);
  expect(syncs).toBe(1);
  await vi.advanceTimersByTimeAsync(5 * MINUTE);
  expect(syncs).toBe(2);
  auto.scanned();
  auto.scanned();
  await vi.advanceTimersByTimeAsync(300);
  expect(syncs).toBe(3);
  events.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(syncs).toBe(4);
});

it("tries again when the server says, and not after it was stopped", async () => {
  againInMs = 7_000;
  await vi.advanceTimersByTimeAsync(0);
  await vi.advanceTimersByTimeAsync(6_999);
  expect(syncs).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(syncs).toBe(2);
  auto.stop();
  events.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(syncs).toBe(2);
});

it("syncs soon after a scan that was made while a sync came to its end", async () => {
  let end: () => void = () => undefined;
  lasts = new Promise((resolve) => (end = resolve));
  await vi.advanceTimersByTimeAsync(0);
  expect(syncs).toBe(1);
  auto.scanned();
  end();
  await vi.advanceTimersByTimeAsync(300);
  expect(syncs).toBe(2);
});
