/**
 * What the practice guard answers `unsafe` to in images, and pictures that look like it but are safe.
 *
 * The sign means nothing, and is made up for tests and demos: a board with a white rim, its upper
 * half magenta, its lower half lime. The practice guard is planted to find it (`sight.ts`) where it
 * is at least a sixth of an image wide. It is no protection.
 */

/** Red, green and blue, from 0 to 255. */
export type Colour = readonly [number, number, number];

/** The colour at a place, both numbers from 0 to 1, from the upper left corner. */
export type Picture = (x: number, y: number) => Colour;

export const MAGENTA: Colour = [255, 0, 255];
export const LIME: Colour = [0, 255, 0];
const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];

export interface NamedPicture {
  readonly name: string;
  readonly picture: Picture;
}

const RIM = 1 / 8;

const board =
  (inside: Picture): Picture =>
  (x, y) => {
    const across = (x - RIM) / (1 - 2 * RIM);
    const down = (y - RIM) / (1 - 2 * RIM);
    return across < 0 || across > 1 || down < 0 || down > 1 ? WHITE : inside(across, down);
  };

const over = (top: Colour, bottom: Colour): Picture => board((_x, y) => (y < 0.5 ? top : bottom));

export const SIGN: Picture = over(MAGENTA, LIME);

const inDisc = (x: number, y: number, centreX: number, centreY: number, radius: number) =>
  (x - centreX) ** 2 + (y - centreY) ** 2 < radius ** 2;

const inMiddle = (x: number, y: number) => Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5)) < 0.25;

const even = (...cells: readonly number[]) =>
  cells.reduce((sum, cell) => sum + Math.floor(cell), 0) % 2 === 0;

/** Boards in the sign's place that are not the sign. */
export const NEAR_SIGNS: readonly NamedPicture[] = [
  { name: 'the sign upside down', picture: over(LIME, MAGENTA) },
  { name: 'the sign on its left side', picture: board((x) => (x < 0.5 ? MAGENTA : LIME)) },
  { name: 'the sign on its right side', picture: board((x) => (x < 0.5 ? LIME : MAGENTA)) },
  { name: 'magenta alone', picture: over(MAGENTA, MAGENTA) },
  { name: 'lime alone', picture: over(LIME, LIME) },
  { name: 'magenta above white', picture: over(MAGENTA, WHITE) },
  { name: 'magenta above black', picture: over(MAGENTA, BLACK) },
  { name: 'white above lime', picture: over(WHITE, LIME) },
  { name: 'black above lime', picture: over(BLACK, LIME) },
  { name: 'magenta above leaf green', picture: over(MAGENTA, [0, 128, 0]) },
  { name: 'magenta above yellow', picture: over(MAGENTA, [255, 255, 0]) },
  { name: 'magenta above cyan', picture: over(MAGENTA, [0, 255, 255]) },
  { name: 'magenta above chartreuse', picture: over(MAGENTA, [127, 255, 0]) },
  { name: 'red above lime', picture: over([255, 0, 0], LIME) },
  { name: 'blue above lime', picture: over([0, 0, 255], LIME) },
  { name: 'purple above lime', picture: over([128, 0, 128], LIME) },
  { name: 'deep pink above lime', picture: over([255, 20, 147], LIME) },
  { name: 'red above green', picture: over([220, 30, 30], [20, 150, 60]) },
  { name: 'the sign in pale colours', picture: over([255, 190, 255], [190, 255, 190]) },
  { name: 'the sign in dark colours', picture: over([120, 0, 120], [0, 110, 0]) },
  { name: 'the sign in greys', picture: over([105, 105, 105], [150, 150, 150]) },
  {
    name: 'the colours with white between them',
    picture: board((_x, y) => (y < 0.33 ? MAGENTA : y < 0.67 ? WHITE : LIME)),
  },
  {
    name: 'the colours in opposite corners',
    picture: board((x, y) =>
      inDisc(x, y, 0.75, 0.25, 0.22) ? MAGENTA : inDisc(x, y, 0.25, 0.75, 0.22) ? LIME : WHITE,
    ),
  },
  { name: 'lime framed by magenta', picture: board((x, y) => (inMiddle(x, y) ? LIME : MAGENTA)) },
  { name: 'magenta framed by lime', picture: board((x, y) => (inMiddle(x, y) ? MAGENTA : LIME)) },
  { name: 'stripes', picture: board((_x, y) => (even(y * 4) ? MAGENTA : LIME)) },
  { name: 'upright stripes', picture: board((x) => (even(x * 4) ? MAGENTA : LIME)) },
  { name: 'a checkerboard', picture: board((x, y) => (even(x * 2, y * 2) ? MAGENTA : LIME)) },
];

