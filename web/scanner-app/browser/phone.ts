import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scan } from "@gatesync/device-sync";
import { chromium, type Browser, type Page } from "playwright-core";
import { expect } from "vitest";
import { film, type Scene } from "./video";

const SCREENSHOTS = "../target/screenshots";
/** Long, for a machine that does much else: the first to ask waits for the list of all tickets to be made. */
const PATIENCE_MS = 60_000;
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--remote-debugging-port=0",
  "--use-fake-device-for-media-stream",
];

interface Options {
  readonly language?: string;
  /** What its camera sees; else nothing that is a code. */
  readonly scenes?: readonly Scene[];
  readonly cameraDenied?: boolean;
}

/** A verdict that was on the screen. */
interface Seen {
  readonly scanId: string | null;
  readonly sign: string;
}

/** A browser of its own, with a storage that outlives it: it can be killed, as by a phone that runs out of power. */
export class Phone {
  private readonly folder = mkdtempSync(join(tmpdir(), "gatesync-phone-"));
  private process: ChildProcess | undefined;
  private browser: Browser | undefined;
  private current: Page | undefined;
  /** The verdicts that were on the screen, the first one first. They stay here when the screen puts them away, or the browser is killed. */
  readonly seen: Seen[] = [];
  /** What the page has complained about. */
  readonly complaints: string[] = [];
  /** Requests to other servers than its own. */
  readonly elsewhere: string[] = [];

  private constructor(
    readonly origin: string,
    private readonly options: Options,
  ) {}

  static async start(origin: string, options: Options = {}): Promise<Phone> {
    const phone = new Phone(origin, options);
    await film(phone.filmPath, options.scenes ?? [{ seconds: 1 }]);
    await phone.launch();
    return phone;
  }

  private get filmPath(): string {
    return join(this.folder, "film.y4m");
  }

  get page(): Page {
    if (this.current === undefined) {
      throw new Error("The browser does not run");
    }
    return this.current;
  }

