import type { ScannerKeyboard } from "./preferences";
import { onUsKeyboard } from "./usKeyboard";

/** A scanner types faster than anybody: what comes after a longer pause is another code. */
const PAUSE_MS = 100;
/** The key that ends a code may come later than the others, where a phone is busy. */
const END_WITHIN_MS = 1_000;
/** Less than this is not taken for a code without the key that ends it. */
const MIN_WITHOUT_END = 6;

/**
 * Puts the characters of a hand scanner together, which is a keyboard for the browser ("wedge"). Codes end with Enter or Tab, or with a
 * pause where the scanner was set to send neither.
 */
export class Wedge {
  private text = "";
  private at = 0;

  /**
   * Takes in characters.
   *
   * @param at when the scanner sent them, in milliseconds, and not when the page came to read them: it may have been busy
   */
  typed(characters: string, at: number): void {
    if (at - this.at > PAUSE_MS) {
      this.text = "";
    }
    this.text += characters;
    this.at = at;
  }

  /** The code that ended with a key; undefined: nothing was typed. */
  ended(at: number): string | undefined {
    return at - this.at > END_WITHIN_MS ? this.taken(Infinity) : this.taken(1);
  }

  /** The code that ended with a pause; undefined: there was none, or it goes on, or it is so short that its key has to come. */
  paused(now: number): string | undefined {
    return now - this.at > PAUSE_MS && this.text.trim().length >= MIN_WITHOUT_END ? this.taken(MIN_WITHOUT_END) : undefined;
  }

  private taken(min: number): string | undefined {
    const { text } = this;
    this.text = "";
    return text.trim().length < min ? undefined : text;
  }
}

/**
 * Listens to a field that scanners type into, and sees to it that their keys arrive there. Keys of a scanner with a US keyboard are read by
 * their place; one that has none, as from an on-screen keyboard, is read as it arrives.
 */
export function listenToWedge(field: HTMLInputElement, keyboard: ScannerKeyboard, onCode: (text: string) => void): () => void {
  const wedge = new Wedge();
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const found = (text: string | undefined) => {
    field.value = "";
    if (text !== undefined) {
      onCode(text);
    }
  };
  const typed = (characters: string, at: number) => {
    wedge.typed(characters, at);
    field.value = "";
    clearTimeout(timer);
    timer = setTimeout(() => found(wedge.paused(performance.now())), PAUSE_MS + 20);
  };
  const { signal } = stop;
  field.addEventListener("input", (event) => typed(field.value, event.timeStamp), { signal });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.target === field && (event.key === "Enter" || event.key === "Tab")) {
        const text = wedge.ended(event.timeStamp);
        if (text !== undefined || event.key === "Enter") {
          event.preventDefault();
        }
        clearTimeout(timer);
        found(text);
      } else if (!event.ctrlKey && !event.metaKey && !event.altKey && (event.target === field || !isEditable(event.target))) {
        const character = keyboard === "us" ? onUsKeyboard(event) : undefined;
        if (character !== undefined) {
          event.preventDefault();
          typed(character, event.timeStamp);
        }
        if (character !== undefined || event.key.length === 1) {
          field.focus(); // The key itself then goes there.
        }
      }
    },
    { signal, capture: true },
  );
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