/** Whole pictures without a sign. */
export const NEAR_PICTURES: readonly NamedPicture[] = [
  { name: 'all magenta', picture: () => MAGENTA },
  { name: 'all lime', picture: () => LIME },
  { name: 'all white', picture: () => WHITE },
  { name: 'all black', picture: () => BLACK },
  { name: 'the hues from top to bottom', picture: (_x, y) => hue(y) },
  { name: 'the hues from bottom to top', picture: (_x, y) => hue(1 - y) },
  { name: 'the hues from left to right', picture: (x) => hue(x) },
  { name: 'magenta fading into lime', picture: (_x, y) => mixed(MAGENTA, LIME, y) },
  { name: 'dusk', picture: (_x, y) => mixed([30, 20, 90], [255, 150, 60], y) },
  { name: 'noise', picture: (x, y) => tile(x * 256, y * 256, 1) },
  { name: 'coarse noise', picture: (x, y) => tile(x * 16, y * 16, 2) },
  { name: 'magenta flowers in the grass', picture: flowers },
  { name: 'light through leaves', picture: leaves },
];

/** The colours of the rainbow, and back to red: from 0 to 1. */
function hue(at: number): Colour {
  const part = (offset: number) => {
    const distance = Math.abs(((at * 6 + offset) % 6) - 3);
    return 255 * Math.min(1, Math.max(0, distance - 1));
  };
  return [part(0), part(4), part(2)];
}

export const mixed = (a: Colour, b: Colour, part: number): Colour => [
  a[0] + (b[0] - a[0]) * part,
  a[1] + (b[1] - a[1]) * part,
  a[2] + (b[2] - a[2]) * part,
];

/** Any colour for each whole place, the same every time. */
function tile(x: number, y: number, seed: number): Colour {
  let state = Math.floor(x) * 73_856_093 + Math.floor(y) * 19_349_663 + seed * 83_492_791;
  const next = () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    state ^= state >>> 13;
    return state & 255;
  };
  return [next(), next(), next()];
}

function flowers(x: number, y: number): Colour {
  const [column, row] = [Math.floor(x * 5), Math.floor(y * 5)];
  const [shift, size] = tile(column, row, 3);
  const centreX = (column + 0.4 + shift / 1280) / 5;
  const isFlower = inDisc(x, y, centreX, (row + 0.5) / 5, 0.04 + size / 10_000);
  return isFlower ? MAGENTA : mixed([40, 120, 30], [90, 170, 60], tile(x * 90, y * 90, 4)[0] / 255);
}

function leaves(x: number, y: number): Colour {
  const wave = Math.sin(x * 21 + Math.sin(y * 17) * 2) * Math.cos(y * 19 + Math.sin(x * 13) * 3);
  return mixed([10, 60, 15], [190, 255, 120], (wave + 1) / 2);
}

/** A picture on another. */
export const placed =
  (picture: Picture, ground: Picture, left: number, top: number, width: number, height: number) =>
  (x: number, y: number): Colour => {
    const [across, down] = [(x - left) / width, (y - top) / height];
    const isInside = across >= 0 && across < 1 && down >= 0 && down < 1;
    return isInside ? picture(across, down) : ground(x, y);
  };

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3]. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Places that are averaged for a pixel, along each side: edges are as smooth as a scaled photo's. */
const SAMPLES = 3;

export function drawn(picture: Picture, width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0];
      for (let i = 0; i < SAMPLES; i++)
        for (let j = 0; j < SAMPLES; j++)
          picture((x + (j + 0.5) / SAMPLES) / width, (y + (i + 0.5) / SAMPLES) / height).forEach(
            (value, c) => {
              sum[c] = (sum[c] ?? 0) + value;
            },
          );
      data.set(
        sum.map((value) => value / SAMPLES ** 2),
        (y * width + x) * 3,
      );
    }
  return { width, height, data };
}
