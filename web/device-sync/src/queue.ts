import Dexie from "dexie";
import { verdictOf, type ScanResult, type UndoResult } from "./api";
import type { ScanDatabase } from "./db";
import type { Entry, Scan, Shown, Undo, Verdict } from "./model";
import { rescueFile } from "./rescue";
import { isEntryOf, isTakenBack, reasonOf, UNDO_MS, waitsFor } from "./undo";

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

  /**
   * Takes back a scan on which somebody was let in here. When the promise is fulfilled it is durable, and may be shown as undone; the server
   * is told when the scan has its verdict.
   *
   * @returns false: nothing is taken back, since it is too late, or nobody was let in, or it was done before
   * @throws if the reason is empty, or it cannot be stored
   */
  async undo(scanId: string, reason: string): Promise<boolean> {
    const said = reasonOf(reason);
    if (said === "") {
      throw new Error("To take a scan back needs a reason.");
    }
    return this.db.transaction("rw", this.db.scans, async () => {
      const scan = await this.db.scans.get(scanId);
      const after = Date.now() - (scan?.scannedAt ?? 0);
      if (scan?.shown !== "admit" || scan.undo !== undefined || after < 0 || after > UNDO_MS) {
        return false;
      }
      await this.db.scans.put({ ...scan, undo: { reason: said, at: scan.scannedAt + after, state: "pending" } });
      return true;
    });
  }

  /**
   * The first entry on a code, as far as this device knows: the one that the server has named, else the scan that it has admitted, else the
   * first that this device has let in by itself. What was taken back here is none.
   */
  async knownEntry(eventId: string, code: string, deviceId: string): Promise<Entry | undefined> {
    const all = await this.db.scans.where({ eventId, code }).sortBy("scannedAt");
    const scans = all.filter((scan) => scan.counts);
    const own = (scan: Scan | undefined) => scan && { deviceId, gate: scan.gate, at: scan.scannedAt };
    const told = scans
      .map((scan) => scan.verdict?.entry)
      .findLast((entry) => entry !== undefined && !wasTakenBack(all, entry, deviceId));
    if (told !== undefined) {
      const made = told.deviceId === deviceId ? scans.find((scan) => scan.scannedAt === told.at) : undefined;
      return own(made) ?? told;
    }
    const standing = scans.filter((scan) => !isTakenBack(scan));
    const admitted = standing.find((scan) => scan.verdict?.status === "synced");
    return own(admitted ?? standing.find((scan) => scan.shown === "admit"));
  }

  /** Whether an entry, as the list tells it, is of a scan that was taken back here. */
  async isTakenBack(eventId: string, code: string, entry: Entry, deviceId: string): Promise<boolean> {
    return wasTakenBack(await this.db.scans.where({ eventId, code }).toArray(), entry, deviceId);
  }

  /** Whether the server does not know yet that a scan of this code was taken back. */
  async isUndoUnsent(eventId: string, code: string): Promise<boolean> {
    return (await this.unsentUndos(eventId)).some((scan) => scan.code === code);
  }

  private async unsentUndos(eventId: string): Promise<Scan[]> {
    return this.db.scans.where("[eventId+undo.state]").equals([eventId, "pending"]).toArray();
  }

  /** What has to be taken back at the server, oldest first. Only scans that have its verdict: it must know them. */
  async pendingUndos(eventId: string): Promise<{ readonly scan: Scan; readonly undo: Undo }[]> {
    return (await this.unsentUndos(eventId))
      .filter((scan) => scan.state === "final")
      .sort((a, b) => a.scannedAt - b.scannedAt)
      .flatMap((scan) => (scan.undo === undefined ? [] : [{ scan, undo: scan.undo }]));
  }

  /** The oldest scans that have to be sent. One of a ticket that was taken back before goes after that is. */
  async pending(eventId: string): Promise<Scan[]> {
    const undone = await this.unsentUndos(eventId);
    const scans = await this.db.scans.where({ eventId, state: "pending" }).sortBy("scannedAt");
    return scans.filter((scan) => !undone.some((before) => waitsFor(scan, before))).slice(0, SLICE);
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
          const differs = scan.shown === "admit" && !isTakenBack(scan) && result.sync_status !== "synced";
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

  /**
   * Takes in the server's word on what was to be taken back. Where it refuses, the scan counts, and a person has to look.
   *
   * @returns whether it has said its word
   */
  async settleUndo(result: UndoResult): Promise<boolean> {
    if (result.sync_status === "pending") {
      return false;
    }
    const refused = result.sync_status !== "undone";
    return this.db.transaction("rw", this.db.scans, async () => {
      const scan = await this.db.scans.get(result.scan_id);
      if (scan?.undo?.state !== "pending") {
        return false;
      }
      await this.db.scans.put({
        ...scan,
        undo: refused
          ? { ...scan.undo, state: "refused", message: result.message }
          : { ...scan.undo, state: "undone" },
        unseen: refused ? 1 : scan.unseen,
      });
      return true;
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

  /** How many scans, on which somebody was let in, were taken back. */
  async countTakenBack(eventId: string): Promise<number> {
    return this.db.scans
      .where("[eventId+undo.state]")
      .anyOf([[eventId, "pending"], [eventId, "undone"]])
      .count();
  }

  /** All scans whose verdict is not known, or not whether they are taken back, as a file that `./gatesync import` takes. */
  async exported(): Promise<string> {
    const scans = await this.db.scans.filter(isUnsettled).sortBy("scannedAt");
    return rescueFile(scans, (await this.db.login())?.deviceId, Date.now());
  }

  /** How many scans of any event have no final verdict, or are not taken back yet: while there are, nobody logs out. */
  async unsettled(): Promise<number> {
    return this.db.scans.filter(isUnsettled).count();
  }
}

function isUnsettled(scan: Scan): boolean {
  return scan.state !== "final" || scan.undo?.state === "pending";
}

function wasTakenBack(scans: readonly Scan[], entry: Entry, deviceId: string): boolean {
  return scans.some((scan) => isTakenBack(scan) && isEntryOf(entry, scan, deviceId));
}
