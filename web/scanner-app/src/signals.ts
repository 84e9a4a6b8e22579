import type { Sign } from "@gatesync/device-sync";

/** Tones, as frequency in hertz and length in seconds, and the pattern of a vibration in milliseconds: different for whoever cannot look. */
interface Signal {
  readonly tones: readonly (readonly [number, number])[];
  readonly shape: OscillatorType;
  readonly vibration: readonly number[];
}

const ADMIT: Signal = { tones: [[880, 0.09], [1320, 0.16]], shape: "sine", vibration: [120] };
const USED: Signal = { tones: [[520, 0.1], [0, 0.05], [520, 0.1], [0, 0.05], [520, 0.1]], shape: "triangle", vibration: [80, 60, 80, 60, 80] };
const STOP: Signal = { tones: [[196, 0.55]], shape: "sawtooth", vibration: [600] };

const SIGNALS: Record<Sign, Signal> = { admit: ADMIT, used: USED, revoked: STOP, unknown: STOP, unchecked: STOP };

/** What a verdict sounds and feels like. */
export class Signals {
  private audio: AudioContext | undefined;

  /** Browsers make no sound before somebody has touched the page: call it from a click. */
  unlock(): void {
    // Else iPhones are silent with their ringer off.
    const session = (navigator as { audioSession?: { type: string } }).audioSession;
    if (session !== undefined) {
      session.type = "playback";
    }
    this.audio ??= new AudioContext();
    void this.audio.resume();
  }

  give(sign: Sign, sound: boolean, vibration: boolean): void {
    const signal = SIGNALS[sign];
    if (sound && this.audio?.state === "running") {
      play(this.audio, signal);
    }
    if (vibration && "vibrate" in navigator) {
      navigator.vibrate([...signal.vibration]);
    }
  }
}

function play(audio: AudioContext, signal: Signal): void {
  let at = audio.currentTime;
  for (const [frequency, seconds] of signal.tones) {
    if (frequency > 0) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.type = signal.shape;
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.6, at);
      volume.gain.exponentialRampToValueAtTime(0.01, at + seconds);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + seconds);
    }
    at += seconds;
  }
}
