import type { Api } from "./api";
import { ApiError } from "./api";
import { codeIn, type CodeRule } from "./code";
import type { TicketDatabase } from "./db";
import { TicketHasher } from "./hash";
import type { Login, Ticket } from "./model";
import type { components } from "./openapi";

/** What is kept beside the tickets: it changes only together with them. */
interface ListMeta {
  readonly eventId: string;
  readonly key: string;
  readonly rule: CodeRule;
  readonly cursor: string;
  /** When the list was last known to be up to date, in milliseconds since 1970. */
  readonly asOf: number;
}

type Schemas = components["schemas"];

/** Any line of the list: the first, the last, or a ticket. */
type Line = Partial<Schemas["TicketLine.Head"] & Schemas["TicketLine.Ticket"] & Schemas["TicketLine.End"]>;

const WHOLE_TEXT: CodeRule = { pattern: null, caseMatters: true };
const PARTS_AT_ONCE = 4;
/** How long the server may hold back its answer until something changes. */
const WAIT_SECONDS = 25;

/**
 * The list of tickets on this device: in IndexedDB in the parts and lines that came, and in memory for looking up. Lines and cursor change
 * in one transaction, and only if the cursor still is the one that was asked with: late answers and second tabs do no harm.
 */
export class TicketList {
  private tickets = new Map<string, Ticket>();
  private hasher: TicketHasher | undefined;
  private meta: ListMeta | undefined;

  constructor(
    private readonly db: TicketDatabase,
    private readonly api: Api,
  ) {}

  get size(): number {
    return this.tickets.size;
  }

  /** When the list was last known to be up to date; undefined: there is none. */
  get asOf(): number | undefined {
    return this.meta?.asOf;
  }

  /** How codes are read; until a list says so, all of the text is the code. */
  get rule(): CodeRule {
    return this.meta?.rule ?? WHOLE_TEXT;
  }

  has(eventId: string): boolean {
    return this.meta?.eventId === eventId;
  }

  codeIn(scanned: string): string {
    return codeIn(scanned, this.rule);
  }

  /** The ticket with this code; undefined if the list has none. */
  async find(code: string): Promise<Ticket | undefined> {
    return this.hasher === undefined ? undefined : this.tickets.get(await this.hasher.hash(code));
  }

  /** Reads what was stored before, if it is of this event. */
  async open(eventId: string): Promise<void> {
    const meta = (await this.db.list.get("meta")) as ListMeta | undefined;
    if (meta?.eventId !== eventId) {
      return;
    }
    const tickets = new Map<string, Ticket>();
    await this.db.parts.each((part) => take(tickets, part.lines));
    await this.db.changes.each((change) => take(tickets, change.line));
    await this.use(meta, tickets);
  }

  private async use(meta: ListMeta, tickets: Map<string, Ticket>): Promise<void> {
    this.hasher = await TicketHasher.of(meta.key);
    this.tickets = tickets;
    this.meta = meta;
  }

  /** Loads the whole list. The one before stays in use until all of the new one is there. */
  async load(login: Login, progress: (share: number) => void): Promise<void> {
    progress(0);
    const first = (await this.api.tickets(login, { part: "0" })) ?? "";
    const header = JSON.parse(first.slice(0, first.indexOf("\n"))) as Line;
    const count = header.parts ?? 1;
    const parts: string[] = [first];
    let loaded = 1;
    let next = 1;
    const worker = async () => {
      while (next < count) {
        const part = next++;
        parts[part] = (await this.api.tickets(login, { part: String(part), base: header.base ?? "" })) ?? "";
        progress(++loaded / count);
      }
    };
    await Promise.all(Array.from({ length: PARTS_AT_ONCE }, worker));
    const tickets = new Map<string, Ticket>();
    let cursor = "";
    for (const lines of parts) {
      cursor = take(tickets, lines) ?? cursor;
    }
    const meta: ListMeta = {
      eventId: login.eventId,
      key: header.key ?? "",
      rule: { pattern: header.code_pattern ?? null, caseMatters: header.code_case_matters ?? true },
      cursor,
      asOf: Date.now(),
    };
    await this.db.transaction("rw", this.db.parts, this.db.changes, this.db.list, async () => {
      await this.db.parts.clear();
      await this.db.changes.clear();
      await this.db.parts.bulkPut(parts.map((lines, part) => ({ part, lines })));
      await this.db.list.put(meta, "meta");
    });
    await this.use(meta, tickets);
    progress(1);
  }

  /** Waits for changes, and takes them in. */
  async follow(login: Login, wait: boolean): Promise<void> {
    const before = this.meta;
    if (before === undefined) {
      return;
    }
    const lines = await this.api.tickets(login, {
      cursor: before.cursor,
      ...(wait ? { wait: String(WAIT_SECONDS) } : {}),
    });
    if (this.meta !== before) {
      return; // Another answer was faster.
    }
    const changed = new Map<string, Ticket>();
    const cursor = lines === null ? before.cursor : (take(changed, lines) ?? before.cursor);
    const meta: ListMeta = { ...before, cursor, asOf: Date.now() };
    const rows = (lines ?? "")
      .split("\n")
      .filter((line) => line.includes('"h":'))
      .map((line) => ({ hash: (JSON.parse(line) as Line).h ?? "", line }));
    const taken = await this.db.transaction("rw", this.db.changes, this.db.list, async () => {
      const stored = (await this.db.list.get("meta")) as ListMeta | undefined;
      if (stored?.cursor !== before.cursor) {
        return false;
      }
      await this.db.changes.bulkPut(rows);
      await this.db.list.put(meta, "meta");
      return true;
    });
    if (taken) {
      changed.forEach((ticket, hash) => this.tickets.set(hash, ticket));
      this.meta = meta;
    } else {
      await this.open(login.eventId); // Another tab was faster.
    }
  }

  /** Forgets the tickets, as when the phone logs out. */
  async forget(): Promise<void> {
    this.meta = undefined;
    this.hasher = undefined;
    this.tickets = new Map();
    await this.db.transaction("rw", this.db.parts, this.db.changes, this.db.list, async () => {
      await Promise.all([this.db.parts.clear(), this.db.changes.clear(), this.db.list.clear()]);
    });
  }
}

/** Whether the server says that the list has to be loaded anew. */
export function isListGone(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 410 && error.reason !== undefined;
}

/** Adds the tickets of these lines; the cursor, if the last line has one. */
function take(tickets: Map<string, Ticket>, lines: string): string | undefined {
  let cursor: string | undefined;
  for (const text of lines.split("\n")) {
    if (text === "") {
      continue;
    }
    const line = JSON.parse(text) as Line;
    if (line.h !== undefined) {
      tickets.set(line.h, ticket(line.h, line));
    }
    cursor = line.cursor ?? cursor;
  }
  return cursor;
}

function ticket(hash: string, line: Line): Ticket {
  return {
    hash,
    revoked: line.s === 1,
    type: line.t,
    admittence: line.a,
    number: line.n,
    entry: line.in && { deviceId: line.in.d, gate: line.in.g, at: line.in.at },
  };
}
