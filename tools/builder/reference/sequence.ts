/** Sequences for the reference decoder. */
import type { ReferenceToken } from './decoder';

/** An image's place in a text. */
export interface ImagePiece {
  /** Token that stands for each piece of it. */
  readonly id: number;
  /** Tokens from top to bottom and from left to right. */
  readonly height: number;
  readonly width: number;
  /** [height · width, hiddenSize], row-major. */
  readonly features: Float64Array;
  /** What is added to the results of the first layers, each of the same shape. */
  readonly deepstack: readonly Float64Array[];
}

/** A token's id or an image. */
export type Piece = number | ImagePiece;

/**
 * Texts behind a prefix that each of them sees, positions restarting after it.
 * @param axes whether an image's tokens are placed by row and column (mRoPE) or one after the other
 */
export function packedSequence(
  prefix: readonly number[],
  suffixes: readonly (readonly Piece[])[],
  axes = false,
): { readonly tokens: ReferenceToken[]; readonly lastRows: number[] } {
  const tokens: ReferenceToken[] = prefix.map((id, index) => text(id, index, 0));
  const lastRows = suffixes.map((suffix, number) => {
    let next = prefix.length;
    suffix.forEach((piece, index) => {
      const segment = number + 1;
      if (typeof piece === 'number') tokens.push(text(piece, next++, segment));
      else {
        // Two images of one text must not see each other both ways.
        const image = segment * 1000 + index;
        tokens.push(...imageTokens(piece, image, next, segment, axes));
        next += axes ? Math.max(piece.height, piece.width) : piece.height * piece.width;
      }
    });
    return tokens.length - 1;
  });
  return { tokens, lastRows };
}

const text = (id: number, at: number, segment: number): ReferenceToken => ({
  id,
  position: [at, at, at],
  segment,
});

function imageTokens(
  { id, height, width, features, deepstack }: ImagePiece,
  image: number,
  start: number,
  segment: number,
  axes: boolean,
): ReferenceToken[] {
  const size = features.length / (height * width);
  return Array.from({ length: height * width }, (_, index) => {
    const row = (all: Float64Array) => all.subarray(index * size, (index + 1) * size);
    const at = start + index;
    return {
      id,
      position: axes
        ? [start, start + Math.floor(index / width), start + (index % width)]
        : [at, at, at],
      segment,
      image: { image, features: row(features), deepstack: deepstack.map(row) },
    };
  });
}
