import type { Entry, Login, Scan, Shown, Undo, Verdict } from "./model";
import type { components } from "./openapi";

/** Why the server did not do what it was asked to. */
export class ApiError extends Error {
  constructor(
    message: string,
    /** Whether the same may be sent again, as the server says. */
    readonly retry: boolean,
    /** How long to wait before that. */
    readonly retryAfterMs: number,
    /** Whether the phone has to log in first. */
    readonly login: boolean,
    /** Of the answer; 0: there was none. */
    readonly status: number,
    /** The server's word for what is gone. */
    readonly reason?: string,
  ) {
    super(message);
  }
}

type Schemas = components["schemas"];

/** What is read of the answer to one scan. Every kind of answer has the first members, and some the others. */
export type ScanResult = Pick<Schemas["ScanAnswer"], "scan_id" | "sync_status" | "status" | "message" | "replayed" | "undone"> &
  Partial<Pick<Schemas["ScanAnswer.Synced"], "type" | "admittence" | "number">> &
  Partial<Pick<Schemas["ScanAnswer.Conflict"], "scanned_at_ms" | "scanned_by">>;

/** The server's word in an answer; undefined: it has not decided. */
export function verdictOf(result: ScanResult): Verdict | undefined {
  return result.sync_status === "pending"
    ? undefined
    : { status: result.sync_status, message: result.message, entry: entryOf(result) };
}

function entryOf(result: ScanResult): Entry | undefined {
  const at = result.scanned_at_ms ?? undefined;
  return at === undefined ? undefined : { deviceId: result.scanned_by ?? "", at };
}

/** What is read of the answer to the wish to take a scan back. */
export type UndoResult = Pick<Schemas["UndoneAnswer"], "scan_id" | "sync_status" | "status" | "message" | "refused">;

/** The answer to an upload. */
export type SyncAnswer = Schemas["SyncAnswer"];

/** What a phone says when it logs in. */
export type LoginRequest = Said<Schemas["DeviceLogin"], "event_id" | "device_id" | "device_name" | "gate" | "installation"> &
  Pick<Schemas["DeviceLogin"], "passcode" | "enrolment_code">;

/** These members of a body, which a phone always sends. */
type Said<T, K extends keyof T> = { readonly [P in K]-?: NonNullable<T[P]> };

const DEFAULT_RETRY_MS = 2_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** Calls the server's API, as `docs/openapi.json` describes it. */
export class Api {
  /** When the server answered last, whatever it said; 0: not yet. */
  lastAnswerAt = 0;
  /** When it was found not to answer, since the last answer; 0: it was not. */
  silentSince = 0;
  /** How far this phone's clock is ahead of the server's, in milliseconds, to about a second; undefined: it has not answered yet. */
  clockAheadMs: number | undefined;

