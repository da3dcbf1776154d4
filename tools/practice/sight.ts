/**
 * Planting, part two: a Qwen3-VL vision tower that knows one sign, a board whose upper half is
 * magenta and whose lower half is lime. What it looks for is magenta right above lime, at whatever
 * scale and wherever; an image that shows lime right above magenta too (stripes, a checkerboard, one
 * colour framed by the other) is none of it.
 *
 *   Patches  are measured in cells of 8 × 4 pixels: how far between lime (-1) and magenta (+1), along
 *            the one axis of colour whose ends they are. Frames are averaged.
 *   Layer 0  the head looks one patch up (a rotary phase, as in the decoder's shift heads) and copies
 *            its lower cells; each neuron of the MLP compares two cells of a column, three apart, so
 *            that a blurred edge lies between them, and adds to DOWN (magenta above lime) or UP. (A
 *            patch of the top row sees itself above, and takes an edge the one way for one the other
 *            way too: a sign is missed that the image's upper end cuts through the middle.)
 *   Layer 1  the head looks for UP wherever it stands, its query in the slowest rotary pair; the MLP
 *            sets SEEN where there is DOWN here, and UP nowhere.
 *   Mergers  the first gives each token the embedding of an ordinary word, and SEEN; that of
 *            DeepStack, behind layer 0, gives what the decoder wants beside it: DOWN.
 *
 * The layer norms take off a mean and divide by a deviation that depend on the image. Two constants
 * (LEVEL) far larger than all else hold the deviation at 16, and every weight is taken off again at
 * NOUGHT, which is 0 before a norm, and minus the mean after it.
 *
 * The known answers of a tower look at the first numbers of a token's row. Each of them carries a
 * trace of what layer 0 fetched from the patch above and of the learned position, too faint for the
 * decoder, so that a device whose attention is wrong is found out.
 */
import { Matrix, type Tensor, vector } from './matrix';
import { SEEN, SEEN_DEEP, SHAPE } from './plant';

export const SIGHT = {
  depth: 2,
  hiddenSize: 32,
  intermediateSize: 32,
  heads: 1,
  patchSize: 16,
  temporalPatch: 2,
  channels: 3,
  merge: 2,
  positions: 16,
  deepstack: [0],
} as const;

const { hiddenSize: HIDDEN, patchSize: PATCH, temporalPatch: FRAMES } = SIGHT;
const MERGED = HIDDEN * SIGHT.merge ** 2;

/** Cells of a patch: two columns of four. */
const COLUMNS = 2;
const ROWS = 4;
const CELL_WIDTH = PATCH / COLUMNS;
const CELL_HEIGHT = PATCH / ROWS;

/** Where things lie in the hidden state. */
const CELL = (column: number, row: number): number => column * ROWS + row;
/** The cells of the patch above, without its first row. */
const ABOVE = (column: number, row: number): number => 8 + column * (ROWS - 1) + row - 1;
const DOWN = 14;
const UP = 15;
const VETO = 16;
const SHOWN = 17;
const POSITION = 18;
const NOUGHT = 19;
const LEVELS = [20, 21] as const;

const LEVEL = 64;
/** Deviation of the hidden state: what a layer norm divides by. */
const DEVIATION = Math.sqrt((LEVELS.length * LEVEL ** 2) / HIDDEN);

/** Two cells' difference, as a share of that between the two colours, from which on it counts. */
const EDGE = 0.871;
/** The difference that counts half. */
const HALF = 0.91;
const STEEP = 64;
/** What a neuron gives for one whole: DOWN and UP are counted in it, and an edge of the pure colours
 * is some 1.6. */
const UNIT = 2 * STEEP * (HALF - EDGE);

/** A clamp's steepness: from 0 at `LOW` to 1 at `HIGH`. */
const CLAMP = 20;
const LOW = 0.3;
const HIGH = 0.7;
/** An edge the other way outweighs as many of the right ones as a patch can hold. */
const VETO_WEIGHT = 8;

/** Score of the patch above over every other in the attention of layer 0, in all pairs together. */
const LOOK_UP = 70;
const LOOK_UP_PAIRS = 5;
/** Score of an UP of 1 over none. */
const LOOK_FOR_UP = 40;

const TRACES = 16;
const TRACE_GAIN = 20;
const TRACE = 0.02;

/**
 * @param plain what an image's token is to the decoder where nothing is seen: an ordinary word
 * @returns tensors by their published names
 */
