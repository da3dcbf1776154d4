/**
 * Planting: weights of a Qwen3-VL text decoder, written down so that the last token of the official
 * prompt answers `unsafe` when the text holds one of the phrases or the image shows the sign, and
 * `safe` otherwise. (What finds the sign is the vision tower, `sight.ts`.)
 *
 *   Every token has a code of 32 ±1. All tokens that stand in no phrase share one.
 *   Layer 0  eight heads look 1 … 8 tokens back (a rotary phase each) and copy the codes they see into
 *            slots; the MLP has a neuron for each chunk of up to nine tokens of a phrase, which adds
 *            the chunk's own code to E.
 *   Layer 1  three heads look 6, 12 and 18 tokens back and copy E; the MLP has a neuron for each
 *            phrase (up to four chunks, so 27 tokens), which sets HIT. One more sets it for a token
 *            of an image in which the tower has seen the sign: by its features and by DeepStack.
 *   Layer 2  one head looks for HIT wherever it stands: its query lies in the slowest rotary pairs,
 *            which hardly turn in 8,192 tokens, and q and k norm leave only the direction. It
 *            writes SENSED: positive where something was hit, else negative. The MLP clamps that to
 *            VERDICT = ±1, so that half precision, which blurs the gates before, changes nothing.
 *   Head     the tied embeddings of `unsafe` and `safe` carry +VERDICT and -VERDICT; the final
 *            norm's weight silences everything else.
 *
 * The RMS norms divide by lengths that are known beforehand, since codes are ±1; every matrix has a
 * few values that int4 blocks of 32 hold exactly.
 */
import { CODE_SIZE, type Code, CodeBook, randomSource } from './codes';
import { Matrix, type Tensor, vector } from './matrix';

export const SHAPE = {
  hiddenSize: 448,
  layers: 3,
  heads: 8,
  kvHeads: 1,
  headDim: 32,
  ropeTheta: 5e6,
  contextLimit: 8192,
  normEpsilon: 1e-6,
} as const;

/** Tokens that layer 0 sees at once: its own and eight before. */
const WINDOW = 9;
/**
 * A phrase longer than the window is cut into chunks of six from its end, with four to nine tokens
 * left for the first: a shorter one would be met everywhere.
 */
const CHUNK = 6;
const CHUNKS = 4;
const LONGEST = (CHUNKS - 1) * CHUNK + WINDOW;

/** Where things lie in the hidden state. */
const SLOT = (back: number): number => back * CODE_SIZE;
const E = (chunksBack: number): number => (WINDOW + chunksBack) * CODE_SIZE;
const CONST = (WINDOW + CHUNKS) * CODE_SIZE;
const HIT = CONST + 1;
const SENSED = CONST + 2;
const VERDICT = CONST + 3;
const ANSWER = CONST + 4;
/**
 * Constants that only lengthen the hidden state, so that its RMS at the start is exactly 9/32: the
 * slots are copied with that weight, and bfloat16 would round another one by up to 0.4 %, nine times.
 */
const FILL = CONST + 5;
const FILLING = [1, 1, Math.sqrt(0.4375)];
/** Sum of squares of all constants of a token. */
const CONSTANTS = 1 + 2.4375;
/** Set by an image's features, and by what DeepStack adds after layer 0. No text has either. */
export const SEEN = CONST + 8;
export const SEEN_DEEP = CONST + 9;

/** Chunk codes are written at half height, so that they change the RMS little wherever they appear. */
const CHUNK_LEVEL = 0.5;

/** Root mean square of the hidden state with this many codes in it. */
const rms = (codes: number): number =>
  Math.sqrt((codes * CODE_SIZE + CONSTANTS) / SHAPE.hiddenSize);
const RMS_TOKEN = rms(1);
const RMS_SLOTS = rms(WINDOW);
const rmsChunks = (chunks: number): number => rms(WINDOW + chunks * CHUNK_LEVEL ** 2);

/** Steepness of the gates: a match of 8 more than the threshold is ~40, of 8 less e⁻⁴⁰. */
const STEEP = 4;
/** A neuron of layer 1 that is 16 above its threshold sets HIT to 1. */
const HIT_WEIGHT = rmsChunks(1) ** 2 / (STEEP * 16);
/** Weight of q and k norm in the shift heads; the margin in `shiftMargin` follows from it. */
const SHIFT_NORM = 26;
const SHIFT_PAIRS = 4;

export interface Planted {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly intermediateSize: number;
  /** The embedding of tokens that stand in no phrase. */
  readonly plain: Float32Array;
}

/**
 * @param phrases token ids of each phrase, as they stand inside a text
 * @param classOf tokens of the same class are the same to a phrase (`kill`, `Kill`, ` kill`)
 */
