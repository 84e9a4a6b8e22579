import {
  Api,
  createSyncStore,
  Gate,
  Queue,
  ScanDatabase,
  Sender,
  startAutoSync,
  TicketDatabase,
  TicketList,
  type AutoSync,
  type Login,
  type LoginRequest,
  type Scan,
  type SyncStore,
} from "@gatesync/device-sync";
import { Camera } from "./camera/camera";
import { Held, type Read } from "./camera/held";
import { enrolmentIn } from "./enrolment";
import { followList } from "./follow";
import { keepPreferences, type Preferences } from "./preferences";
import { Signals } from "./signals";
import { createView, type Screen, type ViewStore } from "./view";

/** What somebody fills in to enrol. */
export type EnrolForm = Omit<LoginRequest, "installation">;

const GATE_LOCK = "gatesync-gate";

/** All that the app does; the screens only show it. */
export class App {
  readonly view: ViewStore = createView();
  readonly sync: SyncStore;
  readonly camera: Camera;
  readonly queue: Queue;
  private readonly api = new Api();
  private readonly scans = new ScanDatabase();
  private readonly tickets: TicketList;
  private readonly gate: Gate;
  private readonly signals = new Signals();
  private readonly held = new Held();
  private autoSync: AutoSync | undefined;
  private following: AbortController | undefined;
  /** Scans are decided one after the other. */
  private line: Promise<void> = Promise.resolve();

  constructor() {
    this.queue = new Queue(this.scans);
    this.tickets = new TicketList(new TicketDatabase(), this.api);
    this.gate = new Gate(this.api, this.queue, this.tickets);
    this.sync = createSyncStore(this.queue, new Sender(this.api, this.queue), () => this.view.getState().login);
    this.camera = new Camera(
      (read, at) => this.seen(read, at),
      (camera) => this.view.setState({ camera }),
    );
    this.sync.subscribe(({ loginNeeded }, before) => {
      if (loginNeeded && !before.loginNeeded) {
        this.view.setState({ loginNeeded: true });
      }
    });
    setInterval(() => this.tick(), 1_000);
  }

  /** Opens what is stored, and goes on where the app was ended. */
  async start(): Promise<void> {
    this.view.setState({ enrolment: enrolmentIn(location.hash) });
    addEventListener("hashchange", () => this.view.setState({ enrolment: enrolmentIn(location.hash) }));
    this.scans.on("versionchange", () => this.stopFor("outdated"));
    try {
      if (!(await this.takeGate(false))) {
        return;
      }
      await this.open();
    } catch (error) {
      this.stopFor(error instanceof Error && error.name === "VersionError" ? "outdated" : "storage", String(error));
    }
  }

  /** Works in this tab, and no more in the other one. */
  async workHere(): Promise<void> {
    await this.takeGate(true);
    await this.open();
  }

  private async open(): Promise<void> {
    const login = await this.scans.login();
    if (login !== undefined) {
      this.view.setState({ interrupted: await this.queue.interrupted(login.eventId) });
      await this.run(login);
    }
    this.view.setState({ started: true, obstacle: undefined, storageKept: await navigator.storage?.persisted?.() });
  }

  /** Whether this tab is the one at the gate. Two could not use the camera, nor show the same. */
  private takeGate(steal: boolean): Promise<boolean> {
    if (!("locks" in navigator)) {
      return Promise.resolve(true); // The page is not secure: the screen to enrol says so.
    }
    return new Promise((taken) => {
      const held = navigator.locks.request(GATE_LOCK, steal ? { steal } : { ifAvailable: true }, (lock) => {
        if (lock === null) {
          this.stopFor("elsewhere");
          taken(false);
          return undefined;
        }
        taken(true);
        return new Promise(() => undefined); // As long as the tab lives.
      });
      held.catch(() => this.stopFor("elsewhere")); // Another tab has taken it.
    });
  }

  private stopFor(obstacle: "elsewhere" | "outdated" | "storage", reason = ""): void {
    this.end();
    this.view.setState({ started: true, obstacle, obstacleReason: reason });
  }

  private end(): void {
    this.autoSync?.stop();
    this.autoSync = undefined;
    this.following?.abort();
    void this.camera.show(undefined);
  }

  /** @throws ApiError if the server does not let the phone in */
  async enrol(form: EnrolForm): Promise<void> {
    const login = await this.api.login({ ...form, installation: await this.scans.installation() });
    await this.scans.setLogin(login);
    history.replaceState(null, "", location.pathname); // The code has done its work.
    this.view.setState({ enrolment: undefined, signingIn: false, storageKept: await navigator.storage?.persist?.() });
    await this.run(login);
  }

  /** Shows the screen to sign in, also where the phone is signed in. */
  signInAgain(): void {
    this.view.setState({ signingIn: true });
  }

  /** Goes on without signing in again. */
  cancelSignIn(): void {
    this.dropEnrolment();
    this.view.setState({ signingIn: false });
  }

  /** Forgets the code that was scanned. */
  dropEnrolment(): void {
    this.view.setState({ enrolment: undefined });
  }

