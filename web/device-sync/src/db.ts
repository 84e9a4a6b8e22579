import Dexie, { type EntityTable, type Table } from "dexie";
import type { Login, Scan } from "./model";

/**
 * What must not be lost: scans, and who this phone is. Written with strict durability: a transaction is complete when the data is on the
 * disk, and not before.
 */
export class ScanDatabase extends Dexie {
  declare readonly scans: EntityTable<Scan, "scanId">;
  declare readonly settings: Table<unknown, string>;

  constructor(name = "gatesync-scans") {
    super(name, { chromeTransactionDurability: "strict" });
    this.version(2).stores({
      scans:
        "scanId, [eventId+state], [eventId+code], [eventId+unseen], [eventId+shown], [eventId+scannedAt], [eventId+undo.state]",
      settings: "",
    });
  }

  async login(): Promise<Login | undefined> {
    return (await this.settings.get("login")) as Login | undefined;
  }

  async setLogin(login: Login | undefined): Promise<void> {
    await (login === undefined ? this.settings.delete("login") : this.settings.put(login, "login"));
  }

  /** A secret by which the server knows this phone again, made once. */
  async installation(): Promise<string> {
    return this.transaction("rw", this.settings, async () => {
      const known = (await this.settings.get("installation")) as string | undefined;
      if (known !== undefined) {
        return known;
      }
      const made = crypto.randomUUID();
      await this.settings.put(made, "installation");
      return made;
    });
  }
}

/** A part of the list, in lines as they came. */
export interface StoredPart {
  readonly part: number;
  readonly lines: string;
}

/** A ticket that has changed since the list was made, as its line. */
export interface StoredChange {
  readonly hash: string;
  readonly line: string;
}

/** What can be loaded again: the tickets of one event. */
export class TicketDatabase extends Dexie {
  declare readonly parts: EntityTable<StoredPart, "part">;
  declare readonly changes: EntityTable<StoredChange, "hash">;
  declare readonly list: Table<unknown, string>;

  constructor(name = "gatesync-tickets") {
    super(name);
    this.version(1).stores({ parts: "part", changes: "hash", list: "" });
  }
}
