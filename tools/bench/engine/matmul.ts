/**
 * What MatMulNBits by itself does on this device: the very nodes of the build's graph, with their
 * weights and attributes, alone in a graph, over the same number of rows.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as Ort from 'onnxruntime-web';
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
      const made = new Map<number, Ort.Tensor>();
      const feeds: Record<string, Ort.Tensor> = {};
      for (const node of nodes) {
        const tensor = made.get(node.inputs) ?? input(ort, gpu, rows, node.inputs);
        made.set(node.inputs, tensor);
        feeds[node.input] = tensor;
      }
      return async () => {
        const results = await session.run(feeds, outputs);
        await gpu?.queue.onSubmittedWorkDone();
        for (const tensor of Object.values(results)) tensor.dispose();
      };
    },
    close: () => session.release(),
  };
}

/** On a graphics device it is uploaded here and not in every run: a layer finds its input there already. */
function input(ort: Runtime['ort'], gpu: Runtime['gpu'], rows: number, inputs: number): Ort.Tensor {
  const values = new Float32Array(rows * inputs);
  for (let i = 0; i < values.length; i++) values[i] = ((i * 7) % 13) - 6;
  const dims = [1, rows, inputs];
  if (!gpu) return new ort.Tensor('float32', values, dims);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = gpu.createBuffer({ size: values.byteLength, usage });
  gpu.queue.writeBuffer(buffer, 0, values);
  return ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims });
}
