import { ApiError, type Api } from "./api";
import type { Login, Scan, Undo } from "./model";
import type { Queue } from "./queue";

/** What the last sending did. */
export interface Sent {
  readonly at: number;
  readonly scans: number;
  /** Why it ended before all was sent. */
  readonly trouble?: string | undefined;
  readonly loginNeeded: boolean;
  /** After how long to try again; undefined: all was sent, or nothing is gained by trying. */
  readonly againInMs?: number | undefined;
}

const LOCK = "gatesync-sender";

/** Sends pending scans, and what is to be taken back, in one tab at a time. That two tabs send the same would do no harm: the server knows a scan by its id. */
export class Sender {
  constructor(
    private readonly api: Api,
    private readonly queue: Queue,
  ) {}

  /** Sends all that is pending; undefined if another tab does so already. */
  async send(login: Login): Promise<Sent | undefined> {
    if (typeof navigator === "undefined" || navigator.locks === undefined) {
      return this.sendAll(login);
    }
    return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) =>
      lock === null ? undefined : this.sendAll(login),
    );
  }

  private async sendAll(login: Login): Promise<Sent> {
    let scans = 0;
    try {
      for (;;) {
        const slice = await this.queue.pending(login.eventId);
        const settled = slice.length === 0 ? 0 : await this.sendSlice(login, slice);
        scans += settled;
        const undos = await this.queue.pendingUndos(login.eventId);
        let undone = 0;
        for (const { scan, undo } of undos) {
          undone += (await this.sendUndo(login, scan, undo)) ? 1 : 0;
        }
        if (slice.length === 0 && undos.length === 0) {
          return { at: Date.now(), scans, loginNeeded: false };
        }
        if (settled + undone === 0) {
          return { at: Date.now(), scans, loginNeeded: false, againInMs: 2_000 };
        }
      }
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      return {
        at: Date.now(),
        scans,
        trouble: error.message,
        loginNeeded: error.login,
        againInMs: error.retry ? error.retryAfterMs : undefined,
      };
    }
  }

  /**
   * Sends some scans. Where the server refuses them for good, the half of them is tried, and a single one is parked: what is wrong with one
   * holds up no other.
   *
   * @returns how many left the queue
   */
  private async sendSlice(login: Login, slice: readonly Scan[]): Promise<number> {
    const held = await this.queue.count(login.eventId, "pending");
    try {
      const results = await this.api.sync(login, slice, held - slice.length);
      await this.queue.settle(results);
      return held - (await this.queue.count(login.eventId, "pending"));
    } catch (error) {
      if (!isRefusal(error)) {
        throw error;
      }
      const only = slice.length === 1 ? slice[0] : undefined;
      if (only !== undefined) {
        await this.queue.park(only.scanId, error.message);
        return 1;
      }
      const middle = Math.ceil(slice.length / 2);
      return (
        (await this.sendSlice(login, slice.slice(0, middle))) + (await this.sendSlice(login, slice.slice(middle)))
      );
    }
  }

  /** @returns whether the server has said its word; what it cannot read is refused */
  private async sendUndo(login: Login, scan: Scan, undo: Undo): Promise<boolean> {
    try {
      return await this.queue.settleUndo(await this.api.undo(login, scan, undo));
    } catch (error) {
      if (!isRefusal(error)) {
        throw error;
      }
      return this.queue.settleUndo({
        scan_id: scan.scanId,
        sync_status: "not_undone",
        status: error.status,
        message: error.message,
      });
    }
  }
}

/** Whether what was sent will never be taken in, whoever sends it. */
function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && [400, 413, 422].includes(error.status) && !error.retry;
}
