import { ApiError, type Api } from "./api";
import type { Login, Scan } from "./model";
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

/** Sends pending scans, in one tab at a time. That two tabs send the same would do no harm: the server knows a scan by its id. */
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
        if (slice.length === 0) {
          return { at: Date.now(), scans, loginNeeded: false };
        }
        const settled = await this.sendSlice(login, slice);
        scans += settled;
        if (settled === 0) {
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
      const refused = error instanceof ApiError && [400, 413, 422].includes(error.status) && !error.retry;
      if (!refused) {
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
}
