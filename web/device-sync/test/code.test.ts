import { describe, expect, it } from "vitest";
import { canBeCode, codeIn } from "../src/code";
import { TicketHasher } from "../src/hash";
import vectors from "./vectors/codes.json";

interface Vector {
  scanned: string;
  pattern: string | null;
  caseMatters: boolean;
  code: string;
  hash: string;
}

/** The server's tests read the same file. */
describe("a code", () => {
  const codes = vectors.codes as Vector[];

  it.each(codes)("is read from $scanned as the server reads it", ({ scanned, pattern, caseMatters, code }) => {
    expect(codeIn(scanned, { pattern, caseMatters })).toBe(code);
  });

  it.each(codes)("$code has the hash that the list has", async ({ code, hash }) => {
    expect(await (await TicketHasher.of(vectors.key)).hash(code)).toBe(hash);
  });

  it("is none where the server would say so", () => {
    expect(canBeCode("")).toBe(false);
    expect(canBeCode("BEGIN:VCARD\nEND")).toBe(false);
    expect(canBeCode("\uD83C")).toBe(false);
    expect(canBeCode("ü".repeat(128))).toBe(false);
    expect(canBeCode("ü".repeat(127))).toBe(true);
  });

  it("is all of the text where JavaScript does not know the pattern", () => {
    expect(codeIn("T-1", { pattern: "(?P<x>T.+", caseMatters: true })).toBe("T-1");
  });
});
