/** onnxruntime-web as Node runs it: on WASM, in one thread, from its own package. */
import '@huggingface/transformers';
import * as ort from 'onnxruntime-web';

// transformers.js points the shared settings at a CDN when it is imported; Node cannot and must not
// load from there.
delete ort.env.wasm.wasmPaths;
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

export { ort };
