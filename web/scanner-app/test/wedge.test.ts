import { expect, it } from "vitest";
import { Wedge } from "../src/wedge";

function typed(wedge: Wedge, text: string, from: number, every: number): number {
  [...text].forEach((character, i) => wedge.typed(character, from + i * every));
  return from + text.length * every;
}

it("puts a code together that ends with a key", () => {
  const wedge = new Wedge();
  typed(wedge, "TICKET-1", 1_000, 15);
  expect(wedge.ended()).toBe("TICKET-1");
  expect(wedge.ended()).toBeUndefined();
});

it("keeps two codes apart", () => {
  const wedge = new Wedge();
  typed(wedge, "TICKET-1", 1_000, 15);
  wedge.ended();
  typed(wedge, "TICKET-2", 1_130, 15);
  expect(wedge.ended()).toBe("TICKET-2");
});

it("forgets what somebody typed by hand before", () => {
  const wedge = new Wedge();
  typed(wedge, "xy", 0, 300);
  typed(wedge, "TICKET-1", 2_000, 15);
  expect(wedge.ended()).toBe("TICKET-1");
});

it("takes a pause for the end where no key comes, but not of a few characters", () => {
  const wedge = new Wedge();
  const end = typed(wedge, "TICKET-1", 1_000, 15);
  expect(wedge.paused(end + 50)).toBeUndefined();
  expect(wedge.paused(end + 120)).toBe("TICKET-1");
  typed(wedge, "xy", 5_000, 15);
  expect(wedge.paused(6_000)).toBeUndefined();
});
