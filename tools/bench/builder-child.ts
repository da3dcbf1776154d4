/**
 * The builder's way of tensors alone, in a process of its own: every matrix of a checkpoint through
 * the threads into a build's files, without graphs and known answers. `builder-child.ts FROM OUT`.
 */
import { Checkpoint } from '../builder/checkpoint/checkpoint';
import { guardShape } from '../builder/families';
import { tokenTable } from '../builder/families/shape';
import { OutputFolder } from '../builder/output';
import { storeEmbeddings } from '../builder/quantise/embeddings';
import { QuantisePool } from '../builder/quantise/pool';
import { TensorStore } from '../builder/tensors';

const [from = '', out = ''] = process.argv.slice(2);
const checkpoint = await Checkpoint.open(from);
const pool = new QuantisePool();
const output = await OutputFolder.create(out);
try {
  const { decoder } = guardShape(checkpoint);
  const table = tokenTable(decoder);
  const [rows = 0, columns = 0] = checkpoint.shape(table);
  await storeEmbeddings({
    output,
    checkpoint,
    pool,
    name: table,
    rows,
    columns,
    scale: 1,
    bits: 8,
  });
  const store = new TensorStore({
    output,
    checkpoint,
    pool,
    stem: 'decoder',
    bits: 4,
    precisions: ['f16', 'f32'],
  });
  // All at once: the pool bounds what is under way.
  const names = checkpoint.tensors.filter((name) => name !== table && name !== decoder.head);
  await Promise.all(
    names.map((name) => {
      const shape = checkpoint.shape(name);
      const [first = 0, second = 0] = shape;
      if (shape.length === 1) return store.vector(name, first);
      return shape.length === 2 ? store.linear(name, first, second) : store.matrix(name, shape);
    }),
  );
  await store.close();
} finally {
  await output.discard();
  await pool.destroy();
  await checkpoint.close();
}