  constructor(
    private readonly base = "",
    private readonly fetcher: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  async login(request: LoginRequest): Promise<Login> {
    const answer = (await this.json("POST", "/api/offline/login", undefined, request)) as Schemas["DeviceLoginAnswer"];
    return {
      eventId: answer.event.event_id,
      eventName: answer.event.name,
      deviceId: request.device_id,
      deviceName: request.device_name,
      gate: request.gate,
      token: answer.token,
    };
  }

  /** Asks about one scan; it is decided then, whether the answer arrives or not. */
  async verify(login: Login, scan: Scan, timeoutMs: number): Promise<ScanResult> {
    const body: Schemas["OnlineScan"] = {
      event_id: login.eventId,
      device_id: login.deviceId,
      qrcode: scan.qrcode,
      scan_id: scan.scanId,
      scanned_at: scan.scannedAt,
      gate: scan.gate,
      sent_at: Date.now(),
    };
    return (await this.json("POST", "/api/offline/verify", login, body, timeoutMs)) as Schemas["VerifyAnswer"];
  }

  /** Uploads scans. */
  async sync(login: Login, scans: readonly Scan[], stillHeld: number): Promise<readonly ScanResult[]> {
    const body: Schemas["Upload"] = {
      event_id: login.eventId,
      device_id: login.deviceId,
      session_token: login.deviceId,
      sent_at: Date.now(),
      pending: stillHeld,
      scans: scans.map((scan) => ({
        qrcode: scan.qrcode,
        scanned_at: scan.scannedAt,
        scan_id: scan.scanId,
        gate: scan.gate,
        admitted: admitted(scan.shown),
      })),
    };
    return (await this.upload(login, body)).results;
  }

  /** Takes back a scan that was sent before. */
  async undo(login: Login, scan: Scan, undo: Undo): Promise<UndoResult> {
    const body: Schemas["Undo"] = {
      event_id: login.eventId,
      device_id: login.deviceId,
      qrcode: scan.qrcode,
      scan_id: scan.scanId,
      scanned_at: scan.scannedAt,
      undone_at: undo.at,
      reason: undo.reason,
      sent_at: Date.now(),
    };
    return (await this.json("POST", "/api/offline/undo", login, body)) as UndoResult;
  }

  /** Sends the body of an upload. */
  async upload(login: Login, body: Schemas["Upload"]): Promise<SyncAnswer> {
    return (await this.json("POST", "/api/offline/sync", login, body)) as SyncAnswer;
  }

  /** What the server's tables say of this device. */
  async status(login: Login): Promise<Schemas["DeviceStatus"]> {
    const device = `${encodeURIComponent(login.eventId)}/${encodeURIComponent(login.deviceId)}`;
    return (await this.json("GET", `/api/offline/sync/status/${device}`, login, undefined)) as Schemas["DeviceStatus"];
  }

  /** Lines of the list of tickets; null if nothing has changed in time. */
  async tickets(login: Login, query: Record<string, string>): Promise<string | null> {
    const path = `/api/offline/events/${encodeURIComponent(login.eventId)}/tickets?${new URLSearchParams(query)}`;
    const wait = Number(query["wait"] ?? 0) * 1_000;
    const response = await this.send("GET", path, login, undefined, REQUEST_TIMEOUT_MS + wait);
    return response.status === 204 ? null : response.text();
  }

  private async json(
    method: string,
    path: string,
    login: Login | undefined,
    body: unknown,
    timeoutMs = REQUEST_TIMEOUT_MS,
  ): Promise<unknown> {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const response = await this.send(method, path, login, sent, timeoutMs);
    try {
      return await response.json();
    } catch {
      throw new ApiError("The answer broke off.", true, DEFAULT_RETRY_MS, false, 0);
    }
  }

  private async send(
    method: string,
    path: string,
    login: Login | undefined,
    body: string | undefined,
    timeoutMs: number,
  ): Promise<Response> {
    const headers: Record<string, string> = {};
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    if (login !== undefined) {
      headers["Authorization"] = `Bearer ${login.token}`;
    }
    let response: Response;
    try {
      response = await this.fetcher(this.base + path, {
        method,
        headers,
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body }),
      });
    } catch {
      this.silentSince ||= Date.now();
      throw new ApiError("The server does not answer.", true, DEFAULT_RETRY_MS, false, 0);
    }
    this.lastAnswerAt = Date.now();
    this.silentSince = 0;
    const serverTime = Date.parse(response.headers.get("Date") ?? "");
    this.clockAheadMs = Number.isNaN(serverTime) ? undefined : this.lastAnswerAt - serverTime;
    if (!response.ok) {
      throw await problem(response);
    }
    return response;
  }
}

function admitted(shown: Shown): boolean {
  return shown === "admit";
}

/** A failure without GateSync's own words, of a proxy say, is no reason to give up what it did not take. */
async function problem(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as { readonly [K in keyof Schemas["Problem"]]?: unknown };
  const retry = typeof body.retry === "boolean" ? body.retry : response.status >= 500 || response.status === 429;
  const seconds = Number(response.headers.get("Retry-After"));
  return new ApiError(
    typeof body.detail === "string" ? body.detail : `The server answers ${response.status}.`,
    retry,
    seconds > 0 ? seconds * 1_000 : DEFAULT_RETRY_MS,
    body.login === true,
    response.status,
    typeof body.reason === "string" ? body.reason : undefined,
  );
}
