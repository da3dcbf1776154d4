/**
 * The library itself, in Node, on onnxruntime-web: it takes the runtime that `Symbol.for('onnxruntime')`
 * names, where there is one. For tests; import nothing before this that imports the library.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as ort from 'onnxruntime-web';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';
Reflect.set(globalThis, Symbol.for('onnxruntime'), ort);
const library = await import('@huggingface/transformers');
// The library has pointed them at a CDN.
delete ort.env.wasm.wasmPaths;

export { library };

/** What `from_pretrained` wants for a folder of this machine. */
export async function localModel(folder: string) {
  library.env.allowRemoteModels = false;
  library.env.allowLocalModels = true;
  library.env.localModelPath = `${dirname(folder)}/`;
  // In Node the library leaves files of weights to onnxruntime-node, which finds them by itself.
  const onnx = join(folder, 'onnx');
  const names = (await readdir(onnx)).filter((name) => /\.onnx_data(_\d+)?$/.test(name));
  return {
    id: basename(folder),
    options: {
      device: 'auto',
      session_options: {
        executionProviders: ['wasm'],
        externalData: await Promise.all(
          names.map(async (path) => ({ path, data: await readFile(join(onnx, path)) })),
        ),
      },
    } as const,
  };
}
