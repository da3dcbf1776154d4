/** Weights for the reference tower: small ones in float64, any in threads. */
import type { Checkpoint } from '../checkpoint/checkpoint';
import type { VisionShape } from '../families/shape';
import { attend } from './attention';
import { multiplyTransposed } from './decoder';
import type { ProductPool } from './pool';
import type { Heads, TowerWeights } from './tower';
import { type WrittenFiles, writtenMatrix } from './written';

/** A checkpoint's own weights, each matrix whole when it is needed: for tests. */
export class WholeTower implements TowerWeights {
  constructor(
    protected readonly checkpoint: Checkpoint,
    private readonly shape: VisionShape,
  ) {}

  async product(name: string, x: Float64Array, count: number, rows: number, columns: number) {
    const stored = await this.checkpoint.tensor(name, this.checkpoint.shape(name));
    const { projector } = this.shape;
    // The only one that lies the other way round.
    const isTransposed = projector.kind === 'pool' && name === projector.matrix;
    const matrix = isTransposed
      ? stored.map((_, i) => stored[(i % columns) * rows + Math.floor(i / columns)] ?? 0)
      : stored;
    return multiplyTransposed(x, matrix, count, rows, columns);
  }

  async values(name: string, shape: readonly number[]) {
    return Float64Array.from(await this.checkpoint.tensor(name, shape));
  }

  async attend({ heads, headDim }: Heads, q: Float64Array, k: Float64Array, v: Float64Array) {
    const shape = { heads, kvHeads: heads, headDim, attentionScale: headDim ** -0.5 };
    const all = Array.from({ length: q.length / (heads * headDim) }, (_, patch) => patch);
    const visible = all.map(() => all);
    return attend(shape, q, k, v, visible);
  }
}

/** Patches that are multiplied together: the whole of a large image would not fit the threads. */
const PATCHES_AT_ONCE = 1024;

/**
 * A build's weights, read back from the very files that were written. Biases, norms and positions,
 * which no build quantises, are the checkpoint's.
 */
export class BuiltTower implements TowerWeights {
  constructor(
    private readonly files: WrittenFiles,
    private readonly checkpoint: Checkpoint,
    private readonly pool: ProductPool,
  ) {}

  async product(name: string, x: Float64Array, count: number, rows: number, columns: number) {
    const matrix = writtenMatrix(this.files, name);
    const out = new Float64Array(count * rows);
    for (let begin = 0; begin < count; begin += PATCHES_AT_ONCE) {
      const some = Math.min(PATCHES_AT_ONCE, count - begin);
      const part = x.subarray(begin * columns, (begin + some) * columns);
      out.set(await this.pool.product(matrix, part, some, rows, columns), begin * rows);
    }
    return out;
  }

  async values(name: string, shape: readonly number[]) {
    return Float64Array.from(await this.checkpoint.tensor(name, shape));
  }

  attend(heads: Heads, q: Float64Array, k: Float64Array, v: Float64Array) {
    return this.pool.attend(heads, q, k, v);
  }
}
