import type { Login, Passed, Scan } from "@gatesync/device-sync";
import { createStore, type StoreApi } from "zustand/vanilla";
import { CAMERA_OFF, type CameraState } from "./camera/camera";
import type { Enrolment } from "./enrolment";
import { readPreferences, type Preferences } from "./preferences";

export type Screen = "scan" | "summary" | "log" | "settings";

/** What keeps the app from being used at all. */
export type Obstacle =
  /** Another tab has the gate. */
  | "elsewhere"
  /** A newer app has changed what is stored. */
  | "outdated"
  /** What is stored cannot be read. */
  | "storage";

/** What the screens show. */
export interface View {
  readonly started: boolean;
  readonly obstacle: Obstacle | undefined;
  readonly obstacleReason: string;
  readonly login: Login | undefined;
  /** Whether the phone has to log in before the server speaks with it again. */
  readonly loginNeeded: boolean;
  /** What the address, or a scanned QR code, says of how to enrol. */
  readonly enrolment: Enrolment | undefined;
  /** Whether the screen to sign in is wanted. */
  readonly signingIn: boolean;
  /** Whether the staff has begun: from then on there may be sound. */
  readonly begun: boolean;
  readonly screen: Screen;
  /** What was decided last, until it is put away. */
  readonly passed: Passed | undefined;
  /** The scan on which somebody was let in here last, unless it was taken back. */
  readonly lastAdmitted: Scan | undefined;
  /** Whether a scan is being checked. */
  readonly checking: boolean;
  /** Why the last scan could not be kept, and so was not decided. */
  readonly notKept: string | undefined;
  /** Scans of which nobody knows what was shown. */
  readonly interrupted: readonly Scan[];
  readonly list: {
    readonly size: number;
    readonly asOf: number | undefined;
    /** How much of it is loaded, from 0 to 1; undefined: it is not being loaded. */
    readonly loading: number | undefined;
    readonly trouble: string | undefined;
  };
  readonly admitted: number;
  readonly refused: number;
  /** Whether the browser has promised to keep what is stored; undefined: it was not asked yet. */
  readonly storageKept: boolean | undefined;
  /** When what is not settled was exported, if no scan was made since. */
  readonly exportedAt: number | undefined;
  /** Installs the new app and starts it; undefined: this is the newest. */
  readonly update: (() => void) | undefined;
  readonly camera: CameraState;
  readonly preferences: Preferences;
  /** The time, every second. */
  readonly now: number;
  /** Since when the server does not answer; 0: it does. */
  readonly silentSince: number;
  readonly clockAheadMs: number | undefined;
}

export type ViewStore = StoreApi<View>;

export function createView(): ViewStore {
  return createStore<View>(() => ({
    started: false,
    obstacle: undefined,
    obstacleReason: "",
    login: undefined,
    loginNeeded: false,
    enrolment: undefined,
    signingIn: false,
    begun: false,
    screen: "scan",
    passed: undefined,
    lastAdmitted: undefined,
    checking: false,
    notKept: undefined,
    interrupted: [],
    list: { size: 0, asOf: undefined, loading: undefined, trouble: undefined },
    admitted: 0,
    refused: 0,
    storageKept: undefined,
    exportedAt: undefined,
    update: undefined,
    camera: CAMERA_OFF,
    preferences: readPreferences(),
    now: Date.now(),
    silentSince: 0,
    clockAheadMs: undefined,
  }));
}
