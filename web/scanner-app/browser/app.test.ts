import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { event, net, nextDevice, passcode, phone, phoneAtGate, ticket } from "./gate";
import { eventually, type Phone } from "./phone";
import { required } from "./settings";

it("is enrolled by the organiser's link, and lets a ticket that the camera sees in once", async () => {
  const one = ticket();
  const north = await phone({
    scenes: [{ seconds: 1 }, { code: one, seconds: 3 }, { seconds: 2 }],
  });
  await north.open(`#enrol?event=${event}&device=enrolled&code=${required("GATESYNC_ENROLMENT")}`);
  await north.page.locator("input[name=device_name]").fill("Phone 7");
  await north.page.locator("input[name=gate]").fill("North gate");
  await north.picture("1-enrol-by-code");
  await north.page.locator("form button.main").click();
  await north.page.getByText("tickets on this phone").waitFor();
  await north.picture("2-ready");
  expect(north.page.url()).not.toContain("code=");

  await north.begin();
  expect(await north.verdict(0)).toBe("admit");
  await north.picture("3-let-in");
  expect(await north.verdict(1)).toBe("used");
  await north.picture("4-already-inside");
  const scans = await north.settled();
  expect(scans.filter((scan) => scan.shown === "admit")).toHaveLength(1);
});

it("decides by itself while there is no network, and the server agrees afterwards", async () => {
  const north = await phoneAtGate();
  const [one, two] = [ticket(), ticket()];
  expect(await north.scan(one)).toBe("admit");

  net.change("down");
  expect(await north.scan(one)).toBe("used");
  expect(await north.scan(two)).toBe("admit");
  await north.picture("5-let-in-offline");
  expect(await north.scan(two)).toBe("used");
  expect(await north.scan("NO-SUCH-TICKET")).toBe("unknown");
  await north.picture("6-not-on-the-list");
  await north.page.locator(".band.offline").waitFor();
  await north.page.getByText("Next scan").click();
  await north.picture("7-offline");
  await north.tab("Log");
  await north.picture("8-log");

  net.change("silent");
  await north.tab("Scan");
  expect(await north.scan(two)).toBe("used");

  net.change("up");
  const scans = await north.settled();
  expect(scans.map((scan) => scan.verdict?.status).sort()).toEqual([
    "duplicate",
    "duplicate",
    "duplicate",
    "failed",
    "synced",
    "synced",
  ]);
});

it("keeps what it has shown when the browser is killed before it was sent", async () => {
  const north = await phoneAtGate();
  net.change("down");
  expect(await north.scan(ticket())).toBe("admit");
  await north.kill();

  net.files = false;
  await north.launch();
  await north.open();
  await north.begin();
  expect(await north.scans()).toMatchObject([{ shown: "admit", state: "pending" }]);
  net.change("up");
  expect((await north.settled()).map((scan) => scan.verdict?.status)).toEqual(["synced"]);
  net.files = true;
});

it("asks what became of a scan when the browser was killed before it had shown anything", async () => {
  const north = await phoneAtGate();
  const one = ticket();
  const passed = net.passed;
  net.network = "answers lost";
  void north.scan(one).catch(() => undefined);
  await eventually(() => net.passed > passed || undefined);
  await north.kill();

  net.change("up");
  await north.launch();
  await north.open();
  await north.page.getByText("The app was ended during a scan").or(north.page.locator("button.main")).first().waitFor();
  const asked = (await north.scans()).filter((scan) => scan.state === "asked");
  if (asked.length > 0) {
    await north.page.getByText("The app was ended during a scan").waitFor();
    await north.picture("9-interrupted");
    await north.page.getByRole("button", { name: "Yes, went in" }).click();
  }
  await north.begin();
  expect((await north.settled()).map((scan) => scan.verdict?.status)).toEqual(["synced"]);
});

