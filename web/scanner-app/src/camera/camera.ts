import { makeDecoder, type Decoder } from "./decoder";
import type { Read } from "./held";

/** Why there is no picture. */
export type CameraTrouble = "insecure" | "denied" | "missing" | "busy";

/** What the camera is doing, and can. */
export interface CameraState {
  readonly running: boolean;
  readonly trouble: CameraTrouble | undefined;
  /** Undefined: this camera has none. */
  readonly torch: boolean | undefined;
  readonly zoom: { readonly min: number; readonly max: number; readonly value: number } | undefined;
  readonly cameras: readonly MediaDeviceInfo[];
  readonly cameraId: string | undefined;
}

export const CAMERA_OFF: CameraState = {
  running: false,
  trouble: undefined,
  torch: undefined,
  zoom: undefined,
  cameras: [],
  cameraId: undefined,
};

/** What browsers know of tracks beyond their types. */
interface Abilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
  readonly zoom?: { readonly min: number; readonly max: number };
}

const FRAME_EVERY_MS = 80;
/** Pictures are cut to the middle and made as small as codes allow. */
const PICTURE_SIDE = 720;
/** After this long without a frame the camera is started anew: after a phone slept, some give none. */
const FROZEN_MS = 2_000;

/**
 * The camera, with one owner: it runs while somebody shows it and the page can be seen. It is no part of what React draws, which mounts and
 * unmounts as it likes.
 */
export class Camera {
  private video: HTMLVideoElement | undefined;
  private stream: MediaStream | undefined;
  private decoder: Promise<Decoder> | undefined;
  private run: AbortController | undefined;
  private lastFrameAt = 0;
  private state = CAMERA_OFF;

  /**
   * @param onRead gets what each frame shows, and when it was taken, by performance.now()
   * @param onState is told of each change
   */
  constructor(
    private readonly onRead: (read: Read | undefined, at: number) => void,
    private readonly onState: (state: CameraState) => void,
  ) {
    document.addEventListener("visibilitychange", () => void this.restart());
  }

  /** Shows the camera here; undefined: nowhere, and it is switched off. */
  async show(video: HTMLVideoElement | undefined, cameraId?: string): Promise<void> {
    this.video = video;
    this.change({ cameraId: cameraId ?? this.state.cameraId });
    await this.restart();
  }

  async choose(cameraId: string): Promise<void> {
    await this.show(this.video, cameraId);
  }

  async setTorch(on: boolean): Promise<void> {
    await this.constrain({ torch: on });
    this.change({ torch: on });
  }

  async setZoom(value: number): Promise<void> {
    await this.constrain({ zoom: value });
    this.change({ zoom: this.state.zoom && { ...this.state.zoom, value } });
  }

  private async constrain(constraint: Record<string, unknown>): Promise<void> {
    await this.stream?.getVideoTracks()[0]?.applyConstraints({ advanced: [constraint as MediaTrackConstraintSet] });
  }

  private async restart(): Promise<void> {
    this.run?.abort();
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = undefined;
    this.change({ running: false, torch: undefined, zoom: undefined });
    const video = this.video;
    if (video === undefined || document.visibilityState !== "visible") {
      return;
    }
    const run = new AbortController();
    this.run = run;
    try {
      await this.start(video, run.signal);
    } catch (error) {
      if (!run.signal.aborted) {
        this.change({ trouble: trouble(error) });
      }
    }
  }

  private async start(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
    // Browsers have no camera for pages that others could have changed on their way.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices === undefined) {
      this.change({ trouble: "insecure" });
      return;
    }
    const { cameraId } = this.state;
    const which = cameraId === undefined ? { facingMode: { ideal: "environment" } } : { deviceId: { exact: cameraId } };
    const stream = await devices.getUserMedia({
      audio: false,
      video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    if (signal.aborted) {
      stream.getTracks().forEach((track) => track.stop());
      return;
    }
    this.stream = stream;
    const track = stream.getVideoTracks()[0];
    track?.addEventListener("ended", () => void this.restart(), { signal });
    video.srcObject = stream;
    await video.play();
    const abilities = (track?.getCapabilities?.() ?? {}) as Abilities;
    const cameras = (await devices.enumerateDevices()).filter((device) => device.kind === "videoinput");
    this.change({
      running: true,
      trouble: undefined,
      torch: abilities.torch === true ? false : undefined,
      zoom: abilities.zoom && { min: abilities.zoom.min, max: abilities.zoom.max, value: abilities.zoom.min },
      cameras,
    });
    this.decoder ??= makeDecoder();
    void this.watch(video, await this.decoder, signal);
  }

  /** Reads frame after frame, one at a time. */
  private async watch(video: HTMLVideoElement, decoder: Decoder, signal: AbortSignal): Promise<void> {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    this.lastFrameAt = performance.now();
    let shown = -1;
    while (!signal.aborted && pen !== null) {
      const at = performance.now();
      if (video.currentTime !== shown && video.videoWidth > 0) {
        shown = video.currentTime;
        this.lastFrameAt = at;
        try {
          this.onRead(await decoder.read(picture(video, canvas, pen)), at);
        } catch {
          this.onRead(undefined, at); // The next frame has its own chance.
        }
      } else if (at - this.lastFrameAt > FROZEN_MS) {
        void this.restart();
        return;
      }
      await new Promise((next) => setTimeout(next, Math.max(0, FRAME_EVERY_MS - (performance.now() - at))));
    }
  }

  private change(changes: Partial<CameraState>): void {
    this.state = { ...this.state, ...changes };
    this.onState(this.state);
  }
}

/** The middle of the frame, as a square. */
function picture(video: HTMLVideoElement, canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D): ImageData {
  const side = Math.min(video.videoWidth, video.videoHeight);
  const size = Math.min(side, PICTURE_SIDE);
  canvas.width = size;
  canvas.height = size;
  pen.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, size, size);
  return pen.getImageData(0, 0, size, size);
}

function trouble(error: unknown): CameraTrouble {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    default:
      return "busy";
  }
}
