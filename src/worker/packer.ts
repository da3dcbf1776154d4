/**
 * Packing: several texts' suffixes in one row of tokens over the prefix they share. Each suffix sees
 * the prefix and itself, never its neighbours; its positions go on where the prefix ends.
 */
import type { DecoderInfo } from '../core/guard-build';
import { BandBias, type Bands, leastBands, oneBand } from './bands';

/** What a vision tower made of one image. */
export interface ImageFeatures {
  /** Tokens from top to bottom and from left to right. */
  readonly gridHeight: number;
  readonly gridWidth: number;
  /** [gridHeight · gridWidth, hidden], row-major: they stand in the place of token embeddings. */
  readonly features: Float32Array;
  /** What is added to the results of the decoder's first layers, each of the same shape. */
  readonly deepstack: readonly Float32Array[];
}

/** The tokens of one text; the n-th run of image tokens among them is the n-th image. */
export interface Sequence {
  readonly tokens: readonly number[];
  readonly images?: readonly ImageFeatures[];
}

/** An image's tokens in a packed row. */
export interface ImageSpan {
  readonly image: ImageFeatures;
  /** First of its rows. */
  readonly start: number;
  readonly end: number;
}

export interface Packed {
  /** All suffixes, one after the other. */
  readonly tokens: readonly number[];
  /** Position of each token in its own text, by time, height and width: all the same in texts. */
  readonly positions: readonly [readonly number[], readonly number[], readonly number[]];
  /** Where attention is computed apart; else one band with all tokens. */
  readonly bands: Bands;
  /** Additive bias, row-major [C, 1, B, past + B]: of one band [1, 1, tokens, past + tokens]. */
  readonly bias: Float32Array;
  /** The same for layers that see only a window of tokens, where there are such. */
  readonly localBias?: Float32Array;
  /** Row of each suffix's last token. */
  readonly rows: readonly number[];
  readonly spans: readonly ImageSpan[];
}

type Layout = Pick<DecoderInfo, 'local' | 'imageAttention'> & {
  readonly rotary: Pick<DecoderInfo['rotary'], 'axes'>;
};

interface PackOptions {
  /** Token that stands for a piece of an image. */
  readonly imageToken?: number | undefined;
  /** Whether the graph computes attention by bands. */
  readonly banded?: boolean;
}

/**
 * @param past tokens of the prefix, whose keys and values are cached; it holds no image
 * @throws RangeError when a sequence's images and image tokens do not fit each other
 */
export function pack(
  past: number,
  sequences: readonly Sequence[],
  layout: Layout,
  { imageToken, banded = false }: PackOptions = {},
): Packed {
  const tokens = sequences.flatMap(({ tokens: own }) => own);
  const lengths = sequences.map(({ tokens: own }) => own.length);
  const bands = banded ? leastBands(past, lengths) : oneBand(lengths);
  const bias = new BandBias(past, bands);
  const localBias = layout.local && new BandBias(past, bands);
  const window = layout.local?.window ?? 0;
  const time: number[] = [];
  const height: number[] = [];
  const width: number[] = [];
  const rows: number[] = [];
  const spans: ImageSpan[] = [];
  for (const sequence of sequences) {
    const start = time.length;
    const end = start + sequence.tokens.length;
    const own = spansOf(sequence, start, imageToken);
    spans.push(...own);
    place(sequence.tokens.length, past, start, layout.rotary.axes ? own : [], [
      time,
      height,
      width,
    ]);
    for (let row = start; row < end; row++) {
      bias.showPast(row, 0, past);
      bias.show(row, start, row + 1);
      // Of the prefix and then of its own text, the last `window` tokens with itself.
      localBias?.showPast(row, Math.max(0, past + row - start + 1 - window), past);
      localBias?.show(row, Math.max(start, row + 1 - window), row + 1);
    }
    if (layout.imageAttention === 'both-ways')
      for (const span of own)
        for (let row = span.start; row < span.end; row++) {
          bias.show(row, span.start, span.end);
          localBias?.show(row, span.start, span.end);
        }
    rows.push(end - 1);
  }
  return {
    tokens,
    positions: [time, height, width],
    bands,
    bias: bias.values,
    ...(localBias ? { localBias: localBias.values } : {}),
    rows,
    spans,
  };
}

function spansOf(
  { tokens, images = [] }: Sequence,
  offset: number,
  imageToken: number | undefined,
): ImageSpan[] {
  if (images.length === 0) return [];
  const spans: ImageSpan[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] !== imageToken) continue;
    const start = i;
    while (tokens[i] === imageToken) i++;
    const image = images[spans.length];
    if (image?.gridHeight !== undefined && i - start === image.gridHeight * image.gridWidth)
      spans.push({ image, start: offset + start, end: offset + i });
    else throw new RangeError(`${i - start} image tokens do not fit image ${spans.length + 1}`);
  }
  if (spans.length !== images.length)
    throw new RangeError(`${images.length} images, but ${spans.length} places for them`);
  return spans;
}

/**
 * Positions of one text. Text counts up on all axes; an image keeps its time, and counts its rows
 * and columns from there; text goes on after the largest of them (mRoPE, Qwen2-VL, arXiv 2409.12191).
 */
function place(
  count: number,
  past: number,
  start: number,
  spans: readonly ImageSpan[],
  [time, height, width]: readonly [number[], number[], number[]],
): void {
  let position = past;
  for (let row = start; row < start + count; row++) {
    const span = spans.find((candidate) => candidate.start === row);
    if (!span) {
      time.push(position);
      height.push(position);
      width.push(position);
      position++;
      continue;
    }
    const { gridHeight, gridWidth } = span.image;
    for (let y = 0; y < gridHeight; y++)
      for (let x = 0; x < gridWidth; x++) {
        time.push(position);
        height.push(position + y);
        width.push(position + x);
      }
    position += Math.max(gridHeight, gridWidth);
    row = span.end - 1;
  }
}
