import { ApiError, isListGone, type Login, type Queue, type TicketList } from "@gatesync/device-sync";

interface Following {
  readonly login: Login;
  readonly tickets: TicketList;
  readonly queue: Queue;
  readonly signal: AbortSignal;
  /** The list has changed, or is being loaded, or cannot be. */
  changed(loading?: number, trouble?: string): void;
  /** The server wants the phone to log in first. */
  loginNeeded(): void;
}

const AFTER_TROUBLE_MS = 10_000;
const LOAD_AGAIN_MS = 200;

/** Keeps the list of tickets up to date, until it is told to stop. What goes wrong here does not hold up the scans. */
export async function followList(following: Following): Promise<void> {
  const { login, tickets, signal, changed } = following;
  let anew = !tickets.has(login.eventId);
  while (!signal.aborted) {
    try {
      await (anew ? tickets.load(login, (share) => changed(share)) : tickets.follow(login, true));
      anew = false;
      changed();
    } catch (error) {
      if (isListGone(error)) {
        anew = true;
      }
      if (!signal.aborted) {
        await mend(following, error);
      }
    }
  }
}

async function mend({ login, queue, signal, changed, loginNeeded }: Following, error: unknown): Promise<void> {
  if (isListGone(error)) {
    if (error.reason === "other_generation") {
      await queue.forgetEntries(login.eventId);
    }
    return pause(LOAD_AGAIN_MS, signal);
  }
  const known = error instanceof ApiError ? error : undefined;
  if (known?.login === true) {
    loginNeeded();
  }
  // That the server does not answer is no trouble of the list, and said elsewhere.
  changed(undefined, known?.status === 0 ? undefined : error instanceof Error ? error.message : String(error));
  return pause(known?.retry === true ? known.retryAfterMs : AFTER_TROUBLE_MS, signal);
}

/** Until the time is over, or a network seems to be there again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((over) => {
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
    function done() {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      over();
    }
  });
}
