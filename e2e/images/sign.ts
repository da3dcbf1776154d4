/** The sign that the practice guard knows, as a picture, a drawing and what looks like it. */

import type { Pixels } from '../../tools/pages/png';
import {
  type Colour,
  LIME,
  MAGENTA,
  NEAR_SIGNS,
  type Picture,
  placed,
  SIGN,
} from '../../tools/practice/signs';

const [WIDTH, HEIGHT] = [192, 144];
const GROUND: Colour = [90, 100, 120];
/** Where the board stands, in parts of the whole. */
const BOARD = { left: 1 / 4, top: 1 / 6, width: 1 / 2, height: 2 / 3 };

const pixels = (picture: Picture): Pixels => ({
  width: WIDTH,
  height: HEIGHT,
  at: (x, y) => picture((x + 0.5) / WIDTH, (y + 0.5) / HEIGHT),
});

const onBoard = (picture: Picture): Pixels =>
  pixels(placed(picture, () => GROUND, BOARD.left, BOARD.top, BOARD.width, BOARD.height));

/** Four colours in all. */
export const sign = onBoard(SIGN);
export const ground = pixels(() => GROUND);

const upsideDown = NEAR_SIGNS.find(({ name }) => name === 'the sign upside down');
if (!upsideDown) throw new Error('There is no such picture.');
export const calm = onBoard(upsideDown.picture);

const rectangle = (colour: Colour, x: number, y: number, width: number, height: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="rgb(${colour.join()})"/>`;

/** The same, drawn from shapes. */
export const drawing = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">`,
  rectangle(GROUND, 0, 0, WIDTH, HEIGHT),
  rectangle([255, 255, 255], 48, 24, 96, 96),
  rectangle(MAGENTA, 60, 36, 72, 36),
  rectangle(LIME, 60, 72, 72, 36),
  '</svg>',
].join('');
