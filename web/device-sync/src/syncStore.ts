import { createStore, type StoreApi } from "zustand/vanilla";
import type { Login } from "./model";
import type { Queue } from "./queue";
import type { Sender, Sent } from "./sender";

/** What an app shows of the queue. */
export interface SyncState {
  /** How many scans have to be sent, or to be taken back at the server. */
  readonly pendingCount: number;
  /** How many the server refuses to take in: a person has to look at them. */
  readonly parkedCount: number;
  /** How many verdicts differ from what was shown at the gate, or how often the server refused to take a scan back, and were not seen. */
  readonly unseenCount: number;
  /** Of how many scans nobody knows what was shown, since the app was ended in between. */
  readonly interruptedCount: number;
  readonly isSyncing: boolean;
  /** Milliseconds since 1970; null: not yet. */
  readonly lastSyncTime: number | null;
  /** What the last sync did; null: there was none. */
  readonly lastSync: Sent | null;
  /** Whether the phone has to log in before the server takes anything. */
  readonly loginNeeded: boolean;
  /** Sends what is pending. What the server has not said its word on stays in the queue, whatever happens. */
  syncToServer(): Promise<{ readonly success: boolean; readonly message: string }>;
  /** Counts anew, as after a scan. */
  refresh(): Promise<void>;
}

/** The guide's `syncStore`, for every framework; `useStore` of zustand makes a hook of it. */
export type SyncStore = StoreApi<SyncState>;

/** @param login who is logged in; undefined: nobody */
export function createSyncStore(queue: Queue, sender: Sender, login: () => Login | undefined): SyncStore {
  return createStore<SyncState>((set, get) => ({
    pendingCount: 0,
    parkedCount: 0,
    unseenCount: 0,
    interruptedCount: 0,
    isSyncing: false,
    lastSyncTime: null,
    lastSync: null,
    loginNeeded: false,

    syncToServer: async () => {
      const who = login();
      if (who === undefined) {
        return { success: false, message: "Not authenticated" };
      }
      if (get().isSyncing) {
        return { success: false, message: "Already syncing" };
      }
      set({ isSyncing: true });
      try {
        const sent = await sender.send(who);
        if (sent === undefined) {
          return { success: false, message: "Another tab is syncing" };
        }
        set({ lastSync: sent, loginNeeded: sent.loginNeeded, ...(sent.trouble === undefined ? { lastSyncTime: sent.at } : {}) });
        return { success: sent.trouble === undefined, message: sent.trouble ?? `Sent ${sent.scans} scans` };
      } finally {
        set({ isSyncing: false });
        await get().refresh();
      }
    },

    refresh: async () => {
      const event = login()?.eventId ?? "";
      const [pending, undos, parkedCount, unseenCount, interrupted] = await Promise.all([
        queue.count(event, "pending"),
        queue.pendingUndos(event),
        queue.count(event, "parked"),
        queue.unseen(event),
        queue.count(event, "asked"),
      ]);
      set({ pendingCount: pending + undos.length, parkedCount, unseenCount, interruptedCount: interrupted });
    },
  }));
}
