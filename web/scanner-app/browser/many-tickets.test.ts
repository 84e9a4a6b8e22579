import { createRequire } from "node:module";
import { build } from "vite";
import { expect, it } from "vitest";
import { codes, event, net, nextDevice, passcode, phone, phoneAtGate, ticket } from "./gate";
import { eventually } from "./phone";

/** The middle, the mean and the greatest of some times, in milliseconds; a browser measures in steps of 0.1. */
function figures(millis: readonly number[]): string {
  const sorted = [...millis].sort((a, b) => a - b);
  return `${sorted.length} times: median ${sorted[Math.floor(sorted.length / 2)]?.toFixed(1)} ms, mean ${(millis.reduce((sum, one) => sum + one, 0) / millis.length).toFixed(2)} ms, worst ${sorted.at(-1)?.toFixed(1)} ms`;
}

it("finds a ticket among all within moments", async () => {
  const north = await phoneAtGate();
  await north.page.evaluate(await packageForPage());
  const looked = await north.page.evaluate(
    async ([event, codes]) => {
      const { Api, TicketDatabase, TicketList } = (globalThis as unknown as { deviceSync: typeof import("@gatesync/device-sync") }).deviceSync;
      const list = new TicketList(new TicketDatabase(), new Api());
      const opening = performance.now();
      await list.open(event);
      const opened = performance.now() - opening;
      const millis: number[] = [];
      let found = 0;
      for (let i = 0; i < 20; i++) {
        for (const code of [...codes, ...codes.map((known) => `${known}-NOT`)]) {
          const start = performance.now();
          found += (await list.find(code)) === undefined ? 0 : 1;
          millis.push(performance.now() - start);
        }
      }
      return { opened, size: list.size, found, millis };
    },
    [event, codes] as const,
  );
  expect(looked.found).toBe(20 * codes.length);
  console.log(`MEASURED: ${looked.size} tickets read from IndexedDB in ${Math.round(looked.opened)} ms; looked up ${figures(looked.millis)}`);
});

/** The package of the app's list, to run beside the app. */
async function packageForPage(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@gatesync/device-sync");
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, lib: { entry, formats: ["iife"], name: "deviceSync" } },
  });
  const chunk = [built].flat().flatMap((one) => ("output" in one ? one.output : []))[0];
  if (chunk?.type !== "chunk") {
    throw new Error("The package is not built");
  }
  return `${chunk.code};globalThis.deviceSync = deviceSync`;
}

it("shows a verdict soon after the camera has seen the code, without a network", async () => {
  const north = await phone({ scenes: Array.from({ length: 4 }, () => ({ code: ticket(), seconds: 1 })) });
  await north.open();
  await north.signIn(event, nextDevice(), passcode);
  net.change("down");
  await north.page.locator(".band.offline").waitFor();
  const measured = () => north.page.evaluate(() => performance.getEntriesByName("frame to verdict").map(({ duration }) => duration));
  const before = (await measured()).length;
  const millis = await eventually(async () => {
    const since = (await measured()).slice(before);
    return since.length < 12 ? undefined : since;
  });
  console.log(`MEASURED: from a frame of the camera to the painted verdict, offline, ${figures(millis)}`);
  await north.tab("Log"); // No more scans.
  net.change("up");
});
