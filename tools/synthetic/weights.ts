/** Pseudo-random bfloat16 weights, the same for the same tensor name. */
import type { TensorSpec } from './families';

/** Values of the table that weights are drawn from. */
const TABLE = 1 << 16;

/** Quantiles of the standard normal distribution (Acklam's rational approximation, within 1.2e-9). */
function quantile(p: number): number {
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ];
  const b = [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972,
    -13.28068155288572,
  ];
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
    4.374664141464968, 2.938163982698783,
  ];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
  const horner = (terms: readonly number[], x: number) =>
    terms.reduce((sum, term) => sum * x + term, 0);
  if (p > 0.5) return -quantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return horner(c, q) / (horner(d, q) * q + 1);
  }
  const q = p - 0.5;
  const r = q * q;
  return (horner(a, r) * q) / (horner(b, r) * r + 1);
}

const NORMAL = Float64Array.from({ length: TABLE }, (_, i) => quantile((i + 0.5) / TABLE));

const floats = new Float32Array(1);
const words = new Uint32Array(floats.buffer);

/** The bfloat16 nearest to a value, as bits. */
function toBfloat16(value: number): number {
  floats[0] = value;
  const word = words[0] ?? 0;
  return ((word + 0x7fff + ((word >>> 16) & 1)) >>> 16) & 0xffff;
}

/** FNV-1a. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return state >>> 0;
}

/** Where a tensor's values lie, and how far around it: trained weights' spread shrinks with width. */
function spreadOf({ kind, shape }: TensorSpec): { centre: number; deviation: number } {
  if (kind === 'weight') {
    const columns = shape.slice(1).reduce((a, b) => a * b, 1);
    return { centre: 0, deviation: 1 / Math.sqrt(columns) };
  }
  return { centre: kind === 'norm-around-1' ? 1 : 0, deviation: 0.05 };
}

/** Gives a tensor's values piece by piece, so that none is ever whole in memory. */
export class WeightStream {
  private state: number;
  private readonly table: Uint16Array;

  constructor(tensor: TensorSpec) {
    this.state = hash(tensor.name) | 1;
    const { centre, deviation } = spreadOf(tensor);
    this.table = new Uint16Array(TABLE);
    for (let i = 0; i < TABLE; i++)
      this.table[i] = toBfloat16(centre + deviation * (NORMAL[i] ?? 0));
  }

  /** Fills `out` with the next values (xorshift32; each half of its word draws one). */
  fill(out: Uint16Array): void {
    const { table } = this;
    let state = this.state;
    for (let i = 0; i < out.length; i += 2) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      out[i] = table[state & 0xffff] ?? 0;
      out[i + 1] = table[state >>> 16] ?? 0;
    }
    this.state = state;
  }
}
