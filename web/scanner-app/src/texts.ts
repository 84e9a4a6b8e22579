import type english from "./texts/en.json";

/** A text of the app, by its name. */
export type TextKey = keyof typeof english;

type Catalogue = Record<TextKey, string>;

/** A language is one file here; its name is the language's code. */
const CATALOGUES: ReadonlyMap<string, Catalogue> = new Map(
  Object.entries(import.meta.glob<Catalogue>("./texts/*.json", { eager: true, import: "default" })).map(
    ([path, catalogue]) => [path.replace("./texts/", "").replace(".json", ""), catalogue],
  ),
);

export const LANGUAGES: readonly { readonly code: string; readonly name: string }[] = [...CATALOGUES].map(
  ([code, catalogue]) => ({ code, name: catalogue.language }),
);

/** The first of these languages that the app speaks; English if it speaks none. */
export function languageFor(wanted: readonly (string | undefined)[]): string {
  const spoken = wanted.map((tag) => tag?.split("-")[0] ?? "").find((code) => CATALOGUES.has(code));
  return spoken ?? "en";
}

/** The words of one language, and how it writes numbers and times. */
export class Texts {
  private readonly clock: Intl.DateTimeFormat;
  private readonly day: Intl.DateTimeFormat;
  private readonly numbers: Intl.NumberFormat;
  private readonly spans: Intl.RelativeTimeFormat;

  constructor(readonly language: string) {
    this.clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.day = new Intl.DateTimeFormat(language, { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.numbers = new Intl.NumberFormat(language);
    this.spans = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  }

  text(key: TextKey, values: Record<string, string | number> = {}): string {
    const text = CATALOGUES.get(this.language)?.[key] ?? key;
    return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? this.number(value) : value;
    });
  }

  number(value: number): string {
    return this.numbers.format(value);
  }

  /** The time of day; with the weekday where it was not in the last half day. */
  time(at: number, now: number): string {
    return (Math.abs(now - at) < 12 * 3_600_000 ? this.clock : this.day).format(at);
  }

  /** How long ago. */
  ago(at: number, now: number): string {
    const minutes = Math.round((now - at) / 60_000);
    if (minutes < 1) {
      return this.text("ago_now");
    }
    return minutes < 120 ? this.spans.format(-minutes, "minute") : this.spans.format(-Math.round(minutes / 60), "hour");
  }
}