  private async run(login: Login): Promise<void> {
    this.end();
    await this.tickets.open(login.eventId); // Before anything can be scanned: without its list the phone lets nobody in.
    this.view.setState({ login, loginNeeded: false });
    this.showList();
    this.following = new AbortController();
    void followList({
      login,
      tickets: this.tickets,
      queue: this.queue,
      signal: this.following.signal,
      changed: (loading, trouble) => this.showList(loading, trouble),
      loginNeeded: () => this.view.setState({ loginNeeded: true }),
    });
    await this.count();
    this.autoSync = startAutoSync(this.sync, window);
  }

  private showList(loading?: number, trouble?: string): void {
    this.view.setState({ list: { size: this.tickets.size, asOf: this.tickets.asOf, loading, trouble } });
  }

  /** Starts work at the gate; call it from a click, so that there may be sound. */
  begin(): void {
    this.signals.unlock();
    this.view.setState({ begun: true });
    this.give("admit");
  }

  private give(sign: "admit" | "used" | "revoked" | "unknown" | "unchecked"): void {
    const { sound, vibration } = this.view.getState().preferences;
    this.signals.give(sign, sound, vibration);
  }

  private seen(read: Read | undefined, at: number): void {
    const { login, begun, checking, screen, signingIn, enrolment } = this.view.getState();
    const text = this.held.sees(read, at, !checking);
    if (text === undefined) {
      return;
    }
    if (login === undefined || signingIn) {
      this.view.setState({ enrolment: enrolmentIn(text) ?? enrolment });
    } else if (begun && screen === "scan") {
      this.scan(text, at);
    }
  }

  /**
   * Decides on what was scanned, after all that was scanned before.
   *
   * @param at when it was seen, by performance.now()
   */
  scan(text: string, at = performance.now()): void {
    this.view.setState({ checking: true });
    this.line = this.line.then(() => this.pass(text, at));
  }

  private async pass(text: string, at: number): Promise<void> {
    const { login } = this.view.getState();
    if (login === undefined) {
      this.view.setState({ checking: false }); // The phone was logged out while the scan waited.
      return;
    }
    try {
      const passed = await this.gate.pass(login, text);
      this.view.setState({ passed, notKept: undefined, exportedAt: undefined });
      if (passed.decision.sign === "admit") {
        this.view.setState({ lastAdmitted: passed.scan });
      }
      this.give(passed.decision.sign);
      if (passed.loginNeeded) {
        this.view.setState({ loginNeeded: true });
      }
      afterPaint(() => performance.measure("frame to verdict", { start: at, end: performance.now() }));
    } catch (error) {
      this.view.setState({ passed: undefined, notKept: String(error) });
      this.give("unchecked");
    } finally {
      this.view.setState({ checking: false });
      this.autoSync?.scanned();
      await this.count().catch(() => undefined);
    }
  }

  /** Puts the verdict away. */
  next(): void {
    this.view.setState({ passed: undefined, notKept: undefined });
  }

  /** Takes back a scan on which somebody was let in; false: it is too late by now. */
  async undo(scan: Scan, reason: string): Promise<boolean> {
    const done = await this.queue.undo(scan.scanId, reason);
    this.view.setState({ lastAdmitted: undefined, passed: undefined });
    this.autoSync?.scanned();
    await this.count();
    return done;
  }

  async explain(scan: Scan, wentIn: boolean): Promise<void> {
    await this.queue.explain(scan.scanId, wentIn);
    this.view.setState(({ interrupted }) => ({ interrupted: interrupted.filter((one) => one !== scan) }));
    this.autoSync?.scanned();
    await this.count();
  }

  async markSeen(): Promise<void> {
    await this.queue.markSeen(this.view.getState().login?.eventId ?? "");
    await this.count();
  }

  /** What has no final verdict, as a file. */
  async exported(): Promise<File> {
    const text = await this.queue.exported();
    const { login } = this.view.getState();
    this.view.setState({ exportedAt: Date.now() });
    return new File([text], `gatesync-${login?.deviceId ?? "scans"}.ndjson`, { type: "application/x-ndjson" });
  }

  /** Whether nothing would be lost if this phone forgot where it is logged in. */
  async mayLeave(): Promise<boolean> {
    return this.view.getState().exportedAt !== undefined || (await this.queue.unsettled()) === 0;
  }

  /** Forgets the tickets and where the phone is logged in; scans stay. */
  async logOut(): Promise<void> {
    if (!(await this.mayLeave())) {
      return;
    }
    this.end();
    await this.tickets.forget();
    await this.scans.setLogin(undefined);
    this.view.setState({ login: undefined, loginNeeded: false, begun: false, passed: undefined, screen: "scan" });
  }

  go(screen: Screen): void {
    this.view.setState({ screen });
  }

  prefer(changes: Partial<Preferences>): void {
    const preferences = { ...this.view.getState().preferences, ...changes };
    keepPreferences(preferences);
    this.view.setState({ preferences });
  }

  private async count(): Promise<void> {
    const event = this.view.getState().login?.eventId ?? "";
    const [letIn, refused, takenBack] = await Promise.all([
      this.queue.countShown(event, "admit"),
      this.queue.countShown(event, "refuse"),
      this.queue.countTakenBack(event),
      this.sync.getState().refresh(),
    ]);
    this.view.setState({ admitted: letIn - takenBack, refused });
  }

  private tick(): void {
    const { silentSince, clockAheadMs } = this.api;
    this.view.setState({ now: Date.now(), silentSince, clockAheadMs });
  }
}

function afterPaint(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}
