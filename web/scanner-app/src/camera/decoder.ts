import type { Read } from "./held";
import { TEST_CODE, testPicture } from "./testPicture";

/** Reads codes in pictures. */
export interface Decoder {
  /** What the picture shows; undefined: no code. */
  read(picture: ImageData): Promise<Read | undefined>;
}

interface NativeDetector {
  detect(picture: ImageData): Promise<readonly { readonly rawValue: string; readonly format: string }[]>;
}

interface NativeDetectorClass {
  new (options: { formats: readonly string[] }): NativeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

const NATIVE_FORMATS = ["qr_code", "aztec", "data_matrix", "pdf417", "code_128"];

/** The browser's own reader where it has one that works, else the one that comes with the app. */
export async function makeDecoder(): Promise<Decoder> {
  return (await nativeDecoder()) ?? new WorkerDecoder();
}

/** Some browsers have a reader that finds nothing, or fails: it has to read a picture of ours first. */
export async function nativeDecoder(): Promise<Decoder | undefined> {
  const Detector = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector;
  if (Detector === undefined) {
    return undefined;
  }
  try {
    const supported = await Detector.getSupportedFormats();
    if (!NATIVE_FORMATS.every((format) => supported.includes(format))) {
      return undefined;
    }
    const detector = new Detector({ formats: NATIVE_FORMATS });
    const decoder: Decoder = {
      read: async (picture) => {
        const found = (await detector.detect(picture)).find((code) => code.rawValue !== "");
        return found && { text: found.rawValue, linear: found.format === "code_128" };
      },
    };
    return (await decoder.read(testPicture()))?.text === TEST_CODE ? decoder : undefined;
  } catch {
    return undefined;
  }
}

/** zxing in a worker, so that the page stays quick. One picture at a time. */
class WorkerDecoder implements Decoder {
  private readonly worker = new Worker(new URL("./zxing.worker.ts", import.meta.url), { type: "module" });

  read(picture: ImageData): Promise<Read | undefined> {
    return new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }: MessageEvent<Read | null>) => resolve(data ?? undefined);
      this.worker.onerror = (event) => reject(new Error(event.message));
      this.worker.postMessage(picture, [picture.data.buffer]);
    });
  }
}
