/** Small checkpoints for the reference decoder, product by product in float64. */
import type { Checkpoint } from '../checkpoint/checkpoint';
import { type DecoderShape, tokenTable } from '../families/shape';
import { multiplyTransposed, type ReferenceWeights } from './decoder';

/** Reads each matrix whole, when it is needed: for tests, not for checkpoints of billions. */
export class WholeWeights implements ReferenceWeights {
  constructor(
    protected readonly checkpoint: Checkpoint,
    private readonly shape: DecoderShape,
  ) {}

  async product(name: string, x: Float64Array, count: number, rows: number, columns: number) {
    const matrix = await this.checkpoint.tensor(name, [rows, columns]);
    return multiplyTransposed(x, matrix, count, rows, columns);
  }

  async vector(name: string, size: number) {
    return Float64Array.from(await this.checkpoint.tensor(name, [size]));
  }

  async embeddings(ids: readonly number[]) {
    const rows = await this.rows(tokenTable(this.shape), ids);
    return rows.map((value) => value * this.shape.embeddingScale);
  }

  head(ids: readonly number[]) {
    return this.rows(this.shape.head, ids);
  }

  private async rows(name: string, ids: readonly number[]): Promise<Float64Array> {
    const { vocabulary, hiddenSize } = this.shape;
    const rows = new Float64Array(ids.length * hiddenSize);
    for (const [index, id] of ids.entries())
      rows.set(await this.checkpoint.row(name, [vocabulary, hiddenSize], id), index * hiddenSize);
    return rows;
  }
}
