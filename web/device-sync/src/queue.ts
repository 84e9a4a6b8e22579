import Dexie from "dexie";
import { verdictOf, type ScanResult } from "./api";
import type { ScanDatabase } from "./db";
import type { Entry, Scan, Shown, Verdict } from "./model";

/** How many scans are sent at once. */
export const SLICE = 500;

/**
 * The scans of this phone. A scan is durable when the promise of a write is fulfilled; it stays here until its event is over, and leaves the
 * queue only by the server's word on its own id.
 */
export class Queue {
  constructor(private readonly db: ScanDatabase) {}

  /** Keeps a scan that the server is asked about, before it is asked. */
  async asked(scan: Scan): Promise<void> {
    await this.db.scans.put(scan);
  }

  /** Keeps what is going to be shown, before it is shown. */
  async shown(scan: Scan, shown: Shown, verdict: Verdict | undefined): Promise<void> {
    await this.db.scans.put({ ...scan, shown, state: verdict === undefined ? "pending" : "final", verdict });
  }

  /** The first entry on a code that this device has given, or was told of when it asked. */
  async knownEntry(eventId: string, code: string, deviceId: string): Promise<Entry | undefined> {
    const scans = await this.db.scans.where({ eventId, code }).toArray();
    return scans
      .filter((scan) => scan.counts)
      .map((scan) => entry(scan, deviceId))
      .filter((given) => given !== undefined)
      .sort((a, b) => a.at - b.at)[0];
  }

  /** The oldest scans that have to be sent. */
  async pending(eventId: string): Promise<Scan[]> {
    return (await this.db.scans.where({ eventId, state: "pending" }).sortBy("scannedAt")).slice(0, SLICE);
  }

  async count(eventId: string, state: Scan["state"]): Promise<number> {
    return this.db.scans.where({ eventId, state }).count();
  }

  /** How many verdicts differ from what was shown, and were not seen. */
  async unseen(eventId: string): Promise<number> {
    return this.db.scans.where({ eventId, unseen: 1 }).count();
  }

  /** Those scans, the latest first. */
  async differing(eventId: string): Promise<Scan[]> {
    return (await this.db.scans.where({ eventId, unseen: 1 }).sortBy("scannedAt")).reverse();
  }

  async markSeen(eventId: string): Promise<void> {
    await this.db.scans.where({ eventId, unseen: 1 }).modify({ unseen: 0 });
  }

  /** Scans of which nobody knows what was shown, since the app was ended in between. */
  async interrupted(eventId: string): Promise<Scan[]> {
    return this.db.scans.where({ eventId, state: "asked" }).sortBy("scannedAt");
  }

  /** Says what happened at an interrupted scan. */
  async explain(scanId: string, wentIn: boolean): Promise<void> {
    await this.db.scans
      .where({ scanId })
      .and((scan) => scan.state === "asked")
      .modify({ state: "pending", shown: wentIn ? "admit" : "refuse" });
  }

  /** Takes in the server's words, each for its own scan; all else stays as it is. */
  async settle(results: readonly ScanResult[]): Promise<void> {
    await this.db.transaction("rw", this.db.scans, async () => {
      for (const result of results) {
        if (result.scan_id === undefined || result.sync_status === "pending") {
          continue;
        }
        const scan = await this.db.scans.get(result.scan_id);
        if (scan?.state === "pending") {
          const differs = scan.shown === "admit" && result.sync_status !== "synced";
          await this.db.scans.put({
            ...scan,
            state: "final",
            verdict: verdictOf(result),
            unseen: differs ? 1 : 0,
          });
        }
      }
    });
  }

  /** Sets a scan aside that the server refuses: a person has to look. */
  async park(scanId: string, reason: string): Promise<void> {
    await this.db.scans
      .where({ scanId })
      .and((scan) => scan.state === "pending")
      .modify({ state: "parked", reason });
  }

  /** After admissions were reset, tickets that were used here before are not. */
  async forgetEntries(eventId: string): Promise<void> {
    await this.db.scans.where({ eventId, state: "final" }).modify({ counts: false });
  }

  /** The scans that the server refuses to take in, the oldest first. */
  async parked(eventId: string): Promise<Scan[]> {
    return this.db.scans.where({ eventId, state: "parked" }).sortBy("scannedAt");
  }

  /**
   * The latest scans, the latest first.
   *
   * @param matches which of them
   */
  async latest(eventId: string, count: number, matches: (scan: Scan) => boolean = () => true): Promise<Scan[]> {
    return this.db.scans
      .where("[eventId+scannedAt]")
      .between([eventId, Dexie.minKey], [eventId, Dexie.maxKey])
      .reverse()
      .filter(matches)
      .limit(count)
      .toArray();
  }

  /** How many scans were shown as this. */
  async countShown(eventId: string, shown: "admit" | "refuse"): Promise<number> {
    return this.db.scans.where({ eventId, shown }).count();
  }

  /** All scans whose verdict is not known, as a file: one JSON object a line. */
  async exported(): Promise<string> {
    const scans = await this.db.scans.filter((scan) => scan.state !== "final").toArray();
    return scans.map((scan) => JSON.stringify(scan) + "\n").join("");
  }

  /** How many scans of any event have no final verdict: while there are, nobody logs out. */
  async unsettled(): Promise<number> {
    return this.db.scans.filter((scan) => scan.state !== "final").count();
  }
}

function entry(scan: Scan, deviceId: string): Entry | undefined {
  return scan.shown === "admit" ? { deviceId, gate: scan.gate, at: scan.scannedAt } : scan.verdict?.entry;
}
