/** A key of a keyboard, by its place. */
interface Key {
  readonly code: string;
  readonly shiftKey: boolean;
}

/** Without and with Shift. */
const SIGNS: Readonly<Record<string, string>> = {
  Backquote: "`~",
  Minus: "-_",
  Equal: "=+",
  BracketLeft: "[{",
  BracketRight: "]}",
  Backslash: "\\|",
  Semicolon: ";:",
  Quote: "'\"",
  Comma: ",<",
  Period: ".>",
  Slash: "/?",
  Space: "  ",
};
const ABOVE_DIGITS = ")!@#$%^&*(";

/**
 * What a key writes on a keyboard of the USA, whatever the phone's keyboard makes of it. Caps Lock does not matter: a scanner presses Shift.
 *
 * @returns undefined if it is a key that such a scanner does not use
 */
export function onUsKeyboard({ code, shiftKey }: Key): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) {
    return shiftKey ? letter : letter.toLowerCase();
  }
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) {
    return shiftKey ? ABOVE_DIGITS[Number(digit)] : digit;
  }
  return SIGNS[code]?.[shiftKey ? 1 : 0];
}
