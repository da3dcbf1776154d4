/** Running a build in this very process. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { GuardBuild } from '../../src/core/guard-build';
import type { OrtRuntime } from '../../src/worker/tensor';
import { check, type Job } from './check';
import { installWebGpu } from './dawn';
import type { CheckResult, VerifyReport } from './report';
import { FileEmbeddingTable } from './token-table';

export async function checkInNode(
  folder: string,
  build: GuardBuild,
  job: Job,
  say: (line: string) => void,
): Promise<{ host: NonNullable<VerifyReport['host']>; result: CheckResult }> {
  const driver = job.device === 'webgpu' ? (await installWebGpu()).driver : null;
  const host = { name: `Node ${process.versions.node}`, driver };
  say(`Run in ${host.name}${driver ? `, on ${driver}` : ''}`);
  const read = (path: string): Promise<Uint8Array> => readFile(join(folder, path));
  const embeddings = new FileEmbeddingTable(join(folder, build.embeddings.path), build.embeddings);
  try {
    const ort = await runtimeFor(job.device);
    return {
      host,
      result: await check({ ort, build, embeddings, graph: read, weights: read, say }, job),
    };
  } finally {
    embeddings.close();
  }
}

/** The WASM build of ONNX Runtime knows no WebGPU, and the WebGPU build is slower on WASM. */
export async function runtimeFor(device: Job['device']): Promise<OrtRuntime> {
  if (device === 'wasm') return (await import('../builder/ort')).ort;
  quickStart();
  const ort = await import('onnxruntime-web/webgpu');
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  return ort;
}

/**
 * V8 would spend most of a minute on optimising the functions of that build, which are enormous, and
 * hold everything up meanwhile; the GPU does the work, so WASM code as it is first compiled will do.
 */
function quickStart(): void {
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
}
