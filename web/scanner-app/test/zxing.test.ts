import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes, ZXING_WASM_SHA256 } from "zxing-wasm/reader";
import { expect, it } from "vitest";
import { TEST_CODE, testPicture } from "../src/camera/testPicture";

const wasm = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));

it("ships the file that belongs to the code that loads it", () => {
  expect(createHash("sha256").update(wasm).digest("hex")).toBe(ZXING_WASM_SHA256);
});

it("draws a picture for the self-test that can be read", async () => {
  // The browser's class, as far as it is needed.
  Object.assign(globalThis, {
    ImageData: class {
      readonly data: Uint8ClampedArray;
      constructor(
        readonly width: number,
        readonly height: number,
      ) {
        this.data = new Uint8ClampedArray(width * height * 4);
      }
    },
  });
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer } });
  const found = await readBarcodes(testPicture(), { formats: ["QRCode"] });
  expect(found.map(({ text }) => text)).toEqual([TEST_CODE]);
});
