/** Opening a graph on a device: the product's way, and that of the tools which check builds. */
import type * as Ort from 'onnxruntime-web';
import type { OrtRuntime } from './tensor';

export interface SessionFiles {
  readonly graph: Uint8Array;
  /** Weight files, as the graph's initialisers name them. */
  readonly externalData: { readonly path: string; readonly data: Uint8Array | Blob }[];
}

/**
 * @param gpu null for the processor
 * @param kept outputs that stay where the session runs
 */
export function openSession(
  ort: OrtRuntime,
  gpu: GPUDevice | null,
  { graph, externalData }: SessionFiles,
  kept: readonly string[] = [],
): Promise<Ort.InferenceSession> {
  return ort.InferenceSession.create(
    graph,
    gpu
      ? {
          executionProviders: [{ name: 'webgpu', device: gpu }],
          preferredOutputLocation: Object.fromEntries(kept.map((name) => [name, 'gpu-buffer'])),
          externalData,
        }
      : { executionProviders: ['wasm'], externalData },
  );
}
