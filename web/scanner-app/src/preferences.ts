/** What the staff has set on this phone; nothing is lost with it. */
export interface Preferences {
  readonly language: string | undefined;
  readonly sound: boolean;
  readonly vibration: boolean;
  readonly cameraId: string | undefined;
}

const KEY = "gatesync-preferences";
const DEFAULTS: Preferences = { language: undefined, sound: true, vibration: true, cameraId: undefined };

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
