/** Texts at random to ask random guards, with images where those see. */
import fc from 'fast-check';
import type { Suffix } from '../../../src/worker/decoder';
import { gaussian } from '../checkpoint/fixture';
import type { Family } from '../families/shape';
import type { Piece } from '../reference/sequence';
import { imageTokenOf, type RandomGuard } from './guards';

export interface RandomText {
  readonly before: number;
  /** Rows and columns of tokens. */
  readonly image: readonly [number, number] | null;
  readonly after: number;
}

const side = fc.integer({ min: 1, max: 5 });

export const randomText = (family: Family): fc.Arbitrary<RandomText> =>
  fc.record({
    before: fc.integer({ min: 0, max: 20 }),
    image: family === 'llama' ? fc.constant(null) : fc.option(fc.tuple(side, side)),
    after: fc.integer({ min: 1, max: 20 }),
  });

/** Token ids below those that stand for something. */
export const idsOf = ({ vocabulary, seed }: RandomGuard, count: number, salt: number): number[] =>
  [...gaussian(count, seed + salt, 1e6)].map(
    (value) => Math.abs(Math.round(value)) % (vocabulary - 2),
  );

/** A text for the reference decoder; another `salt`, other tokens and features. */
export function piecesOf(
  guard: RandomGuard,
  { before, image, after }: RandomText,
  salt: number,
): Piece[] {
  const imageToken = imageTokenOf(guard);
  const features = (size: number, add: number) =>
    Float64Array.from(gaussian(size, guard.seed + salt + add, 1));
  const pieces: Piece[] = idsOf(guard, before, salt + 1);
  if (image && imageToken !== undefined) {
    const [height, width] = image;
    const size = height * width * guard.hiddenSize;
    pieces.push({
      id: imageToken,
      height,
      width,
      features: features(size, 2),
      deepstack: Array.from({ length: guard.deepstack }, (_, layer) => features(size, 3 + layer)),
    });
  }
  return [...pieces, ...idsOf(guard, after, salt + 9)];
}

/** The same for the worker's decoder. */
export function suffixOf(pieces: readonly Piece[]): Suffix {
  return {
    tokens: pieces.flatMap((piece) =>
      typeof piece === 'number'
        ? [piece]
        : Array.from({ length: piece.height * piece.width }, () => piece.id),
    ),
    images: pieces.flatMap((piece) =>
      typeof piece === 'number'
        ? []
        : [
            {
              gridHeight: piece.height,
              gridWidth: piece.width,
              features: Float32Array.from(piece.features),
              deepstack: piece.deepstack.map((rows) => Float32Array.from(rows)),
            },
          ],
    ),
  };
}
