import { clean } from "./code";
import type { Entry, Scan } from "./model";

/** How long after a scan it can be taken back, as at the server. */
export const UNDO_MS = 60_000;
const MAX_REASON_BYTES = 255;

/** Whether a scan was taken back here; what the server refuses counts. */
export function isTakenBack(scan: Scan): boolean {
  return scan.undo !== undefined && scan.undo.state !== "refused";
}

/** Whether an entry is of this scan of this device. */
export function isEntryOf(entry: Entry, scan: Scan, deviceId: string): boolean {
  return entry.deviceId === deviceId && entry.at === scan.scannedAt;
}

/** Whether a scan was made after another of the same ticket was taken back: the server has to hear of that first. */
export function waitsFor(scan: Scan, undone: Scan): boolean {
  if (undone.undo === undefined || undone.code !== scan.code || undone.state === "parked") {
    return false;
  }
  // Two that were taken back in one millisecond do not wait for each other.
  return undone.undo.at < scan.scannedAt || (undone.undo.at === scan.scannedAt && scan.undo === undefined);
}

/** A reason as the server takes it: without control characters, and of bounded length. Empty if it says nothing. */
export function reasonOf(given: string): string {
  const text = new TextDecoder().decode(new TextEncoder().encode(given)).replace(/\p{Cc}+/gu, " ");
  const cleaned = clean(text);
  const { read } = new TextEncoder().encodeInto(cleaned, new Uint8Array(MAX_REASON_BYTES));
  return clean(cleaned.slice(0, read));
}
