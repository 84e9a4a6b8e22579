import type { Api, SyncAnswer } from "./api";
import type { Login } from "./model";
import type { components } from "./openapi";

/** The answer to the question for a device's status. */
export type SyncStatusResponse = components["schemas"]["DeviceStatus"];

/** A scan as an app holds it. Without an id, the server knows a scan that is sent again only by its code and time. */
export interface AppScan {
  readonly qrCode: string;
  readonly scannedAt: number;
  readonly ticketTypes?: readonly string[];
  readonly scanId?: string;
  readonly admitted?: boolean;
}

/** The calls of the sync implementation guide, by its names. */
export interface SyncAPI {
  /** Uploads scans. The session token is the token of the login. */
  syncScans(eventId: string, deviceId: string, sessionToken: string, scans: readonly AppScan[]): Promise<SyncAnswer>;
  /** The status of this device. */
  getSyncStatus(eventId: string, deviceId: string, sessionToken: string): Promise<SyncStatusResponse>;
}

/** The guide's `syncAPI`, over a server. */
export function createSyncAPI(api: Api): SyncAPI {
  return {
    syncScans: (eventId, deviceId, sessionToken, scans) =>
      api.upload(login(eventId, deviceId, sessionToken), {
        event_id: eventId,
        device_id: deviceId,
        session_token: sessionToken,
        scans: scans.map(sent),
      }),
    getSyncStatus: (eventId, deviceId, sessionToken) =>
      api.status(login(eventId, deviceId, sessionToken)),
  };
}

function sent(scan: AppScan): components["schemas"]["Upload.Scan"] {
  return {
    qrcode: scan.qrCode,
    scanned_at: scan.scannedAt,
    ...(scan.ticketTypes === undefined ? {} : { ticket_types: scan.ticketTypes }),
    ...(scan.scanId === undefined ? {} : { scan_id: scan.scanId }),
    ...(scan.admitted === undefined ? {} : { admitted: scan.admitted }),
  };
}

function login(eventId: string, deviceId: string, token: string): Login {
  return { eventId, eventName: "", deviceId, deviceName: "", gate: "", token };
}
