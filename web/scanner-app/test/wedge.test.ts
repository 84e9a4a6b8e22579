import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenToWedge, Wedge } from "../src/wedge";

function typed(wedge: Wedge, text: string, from: number, every: number): number {
  [...text].forEach((character, i) => wedge.typed(character, from + i * every));
  return from + text.length * every;
}

it("puts a code together that ends with a key", () => {
  const wedge = new Wedge();
  const end = typed(wedge, "TICKET-1", 1_000, 15);
  expect(wedge.ended(end)).toBe("TICKET-1");
  expect(wedge.ended(end)).toBeUndefined();
});

it("keeps two codes apart", () => {
  const wedge = new Wedge();
  typed(wedge, "TICKET-1", 1_000, 15);
  wedge.ended(1_125);
  const end = typed(wedge, "TICKET-2", 1_130, 15);
  expect(wedge.ended(end)).toBe("TICKET-2");
});

it("forgets what somebody typed by hand before", () => {
  const wedge = new Wedge();
  typed(wedge, "xy", 0, 300);
  const end = typed(wedge, "TICKET-1", 2_000, 15);
  expect(wedge.ended(end)).toBe("TICKET-1");
});

it("takes a pause for the end where no key comes, but not of a few characters", () => {
  const wedge = new Wedge();
  const end = typed(wedge, "TICKET-1", 1_000, 15);
  expect(wedge.paused(end + 50)).toBeUndefined();
  expect(wedge.paused(end + 120)).toBe("TICKET-1");
  typed(wedge, "xy", 5_000, 15);
  expect(wedge.paused(6_000)).toBeUndefined();
});

it("waits a while for the key that ends a short code", () => {
  const wedge = new Wedge();
  const end = typed(wedge, "T-91", 1_000, 15);
  expect(wedge.paused(end + 120)).toBeUndefined();
  expect(wedge.ended(end + 400)).toBe("T-91");
  typed(wedge, "T-92", 5_000, 15);
  expect(wedge.ended(9_000)).toBeUndefined();
  expect(wedge.ended(9_000)).toBeUndefined();
});

/** The events of a browser, as far as a scanner needs them, at the times that a test says. */
class Typist {
  readonly field = Object.assign(new EventTarget(), { value: "", focus: () => undefined }) as unknown as HTMLInputElement;
  private readonly page = new EventTarget();

  constructor() {
    vi.stubGlobal("document", this.page);
  }

  character(character: string, timeStamp: number): void {
    this.field.value += character;
    this.field.dispatchEvent(Object.defineProperty(new Event("input"), "timeStamp", { value: timeStamp }));
  }

  enter(timeStamp: number): void {
    const event = Object.assign(new Event("keydown", { cancelable: true }), { key: "Enter", code: "Enter" });
    this.page.dispatchEvent(Object.defineProperties(event, { timeStamp: { value: timeStamp }, target: { value: this.field } }));
  }
}

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("puts a code together that the page reads late, since it was busy in between", () => {
  const typist = new Typist();
  const codes: string[] = [];
  const stop = listenToWedge(typist.field, "phone", (code) => codes.push(code));
  vi.advanceTimersByTime(1_000);
  [..."T-"].forEach((character, i) => typist.character(character, 985 + i * 15));
  vi.spyOn(performance, "now").mockReturnValue(1_700); // What was due meanwhile comes after the keys.
  [..."91"].forEach((character, i) => typist.character(character, 1_015 + i * 15));
  typist.enter(1_045);
  vi.advanceTimersByTime(1_000);
  stop();
  expect(codes).toEqual(["T-91"]);
});