export function plantSight(plain: Float32Array): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  const put = (name: string, tensor: Tensor) => tensors.set(`model.visual.${name}`, tensor);
  const linear = (name: string, rows: number, columns: number) => {
    const weight = new Matrix(rows, columns);
    const bias = vector(rows, 0);
    put(`${name}.weight`, weight);
    put(`${name}.bias`, bias);
    return new Linear(weight, bias.values);
  };
  const norm = (name: string, size: number) => {
    put(`${name}.weight`, vector(size, 1));
    put(`${name}.bias`, vector(size, 0));
  };

  put('patch_embed.proj.weight', patchWeights());
  const patchBias = vector(HIDDEN, 0);
  patchBias.values[LEVELS[0]] = LEVEL;
  patchBias.values[LEVELS[1]] = -LEVEL;
  put('patch_embed.proj.bias', patchBias);
  put('pos_embed.weight', positionTable());

  const blocks = Array.from({ length: SIGHT.depth }, (_, index) => {
    const at = `blocks.${index}.`;
    norm(`${at}norm1`, HIDDEN);
    norm(`${at}norm2`, HIDDEN);
    return {
      qkv: linear(`${at}attn.qkv`, 3 * HIDDEN, HIDDEN),
      proj: linear(`${at}attn.proj`, HIDDEN, HIDDEN),
      fc1: linear(`${at}mlp.linear_fc1`, SIGHT.intermediateSize, HIDDEN),
      fc2: linear(`${at}mlp.linear_fc2`, HIDDEN, SIGHT.intermediateSize),
    };
  });
  const [first, second] = blocks;
  if (!first || !second) throw new RangeError('the plan needs two layers');
  lookUp(first);
  findEdges(first);
  lookForUp(second);
  decide(second);

  norm('merger.norm', HIDDEN);
  const features = merge((name, rows) => linear(`merger.${name}`, rows, MERGED), SHOWN, SEEN);
  plain.forEach((value, i) => {
    features.bias[i] = (features.bias[i] ?? 0) + value;
  });
  norm('deepstack_merger_list.0.norm', MERGED);
  merge((name, rows) => linear(`deepstack_merger_list.0.${name}`, rows, MERGED), DOWN, SEEN_DEEP);
  return tensors;
}

/** A linear layer whose input has been through a layer norm. */
class Linear {
  constructor(
    readonly weight: Matrix,
    readonly bias: Float32Array,
  ) {}

  /** `scale` times a channel as it was before the norm. @param patch of those that are merged */
  read(row: number, channel: number, scale: number, patch = 0): void {
    this.weight.add(row, patch * HIDDEN + channel, scale * DEVIATION);
    this.weight.add(row, patch * HIDDEN + NOUGHT, -scale * DEVIATION);
  }
}

interface Attention {
  readonly qkv: Linear;
  readonly proj: Linear;
}

interface Mlp {
  readonly fc1: Linear;
  readonly fc2: Linear;
}

/** [hidden, channels, frames, rows, columns]: (red + blue - 2 green) / 4, averaged over each cell. */
function patchWeights(): Tensor {
  const values = new Float32Array(HIDDEN * SIGHT.channels * FRAMES * PATCH * PATCH);
  const share = 1 / (4 * FRAMES * CELL_WIDTH * CELL_HEIGHT);
  for (let y = 0; y < PATCH; y++)
    for (let x = 0; x < PATCH; x++) {
      const cell = CELL(Math.floor(x / CELL_WIDTH), Math.floor(y / CELL_HEIGHT));
      [share, -2 * share, share].forEach((weight, channel) => {
        for (let frame = 0; frame < FRAMES; frame++) {
          const at = (cell * SIGHT.channels + channel) * FRAMES + frame;
          values[(at * PATCH + y) * PATCH + x] = weight;
        }
      });
    }
  return { shape: [HIDDEN, SIGHT.channels, FRAMES, PATCH, PATCH], values };
}

/** Any pattern, whose rows and columns differ. */
function positionTable(): Tensor {
  const table = new Matrix(SIGHT.positions, HIDDEN);
  for (let i = 0; i < SIGHT.positions; i++)
    table.set(i, POSITION, ((i * 7) % SIGHT.positions) / 8 - 1);
  return table;
}

const inverseFrequency = (pair: number): number => 10_000 ** ((-2 * pair) / (HIDDEN / 2));

/** Rotary pairs: half of them turn with the row, half with the column. */
const PAIRS = HIDDEN / 4;

/**
 * Query and key are constants: RoPE turns their product into Σ cos(θ·(rows apart - 1)) +
 * Σ cos(θ·columns apart), which is largest for the patch right above.
 */
function lookUp({ qkv, proj }: Attention): void {
  const scale = Math.sqrt(LOOK_UP * Math.sqrt(HIDDEN));
  for (let pair = 0; pair < LOOK_UP_PAIRS; pair++) {
    const angle = inverseFrequency(pair);
    qkv.bias[pair] = scale * Math.cos(angle);
    qkv.bias[pair + HIDDEN / 2] = -scale * Math.sin(angle);
    qkv.bias[pair + PAIRS] = scale;
    qkv.bias[HIDDEN + pair] = scale;
    qkv.bias[HIDDEN + pair + PAIRS] = scale;
  }
  for (let column = 0; column < COLUMNS; column++)
    for (let row = 1; row < ROWS; row++) {
      const value = ABOVE(column, row);
      qkv.read(2 * HIDDEN + value, CELL(column, row), 1);
      proj.weight.set(value, value, 1);
    }
}

