import type { SyncStore } from "./syncStore";

const EVERY_MS = 5 * 60_000;
/** So that scans of one rush go together. */
const AFTER_SCAN_MS = 300;

/** Syncs by itself until it is stopped. */
export interface AutoSync {
  /** Says that a scan was made. */
  scanned(): void;
  stop(): void;
}

/** What tells that a network may be there again: a window, in a browser. */
export interface Signals {
  addEventListener(type: "online" | "visibilitychange" | "focus", listener: () => void): void;
  removeEventListener(type: "online" | "visibilitychange" | "focus", listener: () => void): void;
}

/** Syncs on coming online and back to the foreground, every 5 minutes, soon after each scan, and after a failure when the server says. */
export function startAutoSync(store: SyncStore, signals: Signals): AutoSync {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Infinity;
  let stopped = false;

  const later = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) {
      due = Date.now() + ms;
      timer = setTimeout(now, ms);
    }
  };
  const now = () => {
    due = Infinity;
    void store
      .getState()
      .syncToServer()
      .catch(() => ({ success: false }))
      .then(({ success }) => {
        const again = store.getState().lastSync?.againInMs;
        const ms = success || again === undefined ? EVERY_MS : again;
        if (Date.now() + ms < due) {
          later(ms); // Else a scan that was made meanwhile would have to wait for it.
        }
      });
  };
  const signal = () => later(0);
  const events = ["online", "visibilitychange", "focus"] as const;
  events.forEach((event) => signals.addEventListener(event, signal));
  later(0);
  return {
    scanned: () => later(AFTER_SCAN_MS),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      events.forEach((event) => signals.removeEventListener(event, signal));
    },
  };
}