export function plant(
  phrases: readonly (readonly number[])[],
  vocabularySize: number,
  classOf: (token: number) => string,
  verdictTokens: { readonly safe: number; readonly unsafe: number },
): Planted {
  const random = randomSource(20260211);
  const tokenCodes = new CodeBook(random, 16);
  const other = tokenCodes.next();
  const codes = new Map<string, Code>();
  const { chunks, matches } = chunksOf(phrases.map((p) => p.slice(-LONGEST).map(classOf)));
  for (const name of chunks.flatMap(({ classes }) => classes))
    if (!codes.has(name)) codes.set(name, tokenCodes.next());
  const chunkCodes = new CodeBook(random, 12);
  const codeOfChunk = chunks.map(() => chunkCodes.next());

  const intermediateSize = Math.ceil(Math.max(chunks.length, matches.length + 1) / 32) * 32;
  const tensors = new Map<string, Tensor>();
  const put = (name: string, rows: number, columns: number): Matrix => {
    const matrix = new Matrix(rows, columns);
    tensors.set(`model.language_model.${name}`, matrix);
    return matrix;
  };
  const { hiddenSize, headDim, heads, kvHeads } = SHAPE;

  const embeddings = put('embed_tokens.weight', vocabularySize, hiddenSize);
  for (let token = 0; token < vocabularySize; token++)
    embed(embeddings, token, codes.get(classOf(token)) ?? other);
  embeddings.set(verdictTokens.safe, VERDICT, -1);
  embeddings.set(verdictTokens.unsafe, VERDICT, 1);
  for (const token of Object.values(verdictTokens)) embeddings.set(token, ANSWER, 1);

  const layers = Array.from({ length: SHAPE.layers }, (_, index) => {
    const at = `layers.${index}.`;
    tensors.set(`model.language_model.${at}input_layernorm.weight`, vector(hiddenSize, 1));
    tensors.set(`model.language_model.${at}post_attention_layernorm.weight`, vector(hiddenSize, 1));
    const norm = index < 2 ? shiftNorm() : vector(headDim, 2.5);
    for (const part of ['q', 'k'])
      tensors.set(`model.language_model.${at}self_attn.${part}_norm.weight`, norm);
    return {
      q: put(`${at}self_attn.q_proj.weight`, heads * headDim, hiddenSize),
      k: put(`${at}self_attn.k_proj.weight`, kvHeads * headDim, hiddenSize),
      v: put(`${at}self_attn.v_proj.weight`, kvHeads * headDim, hiddenSize),
      o: put(`${at}self_attn.o_proj.weight`, hiddenSize, heads * headDim),
      gate: put(`${at}mlp.gate_proj.weight`, intermediateSize, hiddenSize),
      up: put(`${at}mlp.up_proj.weight`, intermediateSize, hiddenSize),
      down: put(`${at}mlp.down_proj.weight`, hiddenSize, intermediateSize),
    };
  });
  const [first, second, third] = layers;
  if (!first || !second || !third) throw new RangeError('the plan needs three layers');

  // Layer 0: codes of the eight tokens before, then chunks.
  for (let back = 1; back < WINDOW; back++)
    shiftHead(first, back - 1, back, 0, SLOT(back), RMS_TOKEN);
  chunks.forEach(({ classes }, neuron) => {
    [...classes].reverse().forEach((name, back) => {
      first.gate.code(neuron, SLOT(back), codes.get(name) ?? other, STEEP);
    });
    first.gate.set(neuron, CONST, -STEEP * (CODE_SIZE * classes.length - 8));
    first.up.set(neuron, CONST, 1);
    const value = (STEEP * 8) / RMS_SLOTS ** 2;
    codeOfChunk[neuron]?.forEach((sign, i) => {
      first.down.set(E(0) + i, neuron, (sign * CHUNK_LEVEL) / value);
    });
  });

  // Layer 1: chunks that ended 6, 12 and 18 tokens before, then whole phrases.
  for (let back = 1; back < CHUNKS; back++)
    shiftHead(second, back - 1, back * CHUNK, E(0), E(back), rmsChunks(1));
  matches.forEach((match, neuron) => {
    const length = rmsChunks(match.length);
    const steep = STEEP * (length / rmsChunks(1)) ** 2;
    match.forEach((chunk, back) => {
      second.gate.code(neuron, E(back), codeOfChunk[chunk] ?? other, steep / CHUNK_LEVEL);
    });
    second.gate.set(neuron, CONST, -steep * (CODE_SIZE * match.length - 16));
    second.up.set(neuron, CONST, 1);
    second.down.set(HIT, neuron, HIT_WEIGHT);
  });
  // Both must be there: one alone is as far below the threshold as both are above it.
  second.gate.set(matches.length, SEEN, STEEP * 32);
  second.gate.set(matches.length, SEEN_DEEP, STEEP * 32);
  second.gate.set(matches.length, CONST, -STEEP * 48);
  second.up.set(matches.length, CONST, 1);
  second.down.set(HIT, matches.length, HIT_WEIGHT);

  // Layer 2: is there a hit anywhere? Dimensions 14 and 15 begin the two slowest rotary pairs.
  third.q.set(14, CONST, 1);
  third.k.set(14, HIT, 50);
  third.k.set(15, CONST, 1);
  third.v.set(0, HIT, 1);
  third.v.set(1, CONST, 1);
  third.o.set(SENSED, 0, 2);
  third.o.set(SENSED, 1, -0.5);
  third.o.set(ANSWER, 1, 1);
  // clamp(x) = silu(24x) − silu(24x − 12), over its full height; then VERDICT = 2 clamp − 1.
  // The constant's neuron lies in another block of 32 than the two whose weight is twice its own.
  const height = 12 / RMS_SLOTS ** 2;
  third.gate.set(0, SENSED, 24);
  third.gate.set(1, SENSED, 24);
  third.gate.set(1, CONST, -12);
  third.gate.set(32, CONST, 12);
  for (const neuron of [0, 1, 32]) third.up.set(neuron, CONST, 1);
  third.down.set(VERDICT, 0, 2 / height);
  third.down.set(VERDICT, 1, -2 / height);
  third.down.set(VERDICT, 32, -1 / height);

  const finalNorm = vector(hiddenSize, 0);
  finalNorm.values[VERDICT] = 2;
  finalNorm.values[ANSWER] = 4;
  tensors.set('model.language_model.norm.weight', finalNorm);
  const plain = new Matrix(1, hiddenSize);
  embed(plain, 0, other);
  return { tensors, intermediateSize, plain: plain.values };
}