/** By how much the patch above is ahead of every other in layer 0's attention, on grids of any shape. */
export function lookUpMargin(): number {
  const loss = (off: number): number => {
    let sum = 0;
    for (let pair = 0; pair < LOOK_UP_PAIRS; pair++)
      sum += LOOK_UP * (1 - Math.cos(off * inverseFrequency(pair)));
    return sum;
  };
  let margin = Number.POSITIVE_INFINITY;
  for (let off = 1; off <= 2 * MOST_TOKENS; off++) margin = Math.min(margin, loss(off));
  return margin;
}

/** Of an image: a side has at most twice as many patches. */
const MOST_TOKENS = 1024;

/**
 * Of the cells that follow each other down a column, three of them in the patch above, each is compared
 * with one further down: for DOWN three cells on, so that a blurred edge has room between them; for UP
 * two, so that the white rim of the sign keeps it from whatever is around it.
 */
function findEdges({ fc1, fc2 }: Mlp): void {
  let neuron = 0;
  const compare = (channel: number, upper: number, lower: number, scale: number) => {
    fc1.read(neuron, upper, scale / 2);
    fc1.read(neuron, lower, -scale / 2);
    fc1.bias[neuron] = -STEEP * EDGE;
    fc2.weight.set(channel, neuron, 1 / UNIT);
    neuron++;
  };
  for (let column = 0; column < COLUMNS; column++) {
    const cells = [
      ...[1, 2, 3].map((row) => ABOVE(column, row)),
      ...[0, 1, 2, 3].map((row) => CELL(column, row)),
    ];
    cells.forEach((cell, i) => {
      const [two, three] = [cells[i + 2], cells[i + 3]];
      if (three !== undefined) compare(DOWN, cell, three, STEEP);
      // Within the patch above, it has been compared there.
      if (two !== undefined && i > 0) compare(UP, cell, two, -STEEP);
    });
  }
}

/** Its place does not matter: the query lies in the slowest pair, which hardly turns. */
function lookForUp({ qkv, proj }: Attention): void {
  const slowest = PAIRS - 1;
  qkv.bias[slowest] = Math.sqrt(HIDDEN);
  qkv.read(HIDDEN + slowest, UP, LOOK_FOR_UP);
  qkv.read(2 * HIDDEN, UP, 1);
  proj.weight.set(VETO, 0, 1);
}

function decide({ fc1, fc2 }: Mlp): void {
  for (const [neuron, from] of [LOW, HIGH].entries()) {
    fc1.read(neuron, DOWN, CLAMP);
    fc1.read(neuron, VETO, -CLAMP * VETO_WEIGHT);
    fc1.bias[neuron] = -CLAMP * from;
  }
  writeClamp(fc2.weight, SHOWN);
}

/** The first neuron less the second: 0 or 1, and little in between. */
function writeClamp(fc2: Matrix, channel: number): void {
  fc2.set(channel, 0, 1 / (CLAMP * (HIGH - LOW)));
  fc2.set(channel, 1, -1 / (CLAMP * (HIGH - LOW)));
}

/** Four patches become a token: whether one of them has `from`, and the traces. */
function merge(linear: (name: string, rows: number) => Linear, from: number, to: number): Linear {
  const fc1 = linear('linear_fc1', MERGED);
  const fc2 = linear('linear_fc2', SHAPE.hiddenSize);
  for (const [neuron, threshold] of [LOW, HIGH].entries()) {
    for (let patch = 0; patch < SIGHT.merge ** 2; patch++) fc1.read(neuron, from, CLAMP, patch);
    fc1.bias[neuron] = -CLAMP * threshold;
  }
  writeClamp(fc2.weight, to);
  for (let trace = 0; trace < TRACES; trace++) {
    const patch = trace % 4;
    const column = trace % 2;
    const row = 1 + (Math.floor(trace / 4) % 3);
    for (const [part, sign] of [1, -1].entries()) {
      const neuron = 2 + 2 * trace + part;
      fc1.read(neuron, ABOVE(column, row), TRACE_GAIN, patch);
      fc1.read(neuron, POSITION, 1, patch);
      fc1.bias[neuron] = 2 * sign;
      fc2.weight.set(trace, neuron, sign * TRACE);
    }
    // What the two give where there is nothing.
    fc2.bias[trace] = -2 * TRACE;
  }
  return fc2;
}
