/** What the QR code of an enrolment says. */
export interface Enrolment {
  readonly eventId: string;
  readonly deviceId: string;
  readonly code: string;
}

/** The enrolment in an address, as the server makes it: `…/app/#enrol?event=…&device=…&code=…`; undefined: it is none. */
export function enrolmentIn(address: string): Enrolment | undefined {
  const start = address.indexOf("#enrol?");
  if (start < 0) {
    return undefined;
  }
  const said = new URLSearchParams(address.slice(start + "#enrol?".length));
  const [eventId, deviceId, code] = [said.get("event"), said.get("device"), said.get("code")];
  return eventId && deviceId && code ? { eventId, deviceId, code } : undefined;
}
