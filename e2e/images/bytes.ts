/** Image files made from pixels: no binary files to keep, and each is wrong in just the way it says. */
import { type Pixels, pngFile } from '../../tools/pages/png';

/** A valid picture of one colour: a few kilobytes that take `side`² × 4 bytes when decoded. */
export const bomb = (side: number): Buffer =>
  pngFile({ width: side, height: side }, [1, 0], Buffer.alloc(side * (1 + Math.ceil(side / 8))));

/* ── JPEG ──────────────────────────────────────────────────────────────────── */

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** It says that it has this size, and then has nothing. */
export function claimedJpeg(side: number): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
  frame.writeUInt16BE(side, 1);
  frame.writeUInt16BE(side, 3);
  const jfif = Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1');
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xe0, jfif), segment(0xc0, frame)]);
}

/** The same JPEG, to be shown turned a quarter to the right (EXIF orientation 6). */
export function turned(jpeg: Buffer): Buffer {
  const tiff = Buffer.from([
    ...Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    ...[1, 0], // one entry:
    ...[0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0],
    ...[0, 0, 0, 0],
  ]);
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}

/* ── GIF ───────────────────────────────────────────────────────────────────── */

/**
 * An animation of four colours at most. Nothing is compressed: the table of codes is cleared before
 * it would grow, so every code has three bits.
 */
export function gif(frames: readonly Pixels[]): Buffer {
  const [{ width, height }] = frames as [Pixels];
  const colours: string[] = [];
  const indices = frames.map((frame) => {
    const found: number[] = [];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const colour = frame.at(x, y).join();
        if (!colours.includes(colour)) colours.push(colour);
        found.push(colours.indexOf(colour));
      }
    }
    return found;
  });
  if (colours.length > 4) throw new Error(`${colours.length} colours are too many for this GIF.`);
  const palette = [...colours, '0,0,0', '0,0,0', '0,0,0'].slice(0, 4);
  const size = [width & 255, width >> 8, height & 255, height >> 8];
  return Buffer.from([
    ...Buffer.from('GIF89a', 'latin1'),
    ...size,
    ...[0b1_001_0_001, 0, 0],
    ...palette.flatMap((colour) => colour.split(',').map(Number)),
    ...[0x21, 0xff, 11, ...Buffer.from('NETSCAPE2.0', 'latin1'), 3, 1, 0, 0, 0], // without end
    ...indices.flatMap((frame) => [
      ...[0x21, 0xf9, 4, 0, 20, 0, 0, 0], // a fifth of a second
      ...[0x2c, 0, 0, 0, 0, ...size, 0],
      ...[2, ...blocks(codes(frame)), 0],
    ]),
    0x3b,
  ]);
}

function codes(indices: readonly number[]): number[] {
  const [clear, end] = [4, 5];
  const bytes: number[] = [];
  let [bits, count] = [0, 0];
  const put = (code: number): void => {
    bits |= code << count;
    for (count += 3; count >= 8; count -= 8, bits >>= 8) bytes.push(bits & 255);
  };
  indices.forEach((index, i) => {
    if (i % 2 === 0) put(clear);
    put(index);
  });
  put(end);
  bytes.push(bits & 255);
  return bytes;
}

function blocks(bytes: readonly number[]): number[] {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.slice(at, at + 255);
    out.push(block.length, ...block);
  }
  return out;
}
