/**
 * What MatMulNBits by itself does on this device: the very nodes of the build's graph, with their
 * weights and attributes, alone in a graph, over the same number of rows.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSession } from '../../../src/worker/session';
import { onlyNodes } from '../../builder/graph/onnx';
import type { Builds } from './builds';
import type { Runtime } from './runtime';

export interface MatMuls {
  /** Multiplications and additions, two of each a weight, for one row through all matrices. */
  readonly operationsPerRow: number;
  /** Makes ready a run of all of them over so many rows. */
  over(rows: number): () => Promise<void>;
  close(): Promise<void>;
}

export async function openMatMuls(
  { ort, gpu }: Runtime,
  { guard, build }: Builds,
): Promise<MatMuls> {
  const variant = build.variants.find(({ precision }) => precision === 'f32');
  if (!variant) throw new Error('the build has no f32 variant');
  const { model, nodes } = onlyNodes(
    await readFile(join(guard, variant.graph)),
    'MatMulNBits',
    (attributes) => ({ inputs: attributes.get('K') ?? 0, outputs: attributes.get('N') ?? 0 }),
  );
  const externalData = await Promise.all(
    variant.weights.map(async (path) => ({ path, data: await readFile(join(guard, path)) })),
  );
  const outputs = nodes.map(({ output }) => output);
  const session = await openSession(ort, gpu, { graph: model, externalData }, outputs);
  const operationsPerRow = nodes.reduce((sum, node) => sum + 2 * node.inputs * node.outputs, 0);
  return {
    operationsPerRow,
    over(rows) {
      const feeds = Object.fromEntries(
        nodes.map(({ input, inputs }) => {
          const values = Float32Array.from({ length: rows * inputs }, (_, i) => ((i * 7) % 13) - 6);
          return [input, new ort.Tensor('float32', values, [1, rows, inputs])];
        }),
      );
      return async () => {
        const results = await session.run(feeds, outputs);
        await gpu?.queue.onSubmittedWorkDone();
        for (const tensor of Object.values(results)) tensor.dispose();
      };
    },
    close: () => session.release(),
  };
}
