import { ScanDatabase, TicketDatabase } from "../src/db";
import type { Login, Scan } from "../src/model";

let databases = 0;

export const LOGIN: Login = {
  eventId: "open-air",
  eventName: "Open Air",
  deviceId: "north-1",
  deviceName: "Phone 7",
  gate: "North",
  token: "a-token",
};

export function scanDatabase(name = `scans-${databases++}`): ScanDatabase {
  return new ScanDatabase(name);
}

export function ticketDatabase(name = `tickets-${databases++}`): TicketDatabase {
  return new TicketDatabase(name);
}

export function scan(code: string, more: Partial<Scan> = {}): Scan {
  return {
    scanId: crypto.randomUUID(),
    eventId: LOGIN.eventId,
    qrcode: code,
    code,
    scannedAt: 1_783_080_000_000,
    gate: LOGIN.gate,
    shown: null,
    state: "asked",
    counts: true,
    unseen: 0,
    ...more,
  };
}
