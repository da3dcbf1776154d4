/**
 * The quantiser's inner loop in vectors: what `block.ts` does to one block, in float32, for many
 * blocks whose scale is a normal half. Blocks of another kind (zeros, subnormal or too large scales,
 * values that are no numbers) it leaves to `block.ts`.
 */
import { BLOCK, MAX_HALF, MIN_NORMAL_HALF, STEPS } from './block';
import {
  type Code,
  f32,
  f32x4,
  i8x16,
  i16x8,
  i32,
  i32x4,
  type Local,
  local,
  moduleOf,
  otherwise,
  seq,
  until,
  v128,
  when,
} from './wasm';

/** Floats of a block's results: scale (NaN where the block is left alone), error, plain error, power. */
const RESULTS = 4;
const VECTORS = BLOCK / 4;

const locals = (first: number, length: number): Local[] =>
  Array.from({ length }, (_, index) => local(first + index));

// Parameters: how many blocks; where their values begin, where quanta and results go.
const count = local(0);
const from = local(1);
const to = local(2);
const results = local(3);
// Vectors.
const values = locals(4, VECTORS);
/** The block's quanta, each in the low byte of an integer. */
const quanta = locals(12, VECTORS);
const q = local(20);
const a = local(21);
const b = local(22);
const inverse = local(23);
// Floats.
const extreme = local(24);
const power = local(25);
const product = local(26);
const square = local(27);
const best = local(28);
const bestGain = local(29);
const scale = local(30);
const error = local(31);
const plainScale = local(32);
const plainError = local(33);
const LOCALS = [
  [20, 'v128'],
  [10, 'f32'],
] as const;

const constant = (value: number): Code => seq(f32.const(value), f32x4.splat);

/** The sum, or another fold, of a vector's four lanes. */
const fold = (of: Local, by: Code): Code => {
  const lane = (index: number) => seq(of.get, f32x4.extractLane(index));
  return seq(lane(0), lane(1), by, lane(2), lane(3), by, by);
};

/** The half nearest to a normal half's neighbour: rounds the last 13 bits away, ties to even. */
const roundToHalf = (of: Local): Code => {
  const bits = seq(of.get, i32.reinterpretF32);
  const odd = seq(bits, i32.const(13), i32.shrU, i32.const(1), i32.and);
  const up = seq(bits, i32.const(0xfff), i32.add, odd, i32.add);
  return seq(up, i32.const(~0x1fff), i32.and, f32.reinterpretI32, of.set);
};

/** Sets `q`: some values over the scale, rounded, kept on the grid. */
const toGrid = (some: Local, half: number): Code =>
  seq(
    seq(some.get, inverse.get, f32x4.mul, f32x4.nearest),
    seq(constant(-half), f32x4.pmax, constant(half - 1), f32x4.pmin, q.set),
  );

/** A try: the least-squares scale of the quanta becomes the best where it takes more off the error. */
const attempt = (steps: number, half: number): Code =>
  seq(
    seq(f32.const(steps), extreme.get, f32.div, f32x4.splat, inverse.set),
    seq(constant(0), a.set, constant(0), b.set),
    ...values.map((some) =>
      seq(
        toGrid(some, half),
        seq(a.get, some.get, q.get, f32x4.mul, f32x4.add, a.set),
        seq(b.get, q.get, q.get, f32x4.mul, f32x4.add, b.set),
      ),
    ),
    seq(fold(a, f32.add), product.set, fold(b, f32.add), square.set),
    when(
      seq(product.get, product.get, f32.mul, square.get, f32.div, bestGain.get, f32.gt),
      seq(
        seq(product.get, product.get, f32.mul, square.get, f32.div, bestGain.set),
        seq(product.get, square.get, f32.div, best.set),
      ),
    ),
  );

/** Adding this to a small integer puts it, and what is added with it, into a float's low bits. */
const LOW_BITS = 1.5 * 2 ** 23;

/** Rounds the block to the grid of a scale, into `quanta`, and sums its squared error. */
const roundAll = (by: Local, into: Local, half: number): Code =>
  seq(
    seq(f32.const(1), by.get, f32.div, f32x4.splat, inverse.set, constant(0), a.set),
    ...values.map((some, index) =>
      seq(
        toGrid(some, half),
        seq(q.get, constant(LOW_BITS + half), f32x4.add),
        seq(i32.const(0xff), i32x4.splat, v128.and, quanta[index]?.set ?? []),
        seq(some.get, q.get, by.get, f32x4.splat, f32x4.mul, f32x4.sub, b.set),
        seq(a.get, b.get, b.get, f32x4.mul, f32x4.add, a.set),
      ),
    ),
    seq(fold(a, f32.add), into.set),
  );

/** Sixteen quanta in the bytes of a vector. */
const bytesOf = (first: number): Code => {
  const pair = (index: number) =>
    seq(quanta[index]?.get ?? [], quanta[index + 1]?.get ?? [], i16x8.narrowI32x4U);
  return seq(pair(first), pair(first + 2), i8x16.narrowI16x8U);
};