  /** Starts the browser, with what was stored before. */
  async launch(): Promise<void> {
    const profile = join(this.folder, "profile");
    const portFile = join(profile, "DevToolsActivePort");
    rmSync(portFile, { force: true });
    this.process = spawn(
      browserPath(),
      [
        ...FLAGS,
        this.options.cameraDenied === true ? "--deny-permission-prompts" : "--use-fake-ui-for-media-stream",
        `--user-data-dir=${profile}`,
        `--use-file-for-fake-video-capture=${this.filmPath}`,
        `--lang=${this.options.language ?? "en-GB"}`,
        `--accept-lang=${this.options.language ?? "en-GB"}`,
        "about:blank",
      ],
      { detached: true, stdio: "ignore" },
    );
    const port = await eventually(() => (existsSync(portFile) ? readFileSync(portFile, "utf8").match(/^\d+(?=\n)/)?.[0] : undefined));
    this.browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const context = this.browser.contexts()[0];
    const page = context?.pages()[0] ?? (await context?.newPage());
    if (page === undefined) {
      throw new Error("The browser has no page");
    }
    this.current = page;
    page.setDefaultTimeout(PATIENCE_MS);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.exposeFunction("verdictSeen", (scanId: string | null, sign: string) => this.seen.push({ scanId, sign }));
    await page.addInitScript(tellVerdicts);
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      // That a network is not there is no mistake of the page.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
        this.complaints.push(message.text());
      }
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(this.origin) && !/^(blob|data|about):/.test(request.url())) {
        this.elsewhere.push(request.url());
      }
    });
  }

  async open(hash = ""): Promise<void> {
    await this.page.goto(`${this.origin}/app/${hash}`);
  }

  /** Ends the browser without a word, with all its processes. */
  async kill(): Promise<void> {
    const dead = this.process;
    this.process = undefined;
    if (dead?.pid !== undefined) {
      const gone = new Promise((ended) => dead.once("exit", ended));
      process.kill(-dead.pid, "SIGKILL");
      await gone;
    }
    await this.browser?.close().catch(() => undefined);
    this.current = undefined;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Signs in with a passcode, and goes to the gate when the list is there. */
  async signIn(event: string, device: string, passcode: string): Promise<void> {
    const { page } = this;
    await page.locator("input[name=event]").fill(event);
    await page.locator("input[name=device]").fill(device);
    await page.locator("input[name=device_name]").fill(`Phone ${device}`);
    await page.locator("input[name=gate]").fill(`Gate ${device}`);
    await page.locator("input[name=passcode]").fill(passcode);
    await page.locator("form button.main").click();
    await page.getByText("tickets on this phone").waitFor();
    await this.begin();
  }

  async begin(): Promise<void> {
    await this.page.locator("button.main").click();
    await this.page.locator("nav.tabs").waitFor();
  }

  async tab(name: string): Promise<void> {
    await this.page.locator("nav.tabs").getByRole("button", { name }).click();
  }

  /** Scans as a hand scanner does: it types. What is shown then. */
  async scan(code: string): Promise<string> {
    const before = this.seen.length;
    const { keyboard } = this.page;
    await this.page.locator("input.wedge").focus();
    // At once: a scanner waits for nothing in between.
    await Promise.all([keyboard.insertText(code), keyboard.press("Enter")]);
    return this.verdict(before);
  }

  /** The sign of the verdict that comes after so many. */
  async verdict(before: number): Promise<string> {
    return eventually(() => this.seen[before]?.sign);
  }

  /** The scans that this phone has stored. */
  async scans(): Promise<Scan[]> {
    return this.page.evaluate(
      () =>
        new Promise<Scan[]>((resolve, reject) => {
          const opening = indexedDB.open("gatesync-scans");
          opening.onerror = () => reject(opening.error ?? new Error("no database"));
          opening.onsuccess = () => {
            const all = opening.result.transaction("scans").objectStore("scans").getAll();
            all.onsuccess = () => {
              opening.result.close();
              resolve(all.result as Scan[]);
            };
          };
        }),
    );
  }

  /** Waits until every scan has its final verdict, and is taken back where it was wished. */
  async settled(): Promise<Scan[]> {
    return eventually(async () => {
      const scans = await this.scans();
      const settled = (scan: Scan) => scan.state === "final" && scan.undo?.state !== "pending";
      return scans.every(settled) ? scans : undefined;
    });
  }

  /** Each scan whose verdict was on the screen must be stored, as it was shown. */
  expectAllKept(scans: readonly Scan[]): void {
    const kept = new Map(scans.map(({ scanId, shown }) => [scanId, shown]));
    expect(this.seen.map(({ scanId }) => [scanId, kept.get(scanId ?? "")])).toEqual(
      this.seen.map(({ scanId, sign }) => [scanId, sign === "admit" ? "admit" : "refuse"]),
    );
  }

  async picture(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
  }

  expectNoComplaints(): void {
    expect(this.complaints).toEqual([]);
    expect(this.elsewhere).toEqual([]);
  }
}

/** Runs in the page, before anything else. An admission is on the screen for moments only: who looks now and then may miss it. */
function tellVerdicts(): void {
  const { verdictSeen } = globalThis as unknown as { verdictSeen(scanId: string | null, sign: string): void };
  const told = new Set<string | null>();
  new MutationObserver(() => {
    const verdict = document.querySelector(".verdict");
    const scanId = verdict?.getAttribute("data-scan") ?? null;
    if (verdict !== null && !told.has(scanId)) {
      told.add(scanId); // Who comes back from another page of the app may see it again.
      verdictSeen(scanId, verdict.getAttribute("data-sign") ?? "");
    }
    if (verdict === null) {
      told.delete(null); // What could not be kept has no id.
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

function browserPath(): string {
  const named = process.env["GATESYNC_BROWSER"];
  const found = [named, "/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => path !== undefined && existsSync(path));
  if (found === undefined) {
    throw new Error("There is no Chromium; GATESYNC_BROWSER may name one");
  }
  return found;
}

/** Looks until there is something. */
export async function eventually<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`Waited in vain for ${look}`);
    }
    await new Promise((next) => setTimeout(next, 50));
  }
}
