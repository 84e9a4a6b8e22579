import type { Decision, Entry, Ticket } from "./model";

/**
 * What this device decides by itself: the first scan wins, as at the server, over what it knows.
 *
 * @param ticket as the list has it; undefined: the list has none with this code
 * @param own the first entry that this device has given on the code itself
 */
export function decide(ticket: Ticket | undefined, own: Entry | undefined): Decision {
  if (ticket === undefined) {
    return { sign: "unknown", byServer: false };
  }
  if (ticket.revoked) {
    return { sign: "revoked", ticket, byServer: false };
  }
  const entry = ticket.entry ?? own;
  return entry === undefined
    ? { sign: "admit", ticket, byServer: false }
    : { sign: "used", ticket, entry, byServer: false };
}
