/** Grouped-query attention of the reference (Ainslie et al., arXiv 2305.13245). */
import type { DecoderShape } from '../families/shape';
import type { ReferenceToken } from './decoder';

/**
 * For each token the indices of those that it sees.
 *
 * As Hugging Face's masks have it: a key is seen from its own place on, over fewer than `window`
 * positions; where images attend both ways, the tokens of one image see each other whatever the
 * order and the window.
 */
export function visibleKeys(
  { imageAttention }: DecoderShape,
  tokens: readonly ReferenceToken[],
  window: number,
): number[][] {
  const sees = (query: ReferenceToken, q: number, key: ReferenceToken, k: number): boolean => {
    if (key.segment !== 0 && key.segment !== query.segment) return false;
    if (imageAttention === 'both-ways' && query.image && query.image.image === key.image?.image)
      return true;
    return k <= q && key.position[0] > query.position[0] - window;
  };
  return tokens.map((query, q) => tokens.flatMap((key, k) => (sees(query, q, key, k) ? [k] : [])));
}

/** softmax(q · kᵀ · scale) · v for each head; `q` [count, heads · headDim], `k`, `v` of kvHeads. */
export function attend(
  shape: Pick<DecoderShape, 'heads' | 'kvHeads' | 'headDim' | 'attentionScale'>,
  q: Float64Array,
  k: Float64Array,
  v: Float64Array,
  visible: readonly (readonly number[])[],
): Float64Array {
  const { heads, kvHeads, headDim, attentionScale } = shape;
  const out = new Float64Array(q.length);
  visible.forEach((keys, query) => {
    const scores = new Float64Array(keys.length);
    for (let head = 0; head < heads; head++) {
      const kvHead = Math.floor((head * kvHeads) / heads);
      const from = (query * heads + head) * headDim;
      const own = q.subarray(from, from + headDim);
      const attended = out.subarray(from, from + headDim);
      keys.forEach((key, index) => {
        const start = (key * kvHeads + kvHead) * headDim;
        scores[index] = dot(own, k, start) * attentionScale;
      });
      softmax(scores);
      keys.forEach((key, index) => {
        const start = (key * kvHeads + kvHead) * headDim;
        addScaled(attended, v, start, scores[index] ?? 0);
      });
    }
  });
  return out;
}

/** a · b, `b` from `start` on. */
function dot(a: Float64Array, b: Float64Array, start: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[start + i] ?? 0);
  return sum;
}

/** Adds `scale` times `b`, from `start` on, to `a`. */
function addScaled(a: Float64Array, b: Float64Array, start: number, scale: number): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] ?? 0) + scale * (b[start + i] ?? 0);
}

function softmax(scores: Float64Array): void {
  let greatest = Number.NEGATIVE_INFINITY;
  for (const score of scores) greatest = Math.max(greatest, score);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    const value = Math.exp((scores[i] ?? 0) - greatest);
    scores[i] = value;
    sum += value;
  }
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] ?? 0) / sum;
}
