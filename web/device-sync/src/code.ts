/** How the code of a ticket is taken out of what was scanned: the gateway's `TextRule` and `CodeRule`, in TypeScript. */

/** Invisible characters that are stripped like white space. */
const INVISIBLE =
  "\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0";
const OUTER = `[\\p{Z}\\u0000-\\u001F\\u007F-\\u009F${INVISIBLE}]+`;
const START = new RegExp(`^${OUTER}`, "u");
const END = new RegExp(`${OUTER}$`, "u");
const CONTROL = /[\u0000-\u001F\u007F-\u009F]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Longer texts are no codes and stay as they are. */
const MAX_CHARS_TO_COMPOSE = 510;
const MAX_BYTES = 255;
/** The most that a QR code can hold. */
const MAX_SCANNED_CHARS = 7089;

/** How codes are read at an event, as the server says. */
export interface CodeRule {
  /** A regular expression with one group, which captures the code; null: all of the text is the code. */
  readonly pattern: string | null;
  readonly caseMatters: boolean;
}

/** The text without outer white space and invisible characters, composed. */
export function clean(text: string): string {
  const stripped = text.replace(START, "").replace(END, "");
  return stripped.length <= MAX_CHARS_TO_COMPOSE ? stripped.normalize("NFC") : stripped;
}

/** The code in what was scanned. */
export function codeIn(scanned: string, rule: CodeRule): string {
  const text = clean(scanned);
  const code = captured(text, rule.pattern) ?? text;
  return rule.caseMatters ? code : clean(code.toUpperCase());
}

function captured(text: string, pattern: string | null): string | null {
  if (pattern === null || text.length > MAX_SCANNED_CHARS) {
    return null;
  }
  const found = compiled(pattern)?.exec(text)?.[1];
  const code = found === undefined ? "" : clean(found);
  return code === "" ? null : code;
}

/** The server's patterns are RE2; what JavaScript does not know of them is left to the server. */
function compiled(pattern: string): RegExp | null {
  const anyCase = pattern.startsWith("(?i)");
  try {
    return new RegExp(anyCase ? pattern.slice(4) : pattern, anyCase ? "iu" : "u");
  } catch {
    return null;
  }
}

/** Whether a text can be the code of a ticket at all. */
export function canBeCode(code: string): boolean {
  return (
    code !== "" &&
    !CONTROL.test(code) &&
    !LONE_SURROGATE.test(code) &&
    new TextEncoder().encode(code).length <= MAX_BYTES
  );
}