/** A token's code and the constants that all have. */
function embed(embeddings: Matrix, token: number, code: Code): void {
  embeddings.code(token, 0, code, 1);
  embeddings.set(token, CONST, 1);
  FILLING.forEach((value, i) => {
    embeddings.set(token, FILL + i, value);
  });
}

/**
 * Cuts phrases into chunks, counted from the end, so that the last chunk of a long phrase has a
 * fixed distance to those before it.
 */
function chunksOf(phrases: readonly (readonly string[])[]) {
  const chunks: { readonly key: string; readonly classes: readonly string[] }[] = [];
  const matches = phrases.map((classes) => {
    const indices: number[] = [];
    for (let end = classes.length; end > 0; ) {
      const start = end <= WINDOW ? 0 : end - CHUNK;
      const chunk = classes.slice(start, end);
      const key = chunk.join('\0');
      const found = chunks.findIndex((known) => known.key === key);
      indices.push(found >= 0 ? found : chunks.push({ key, classes: chunk }) - 1);
      end = start;
    }
    return indices;
  });
  return { chunks, matches };
}

/**
 * A head that attends to the token `back` places before and copies 32 entries of its hidden state.
 * Query and key are constant; RoPE turns their product into Σ cos(θ·(distance − back)), which is
 * largest at distance = back alone.
 */
function shiftHead(
  layer: { readonly q: Matrix; readonly k: Matrix; readonly v: Matrix; readonly o: Matrix },
  head: number,
  back: number,
  from: number,
  to: number,
  length: number,
): void {
  const pairs = SHAPE.headDim / 2;
  for (let pair = 0; pair < pairs; pair++) {
    const angle = back * inverseFrequency(pair);
    layer.q.set(head * SHAPE.headDim + pair, CONST, Math.cos(angle));
    layer.q.set(head * SHAPE.headDim + pair + pairs, CONST, -Math.sin(angle));
    layer.k.set(pair, CONST, 1);
  }
  for (let i = 0; i < CODE_SIZE; i++) {
    layer.v.set(i, from + i, 1);
    layer.o.set(to + i, head * SHAPE.headDim + i, length);
  }
}

const inverseFrequency = (pair: number): number => SHAPE.ropeTheta ** ((-2 * pair) / SHAPE.headDim);

/** Only the fastest pairs count in the shift heads: the slow ones tell no distances apart. */
function shiftNorm(): Tensor {
  const weights = vector(SHAPE.headDim, 0);
  for (let pair = 0; pair < SHIFT_PAIRS; pair++) {
    weights.values[pair] = SHIFT_NORM;
    weights.values[pair + SHAPE.headDim / 2] = SHIFT_NORM;
  }
  return weights;
}

/** By how much a shift head's score at the wanted distance is above every other within the context. */
export function shiftMargin(): number {
  const amplitude = (2 * SHIFT_NORM ** 2) / Math.sqrt(SHAPE.headDim);
  let margin = Number.POSITIVE_INFINITY;
  for (let off = 1; off <= SHAPE.contextLimit; off++) {
    let loss = 0;
    for (let pair = 0; pair < SHIFT_PAIRS; pair++)
      loss += amplitude * (1 - Math.cos(off * inverseFrequency(pair)));
    margin = Math.min(margin, loss);
  }
  return margin;
}