it("sends a scan again when the browser was killed during the upload, and it counts once", async () => {
  const north = await phoneAtGate();
  net.change("down");
  expect(await north.scan(ticket())).toBe("admit");
  const passed = net.passed;
  net.change("answers lost");
  await eventually(() => net.passed > passed || undefined);
  await north.kill();

  net.change("up");
  await north.launch();
  await north.open();
  await north.begin();
  expect((await north.settled()).map((scan) => scan.verdict?.status)).toEqual(["synced"]);
});

it("tells the staff when two phones without a network have let two people in on one ticket", async () => {
  const one = ticket();
  const north = await phoneAtGate();
  const south = await phoneAtGate();
  net.change("down");
  expect(await north.scan(one)).toBe("admit");
  expect(await south.scan(one)).toBe("admit");

  net.change("up");
  const [northScans, southScans] = [await north.settled(), await south.settled()];
  const verdicts = [...northScans, ...southScans].map((scan) => scan.verdict?.status);
  expect(verdicts.sort()).toEqual(["conflict", "synced"]);
  const late = northScans[0]?.verdict?.status === "conflict" ? north : south;
  await late.page.locator(".badge").waitFor();
  await late.tab("Sync");
  await late.page.getByText("the server says otherwise").waitFor();
  await late.picture("10-sync-differs");
  await late.page.getByText("I have seen these").click();
  await late.page.locator(".badge").waitFor({ state: "detached" });
});

it.each([
  ["the first visit", false],
  ["a later one", true],
])("does not change to a newer app, nor log out, while scans are not sent, at %s", async (_, later) => {
  const north = await phoneAtGate();
  await north.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  if (later) {
    await north.open();
    await north.begin();
  }
  net.change("down");
  expect(await north.scan(ticket())).toBe("admit");
  net.build = "later";
  await north.page.evaluate(() => navigator.serviceWorker.ready.then((worker) => worker.update()).then(() => undefined));
  await north.tab("Settings");
  const install = north.page.getByRole("button", { name: "Install it now" });
  await install.waitFor();
  await north.picture("11-settings-blocked");
  expect(await install.isDisabled()).toBe(true);
  expect(await north.page.getByRole("button", { name: "Log out" }).isDisabled()).toBe(true);
  expect(await north.page.locator("meta[name=build]").count()).toBe(0);

  net.change("up");
  await north.settled();
  await eventually(async () => ((await install.isEnabled()) ? true : undefined));
  await install.click();
  await north.page.locator("meta[name=build]").waitFor({ state: "attached" });
  await north.begin();
  expect(await north.scans()).toHaveLength(1);
});

it("takes back a scan, and lets its ticket in again", async () => {
  const north = await phoneAtGate();
  const one = ticket();
  for (const network of ["up", "down"] as const) {
    net.change(network);
    expect(await north.scan(one)).toBe("admit");
    // It leaves by itself, perhaps before the button is reached.
    await north.page.getByText("Next scan").click({ timeout: 2_000 }).catch(() => undefined);
    await north.page.getByText("Take back entry …").click();
    await north.picture("15-take-back");
    await north.page.getByText("Scanned by mistake").click();
    await north.page.getByText("The ticket is good for one entry again.").waitFor();
    await north.picture("16-taken-back");
  }
  expect(await north.scan(one)).toBe("admit");
  net.change("up");
  const scans = await north.settled();
  await north.tab("Sync");
  await north.picture("17-sync-taken-back");
  await north.tab("Log");
  await north.picture("17-log-taken-back");
  expect(scans.map((scan) => scan.undo?.state)).toEqual(expect.arrayContaining(["undone", "undone", undefined]));
  expect(scans.map((scan) => scan.verdict?.status)).toEqual(["synced", "synced", "synced"]);
});

it("is at the gate in one tab", async () => {
  const north = await phoneAtGate();
  const tab = await north.page.context().newPage();
  await tab.goto(`${north.origin}/app/`);
  await tab.getByText("Open in another tab").waitFor();
  await tab.getByText("Scan in this tab").click();
  await tab.getByText("Start scanning").waitFor();
  await north.page.getByText("Open in another tab").waitFor();
});

