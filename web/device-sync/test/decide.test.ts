import { expect, it } from "vitest";
import { decide } from "../src/decide";

const HERE = { deviceId: "north-1", gate: "North", at: 2 };
const ELSEWHERE = { deviceId: "south-1", gate: "South", at: 1 };
const VALID = { hash: "h", revoked: false };

it.each([
  ["a code that the list lacks", undefined, undefined, "unknown", undefined],
  ["a valid ticket", VALID, undefined, "admit", undefined],
  ["a revoked one", { ...VALID, revoked: true }, undefined, "revoked", undefined],
  ["one that came in elsewhere", { ...VALID, entry: ELSEWHERE }, undefined, "used", ELSEWHERE],
  ["one that came in here", VALID, HERE, "used", HERE],
  ["one that came in elsewhere, and then here", { ...VALID, entry: ELSEWHERE }, HERE, "used", ELSEWHERE],
  ["a revoked one that came in", { ...VALID, revoked: true, entry: ELSEWHERE }, HERE, "revoked", undefined],
] as const)("%s", (_, ticket, own, sign, entry) => {
  const decision = decide(ticket, own);

  expect(decision.sign).toBe(sign);
  expect(decision.entry).toEqual(entry);
  expect(decision.byServer).toBe(false);
});
