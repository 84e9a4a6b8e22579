import { prepareZXingModule, readBarcodes, type ReaderOptions } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";
import type { Read } from "./held";

const OPTIONS: ReaderOptions = {
  formats: ["QRCode", "Aztec", "DataMatrix", "PDF417", "Code128"],
  maxNumberOfSymbols: 1,
  tryHarder: true,
};

// From here, and not from where the library takes it by default: that is another server.
const ready = prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });

/** One picture in, what it shows out. */
self.onmessage = ({ data }: MessageEvent<ImageData>) => {
  void read(data).then((found) => self.postMessage(found));
};

async function read(picture: ImageData): Promise<Read | null> {
  await ready;
  const found = (await readBarcodes(picture, OPTIONS)).find((code) => code.isValid && code.text !== "");
  return found === undefined ? null : { text: found.text, linear: found.format === "Code128" };
}
