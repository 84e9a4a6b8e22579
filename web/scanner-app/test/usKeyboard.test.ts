import { expect, it } from "vitest";
import { onUsKeyboard } from "../src/usKeyboard";

/** The keys of a US keyboard, row by row; what they write without and with Shift. */
const ROWS: readonly (readonly [string, string, string])[] = [
  ["Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal", "`1234567890-=", "~!@#$%^&*()_+"],
  ["KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Backslash", "qwertyuiop[]\\", "QWERTYUIOP{}|"],
  ["KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote", "asdfghjkl;'", 'ASDFGHJKL:"'],
  ["KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash", "zxcvbnm,./", "ZXCVBNM<>?"],
  ["Space", " ", " "],
];

it.each(ROWS)("knows what a US keyboard writes with %s", (codes, plain, shifted) => {
  const written = (shiftKey: boolean) => codes.split(" ").map((code) => onUsKeyboard({ code, shiftKey })).join("");
  expect(written(false)).toBe(plain);
  expect(written(true)).toBe(shifted);
});

it.each(["", "Enter", "Numpad1", "IntlBackslash", "ShiftLeft", "F1"])("leaves the key '%s' to the phone", (code) => {
  expect(onUsKeyboard({ code, shiftKey: false })).toBeUndefined();
});