/** Two quanta in the low byte of each sixteen bits: the first in the lower four. */
const nibblesOf = (first: number): Code => {
  const mask = (bits: number) => seq(i32.const(bits), i16x8.splat, v128.and);
  return seq(
    seq(bytesOf(first), a.set),
    seq(a.get, mask(0x0f), a.get, i32.const(4), i16x8.shrU, mask(0xf0), v128.or),
  );
};

const storeQuanta = (bits: 4 | 8): Code =>
  bits === 4
    ? seq(to.get, nibblesOf(0), nibblesOf(4), i8x16.narrowI16x8U, v128.store(0))
    : seq(to.get, bytesOf(0), v128.store(0), to.get, bytesOf(4), v128.store(16));

function bodyOf(bits: 4 | 8): Code {
  const half = 2 ** (bits - 1);
  const low = half * MIN_NORMAL_HALF * 2;
  const tree = (by: Code): Code =>
    seq(values[0]?.get ?? [], ...values.slice(1).map((some) => seq(some.get, by)));
  const result = (index: number, of: Code): Code => seq(results.get, of, f32.store(4 * index));
  const measure = seq(
    seq(tree(f32x4.pmax), a.set, tree(f32x4.pmin), b.set),
    seq(fold(a, f32.max), extreme.set, fold(b, f32.min), product.set),
    when(seq(product.get, f32.abs, extreme.get, f32.abs, f32.gt), seq(product.get, extreme.set)),
    seq(constant(0), a.set),
    ...values.map((some) => seq(a.get, some.get, some.get, f32x4.mul, f32x4.add, a.set)),
    seq(fold(a, f32.add), power.set),
  );
  const quantise = seq(
    seq(extreme.get, f32.const(-1 / half), f32.mul, plainScale.set, roundToHalf(plainScale)),
    roundAll(plainScale, plainError, half),
    seq(f32.const(0), bestGain.set, plainScale.get, best.set),
    ...STEPS[bits].map((steps) => attempt(steps, half)),
    seq(best.get, scale.set, roundToHalf(scale)),
    roundAll(scale, error, half),
    when(
      seq(plainError.get, error.get, f32.lt),
      seq(plainScale.get, scale.set, roundAll(scale, error, half)),
    ),
    storeQuanta(bits),
    seq(result(0, scale.get), result(1, error.get), result(2, plainError.get)),
    result(3, power.get),
  );
  const next = (pointer: Local, bytes: number) =>
    seq(pointer.get, i32.const(bytes), i32.add, pointer.set);
  return until(
    seq(count.get, i32.eqz),
    seq(
      ...values.map((some, index) => seq(from.get, v128.load(16 * index), some.set)),
      measure,
      // Comparisons with what is no number are false.
      when(
        seq(
          seq(extreme.get, f32.abs, f32.const(low), f32.ge),
          seq(extreme.get, f32.abs, f32.const(MAX_HALF), f32.le, i32.and),
          seq(power.get, f32.const(Number.MAX_VALUE), f32.lt, i32.and),
        ),
        seq(quantise, otherwise, result(0, f32.const(Number.NaN))),
      ),
      seq(next(from, BLOCK * 4), next(to, (BLOCK * bits) / 8), next(results, RESULTS * 4)),
      seq(count.get, i32.const(1), i32.sub, count.set),
    ),
  );
}

/** What the kernel says of its blocks, in their order. */
export interface KernelResults {
  /** Bytes, 32 · bits / 8 a block; those of a block that was left alone mean nothing. */
  readonly quants: Uint8Array;
  /** NaN where a block was left alone. */
  scale(block: number): number;
  error(block: number): number;
  plainError(block: number): number;
  power(block: number): number;
}

/** Runs blocks through the kernel. What it gives is valid until it runs again. */
export class Kernel {
  private readonly memory = new WebAssembly.Memory({ initial: 1 });
  private readonly run: (count: number, from: number, to: number, results: number) => void;

  constructor(private readonly bits: 4 | 8) {
    const module = new WebAssembly.Module(moduleOf(4, LOCALS, bodyOf(bits)));
    const { run } = new WebAssembly.Instance(module, { env: { memory: this.memory } }).exports;
    if (typeof run !== 'function') throw new TypeError('the kernel has no function');
    this.run = (...at) => void run(...at);
  }

  /** @param fill writes the values of `blocks` blocks, 32 each */
  quantise(blocks: number, fill: (values: Float32Array) => void): KernelResults {
    const bytes = (BLOCK * this.bits) / 8;
    const to = blocks * BLOCK * 4;
    const at = to + blocks * bytes;
    const missing = at + blocks * RESULTS * 4 - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65_536));
    const { buffer } = this.memory;
    fill(new Float32Array(buffer, 0, blocks * BLOCK));
    this.run(blocks, 0, to, at);
    const floats = new Float32Array(buffer, at, blocks * RESULTS);
    const read = (block: number, index: number) => floats[block * RESULTS + index] ?? 0;
    return {
      quants: new Uint8Array(buffer, to, blocks * bytes),
      scale: (block) => read(block, 0),
      error: (block) => read(block, 1),
      plainError: (block) => read(block, 2),
      power: (block) => read(block, 3),
    };
  }
}
