/** How a hand scanner types: as the phone's keyboard reads it, or on a keyboard of the USA, as most are delivered. */
export type ScannerKeyboard = "phone" | "us";

/** What the staff has set on this phone; nothing is lost with it. */
export interface Preferences {
  readonly language: string | undefined;
  readonly sound: boolean;
  readonly vibration: boolean;
  readonly cameraId: string | undefined;
  readonly scannerKeyboard: ScannerKeyboard;
}

const KEY = "gatesync-preferences";
const DEFAULTS: Preferences = { language: undefined, sound: true, vibration: true, cameraId: undefined, scannerKeyboard: "phone" };

export function readPreferences(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>) };
  } catch {
    return DEFAULTS;
  }
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // They hold until the app is closed.
  }
}
