import { expect, it } from "vitest";
import { Held, type Read } from "../src/camera/held";

const A: Read = { text: "A", linear: false };
const B: Read = { text: "B", linear: false };
const BARS: Read = { text: "1234", linear: true };

/** What comes of frames, one every 100 ms. */
function scans(frames: readonly (Read | undefined)[], busy: readonly number[] = []): (string | undefined)[] {
  const held = new Held();
  return frames.map((read, frame) => held.sees(read, frame * 100, !busy.includes(frame)));
}

const NONE = undefined;

it("takes a code that is held before the camera for one scan", () => {
  expect(scans([NONE, A, A, A, NONE, A])).toEqual([NONE, "A", NONE, NONE, NONE, NONE]);
});

it("takes it for another scan after it has left the view", () => {
  const away = Array.from({ length: 11 }, () => NONE);
  expect(scans([A, ...away, A]).filter(Boolean)).toEqual(["A"]);
  expect(scans([A, ...away, NONE, A]).filter(Boolean)).toEqual(["A", "A"]);
});

it("takes another code at once, and each of two side by side for one scan", () => {
  expect(scans([A, B, B, A, B, A])).toEqual(["A", "B", NONE, NONE, NONE, NONE]);
});

it("keeps a code for later while another is checked", () => {
  expect(scans([A, B, B, B], [1, 2])).toEqual(["A", NONE, NONE, "B"]);
});

it("believes a bar code when it has read it twice", () => {
  expect(scans([BARS, { ...BARS, text: "1239" }, BARS, BARS, BARS])).toEqual([NONE, NONE, NONE, "1234", NONE]);
});
