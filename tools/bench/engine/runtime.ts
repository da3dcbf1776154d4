/** One ONNX Runtime for both sides of a run: the same program, device and threads. */
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type * as Ort from 'onnxruntime-web';
import { adapterName, attempts, findAdapter, openGpu } from '../../../src/worker/device';
import { installWebGpu } from '../../verify/dawn';

export type DeviceName = 'wasm' | 'webgpu';

export interface Runtime {
  readonly ort: typeof Ort;
  readonly library: typeof import('@huggingface/transformers');
  readonly gpu: GPUDevice | null;
  /** What it runs on, in words. */
  readonly device: string;
}

/** Call it once, before anything else imports ONNX Runtime or the library. */
export async function startRuntime(device: DeviceName, threads: number): Promise<Runtime> {
  let ort: typeof Ort;
  let gpu: GPUDevice | null = null;
  let words = `WASM, ${threads} threads`;
  if (device === 'wasm') ort = await import('onnxruntime-web');
  else {
    // As in tools/verify/node.ts: V8 would optimise that build's enormous functions for a minute.
    setFlagsFromString('--no-wasm-tier-up');
    setFlagsFromString('--no-wasm-dynamic-tiering');
    const { driver } = await installWebGpu();
    ort = (await import('onnxruntime-web/webgpu')) as unknown as typeof Ort;
    const adapter = await findAdapter();
    // A software adapter computes wrong numbers with `subgroups`.
    const isSoftware = adapter !== null && /swiftshader|llvmpipe/i.test(adapterName(adapter));
    const attempt = attempts(adapter, ['f32'], 0).find(
      (each) => each.kind === 'webgpu' && !(isSoftware && each.subgroups),
    );
    if (!adapter || attempt?.kind !== 'webgpu') throw new Error('There is no WebGPU adapter here.');
    gpu = await openGpu(attempt);
    readPaths(ort);
    const groups = attempt.subgroups ? ' with subgroups' : '';
    words = `WebGPU f32${groups}, ${adapterName(adapter)}, ${driver}`;
  }
  ort.env.wasm.numThreads = device === 'wasm' ? threads : 1;
  ort.env.logLevel = 'error';
  // The library takes the runtime that this symbol names.
  Reflect.set(globalThis, Symbol.for('onnxruntime'), ort);
  const library = await import('@huggingface/transformers');
  // It has pointed the runtime at a CDN.
  delete ort.env.wasm.wasmPaths;
  return { ort, library, gpu, device: words };
}

/** The library names a graph's file in Node; this build of the runtime, made for pages, would fetch it. */
function readPaths({ InferenceSession }: typeof Ort): void {
  const create = InferenceSession.create.bind(InferenceSession) as (
    model: unknown,
    ...rest: unknown[]
  ) => Promise<Ort.InferenceSession>;
  Reflect.set(InferenceSession, 'create', async (model: unknown, ...rest: unknown[]) =>
    create(typeof model === 'string' ? new Uint8Array(await readFile(model)) : model, ...rest),
  );
}
