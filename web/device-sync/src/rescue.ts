import { sha256 } from "./hash";
import type { Scan } from "./model";

/** The form of the file, as its first line says. */
const FORM = "rescue/1";

/**
 * Scans as a file, which `./gatesync import` and the server take where this phone cannot send them: JSON lines. The first says of which
 * device they are and how many; the last has the hash of all before it, so that a file that was cut short is noticed.
 *
 * @param deviceId undefined: nobody is logged in here, and whoever imports the file has to know
 */
export async function rescueFile(scans: readonly Scan[], deviceId: string | undefined, at: number): Promise<string> {
  const first = { gatesync: FORM, deviceId: deviceId ?? null, exportedAt: at, scans: scans.length };
  const text = [first, ...scans].map((line) => JSON.stringify(line) + "\n").join("");
  return text + JSON.stringify({ sha256: await sha256(text) }) + "\n";
}
