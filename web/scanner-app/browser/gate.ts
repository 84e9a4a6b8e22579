import { appendFileSync } from "node:fs";
import { afterEach, beforeEach } from "vitest";
import { Phone } from "./phone";
import { Net } from "./server";
import { required, strings } from "./settings";

/**
 * The app in a real browser, at the gate of a running GateSync. What the server's tables say afterwards, who starts this looks at: GATESYNC_SCANS
 * names a file for the scans that the phones of each test have made.
 */
const url = required("GATESYNC_URL");
export const event = required("GATESYNC_EVENT");
export const passcode = required("GATESYNC_PASSCODE");
export const codes = strings("GATESYNC_CODES");

/** The network of all phones that are not given another one. */
export let net: Net;
let phones: Phone[];
let devices = 0;

beforeEach(async () => {
  net = await Net.to(url);
  phones = [];
});

afterEach(async () => {
  try {
    for (const phone of phones) {
      const scans = await phone.settled();
      appendFileSync(required("GATESYNC_SCANS"), scans.map((scan) => `${scan.scanId} ${scan.undo === undefined ? scan.shown : "undone"}\n`).join(""));
      phone.expectAllKept(scans);
      phone.expectNoComplaints();
    }
  } finally {
    await Promise.all(phones.map((phone) => phone.close()));
    await net.close();
  }
});

/** A ticket that nobody has used. */
export function ticket(): string {
  const code = codes.pop();
  if (code === undefined) {
    throw new Error("There are not enough tickets");
  }
  return code;
}

/** The id of a device that no phone has yet. */
export function nextDevice(): string {
  return `browser-${devices++}`;
}

/** A phone that shows nothing yet. */
export async function phone(options: Parameters<typeof Phone.start>[1] = {}, network = net): Promise<Phone> {
  const started = await Phone.start(network.origin, options);
  phones.push(started);
  return started;
}

/** A phone that is signed in. */
export async function phoneAtGate(options: Parameters<typeof Phone.start>[1] = {}): Promise<Phone> {
  const started = await phone(options);
  await started.open();
  await started.signIn(event, nextDevice(), passcode);
  return started;
}
