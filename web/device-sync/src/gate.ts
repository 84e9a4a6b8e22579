import { ApiError, verdictOf, type Api, type ScanResult } from "./api";
import { canBeCode } from "./code";
import { decide } from "./decide";
import type { Decision, Login, Scan, Sign, Ticket, Verdict } from "./model";
import type { Queue } from "./queue";
import type { TicketList } from "./tickets";
import { isEntryOf } from "./undo";

/** How long a holder waits for the server's word, before this device decides by itself. */
const PATIENCE_MS = 1_500;
/** After the server did not answer, it is not waited for at every scan. */
const SILENCE_MS = 10_000;

/** A decision on a scan, and whether the phone has to log in before the server speaks with it again. */
export interface Passed {
  readonly scan: Scan;
  readonly decision: Decision;
  readonly loginNeeded: boolean;
}

/** What happens between the camera and the staff: every scan is durable before anything is shown. */
export class Gate {
  constructor(
    private readonly api: Api,
    private readonly queue: Queue,
    private readonly tickets: TicketList,
  ) {}

  /**
   * Decides on what was scanned.
   *
   * @throws whatever keeps the scan from being stored; then nothing may be shown but that
   */
  async pass(login: Login, scanned: string): Promise<Passed> {
    const scan: Scan = {
      scanId: crypto.randomUUID(),
      eventId: login.eventId,
      qrcode: scanned,
      code: this.tickets.codeIn(scanned),
      scannedAt: Date.now(),
      gate: login.gate,
      shown: null,
      state: "asked",
      counts: true,
      unseen: 0,
    };
    let loginNeeded = false;
    // What was taken back here, the server may not know yet: the scans go up in their order.
    if (this.mayAnswer() && !(await this.queue.isUndoUnsent(login.eventId, scan.code))) {
      await this.queue.asked(scan);
      try {
        const result = await this.api.verify(login, scan, PATIENCE_MS);
        const word = verdictOf(result);
        if (word !== undefined) {
          return await this.show(scan, await this.told(scan, result, word), word, false);
        }
      } catch (error) {
        if (!(error instanceof ApiError)) {
          throw error;
        }
        loginNeeded = error.login;
      }
    }
    return this.show(scan, await this.own(login, scan), undefined, loginNeeded);
  }

  private mayAnswer(): boolean {
    return this.api.silentSince === 0 || Date.now() - this.api.silentSince > SILENCE_MS;
  }

  private async show(scan: Scan, decision: Decision, word: Verdict | undefined, loginNeeded: boolean): Promise<Passed> {
    const shown = decision.sign === "admit" ? "admit" : "refuse";
    await this.queue.shown(scan, shown, word);
    return { scan: { ...scan, shown }, decision, loginNeeded };
  }

  private async own(login: Login, scan: Scan): Promise<Decision> {
    if (!canBeCode(scan.code)) {
      return { sign: "unknown", byServer: false };
    }
    const entry = await this.queue.knownEntry(login.eventId, scan.code, login.deviceId);
    if (!this.tickets.has(login.eventId)) {
      return entry === undefined ? { sign: "unchecked", byServer: false } : { sign: "used", entry, byServer: false };
    }
    return decide(await this.find(login, scan), entry);
  }

  /**
   * The ticket in the list, which may still tell of an entry that was taken back here, and already of this scan: the server has admitted it,
   * and its answer was lost.
   */
  private async find(login: Login, scan: Scan): Promise<Ticket | undefined> {
    const ticket = await this.tickets.find(scan.code);
    if (ticket?.entry === undefined) {
      return ticket;
    }
    const isNobody =
      isEntryOf(ticket.entry, scan, login.deviceId) ||
      (await this.queue.isTakenBack(login.eventId, scan.code, ticket.entry, login.deviceId));
    return isNobody ? { ...ticket, entry: undefined } : ticket;
  }

  /** The server's word as a sign. What it does not tell of a ticket, the list may know. */
  private async told(scan: Scan, result: ScanResult, word: Verdict): Promise<Decision> {
    const known = await this.tickets.find(scan.code);
    const ticket: Ticket = {
      hash: known?.hash ?? "",
      revoked: result.status === 410,
      type: result.type ?? known?.type,
      admittence: result.admittence ?? known?.admittence,
      number: result.number ?? known?.number,
    };
    const gate = known?.entry?.deviceId === word.entry?.deviceId ? known?.entry?.gate : undefined;
    const entry = word.entry === undefined ? known?.entry : { ...word.entry, gate };
    return { sign: sign(result), ticket, entry: sign(result) === "used" ? entry : undefined, byServer: true };
  }
}

function sign(result: ScanResult): Sign {
  switch (result.sync_status) {
    case "synced":
      return "admit";
    case "duplicate":
    case "conflict":
      return "used";
    default:
      return result.status === 410 ? "revoked" : "unknown";
  }
}
