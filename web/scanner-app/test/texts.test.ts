import { describe, expect, it } from "vitest";
import english from "../src/texts/en.json";
import { LANGUAGES, languageFor, Texts } from "../src/texts";

const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
const catalogues = import.meta.glob<Record<string, string>>("../src/texts/*.json", { eager: true, import: "default" });

describe.each(Object.entries(catalogues))("%s", (_, catalogue) => {
  it("has every text, with the same values in it", () => {
    expect(Object.keys(catalogue)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(english)) {
      expect(catalogue[key], key).not.toBe("");
      expect(values(catalogue[key] ?? ""), key).toEqual(values(text));
    }
  });
});

it("speaks the first language that it knows, and else English", () => {
  expect(LANGUAGES.map(({ code }) => code)).toEqual(["de", "en"]);
  expect(languageFor([undefined, "fr-FR", "de-CH", "en"])).toBe("de");
  expect(languageFor(["fr"])).toBe("en");
});

it("writes numbers and times as the language does", () => {
  const german = new Texts("de");
  const now = Date.UTC(2026, 6, 4, 18, 0);
  expect(german.text("ready_list", { count: 200_000 })).toBe("200.000 Tickets auf diesem Telefon");
  expect(german.ago(now - 41 * 60_000, now)).toBe("vor 41 Minuten");
  expect(german.ago(now - 5 * 3_600_000, now)).toBe("vor 5 Stunden");
  expect(german.ago(now - 10_000, now)).toBe("gerade eben");
});
