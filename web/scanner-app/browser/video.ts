import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, writeBarcode } from "zxing-wasm/writer";

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES_A_SECOND = 10;
const MODULE = 8;
const MARGIN = 4;

const wasm = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/writer/zxing_writer.wasm"));
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer } });

/** What a camera sees for some time: a ticket's code, or none. */
export interface Scene {
  readonly code?: string;
  readonly seconds: number;
}

/** Writes a film for Chromium's fake camera, which plays it over and over. Uncompressed, for it reads nothing else reliably. */
export async function film(path: string, scenes: readonly Scene[]): Promise<void> {
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_A_SECOND}:1 Ip A1:1 C420\n`)];
  for (const { code, seconds } of scenes) {
    const frame = Buffer.concat([
      Buffer.from("FRAME\n"),
      await brightness(code),
      Buffer.alloc((WIDTH * HEIGHT) / 2, 128),
    ]);
    for (let i = 0; i < seconds * FRAMES_A_SECOND; i++) {
      parts.push(frame);
    }
  }
  writeFileSync(path, Buffer.concat(parts));
}

async function brightness(code: string | undefined): Promise<Buffer> {
  const plane = Buffer.alloc(WIDTH * HEIGHT, 200);
  if (code === undefined) {
    return plane;
  }
  const { symbol } = await writeBarcode(code, { format: "QRCode", scale: 1 });
  const side = (symbol.width + 2 * MARGIN) * MODULE;
  const left = (WIDTH - side) / 2;
  const top = (HEIGHT - side) / 2;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [column, row] = [Math.floor(x / MODULE) - MARGIN, Math.floor(y / MODULE) - MARGIN];
      const inside = column >= 0 && row >= 0 && column < symbol.width && row < symbol.height;
      const dark = inside && symbol.data[row * symbol.width + column] === 0;
      plane[Math.floor(top + y) * WIDTH + Math.floor(left + x)] = dark ? 20 : 235;
    }
  }
  return plane;
}
