/** The words of the app. The server's are in its README; what both have is called the same. */

/** On which scan the holder of a ticket came in. */
export interface Entry {
  readonly deviceId: string;
  readonly gate?: string | undefined;
  /** Milliseconds since 1970, by that device's clock. */
  readonly at: number;
}

/** A ticket, as the list has it. */
export interface Ticket {
  readonly hash: string;
  readonly revoked: boolean;
  readonly type?: string | undefined;
  readonly admittence?: string | undefined;
  readonly number?: string | undefined;
  readonly entry?: Entry | undefined;
}

/** What the staff at the gate is shown. */
export type Sign =
  /** Let in. */
  | "admit"
  /** Somebody came in on this ticket before. */
  | "used"
  /** The organiser has revoked it. */
  | "revoked"
  /** The event has no such ticket. */
  | "unknown"
  /** Nothing can be said: there is neither a network nor a list. */
  | "unchecked";

/** A sign with its reasons. */
export interface Decision {
  readonly sign: Sign;
  readonly ticket?: Ticket | undefined;
  /** The first entry, where there was one. */
  readonly entry?: Entry | undefined;
  /** Whether the server has said so; else this device, by its list. */
  readonly byServer: boolean;
}

/** What was shown at the gate: it decides what the scan says to the server. Null: the app was ended before it showed anything. */
export type Shown = "admit" | "refuse" | null;

/** The server's word on a scan. */
export interface Verdict {
  readonly status: "synced" | "duplicate" | "conflict" | "failed";
  readonly message: string;
  /** The first entry, where it names one. */
  readonly entry?: Entry | undefined;
}

/** That the staff took a scan back: nobody came in on it. */
export interface Undo {
  /** Why, in their words. */
  readonly reason: string;
  /** Milliseconds since 1970, by this device's clock. */
  readonly at: number;
  /** pending: to be sent. undone: the server has taken the scan back. refused: it has not, and the scan counts. */
  readonly state: "pending" | "undone" | "refused";
  /** Why it is refused. */
  readonly message?: string | undefined;
}

/** A scan, from the moment that it is durable until the event is over. */
export interface Scan {
  readonly scanId: string;
  readonly eventId: string;
  /** As it was scanned. */
  readonly qrcode: string;
  /** The code in it, by which own scans are found again. */
  readonly code: string;
  readonly scannedAt: number;
  readonly gate: string;
  readonly shown: Shown;
  /**
   * asked: the server was asked, and nothing was shown yet. pending: to be sent. final: the server has said its word. parked: the server
   * refuses to take it in, and a person has to look.
   */
  readonly state: "asked" | "pending" | "final" | "parked";
  readonly verdict?: Verdict | undefined;
  /** Why it is parked. */
  readonly reason?: string | undefined;
  /** Whether its ticket counts as used here; not after admissions were reset. */
  readonly counts: boolean;
  readonly undo?: Undo | undefined;
  /** 1 while the server's verdict differs from what was shown, or it has refused to take the scan back, and nobody has seen that. */
  readonly unseen: 0 | 1;
}

/** Where and as what the app is logged in. */
export interface Login {
  readonly eventId: string;
  readonly eventName: string;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly gate: string;
  readonly token: string;
}