it("writes scans with strict durability", async () => {
  const north = await phone();
  await north.page.addInitScript(() => {
    const original = IDBDatabase.prototype.transaction;
    const seen: string[] = [];
    Object.assign(globalThis, { durabilities: seen });
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      const transaction = original.call(this, stores as string[], mode, options);
      if (transaction.mode === "readwrite" && transaction.objectStoreNames.contains("scans")) {
        seen.push(transaction.durability);
      }
      return transaction;
    };
  });
  await north.open();
  await north.signIn(event, nextDevice(), passcode);
  await north.scan(ticket());
  const seen = await north.page.evaluate(() => (globalThis as unknown as { durabilities: string[] }).durabilities);
  expect(new Set(seen)).toEqual(new Set(["strict"]));
});

it("says what to do where there is no camera", async () => {
  const north = await phone({ cameraDenied: true });
  await north.open();
  await north.page.getByText("The camera is not allowed").waitFor();
  await north.picture("12-enrol");
});

it("can be used by everybody, in two languages", async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const violations = async (page: Phone["page"]) => {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    });
  };
  for (const [language, tabs] of [
    ["en-GB", ["Scan", "Sync", "Log", "Settings"]],
    ["de-DE", ["Scannen", "Abgleich", "Protokoll", "Optionen"]],
  ] as const) {
    const north = await phone({ language });
    await north.open();
    expect(await violations(north.page), "enrol").toEqual([]);
    const { page } = north;
    for (const [name, value] of Object.entries({ event, device: nextDevice(), device_name: "Axe", gate: "Süd", passcode })) {
      await page.locator(`input[name=${name}]`).fill(value);
    }
    await page.locator("form button.main").click();
    await page.locator(".facts p").first().waitFor();
    expect(await violations(page), "ready").toEqual([]);
    await north.begin();
    for (const tab of tabs) {
      await north.tab(tab);
      expect(await violations(page), tab).toEqual([]);
      await north.picture(`13-${language}-${tab}`);
    }
    await north.tab(tabs[0]);
    const one = ticket();
    for (const sign of ["admit", "used"]) {
      expect(await north.scan(one)).toBe(sign);
      expect(await violations(page), sign).toEqual([]);
      await north.picture(`14-${language}-${sign}`);
    }
    expect(await north.scan("NO-SUCH-TICKET")).toBe("unknown");
    expect(await violations(page), "unknown").toEqual([]);
    await north.picture(`14-${language}-unknown`);
  }
});

it("reads a hand scanner with a US keyboard on a phone with another one", async () => {
  const north = await phoneAtGate();
  const one = ticket();
  const line = await north.page.context().newCDPSession(north.page);
  // What a browser says of a German keyboard on which a scanner presses the keys of a US one.
  const type = async (text: string) => {
    const before = north.seen.length;
    await north.page.locator("input.wedge").focus();
    for (const character of text) {
      const code = /\d/.test(character) ? `Digit${character}` : character === "-" ? "Minus" : `Key${character}`;
      const written = { "-": "ß", Y: "Z", Z: "Y" }[character] ?? character;
      const key = { code, key: written, modifiers: /[A-Z]/.test(character) ? 8 : 0 };
      await line.send("Input.dispatchKeyEvent", { type: "keyDown", text: written, ...key });
      await line.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    }
    await north.page.keyboard.press("Enter");
    return north.verdict(before);
  };
  expect(one).toMatch(/^[A-Z]+-\d+$/);
  expect(await type(one)).toBe("unknown");
  await north.tab("Settings");
  await north.page.getByLabel("Keyboard of the hand scanner").selectOption("us");
  await north.picture("18-settings-scanner");
  await north.tab("Scan");
  expect(await type(one)).toBe("admit");
});
