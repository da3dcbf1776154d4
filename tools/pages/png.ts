/** PNG files made from pixels: no binary files to keep. */
import { crc32, deflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue, each in [0, 255]. */
  at(x: number, y: number): readonly [number, number, number];
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function png(pixels: Pixels, level?: number): Buffer {
  const { width, height } = pixels;
  const rows = Buffer.alloc(height * (1 + width * 3));
  let to = 0;
  for (let y = 0; y < height; y++) {
    rows[to++] = 0; // no filter
    for (let x = 0; x < width; x++) for (const value of pixels.at(x, y)) rows[to++] = value;
  }
  return pngFile(pixels, [8, 2], rows, level);
}

/** @param colour bits a channel, and the colour type */
export function pngFile(
  size: { readonly width: number; readonly height: number },
  colour: readonly [bits: number, type: number],
  rows: Buffer,
  level = 6,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size.width, 0);
  header.writeUInt32BE(size.height, 4);
  header.set(colour, 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
