/** The Worker: one file, the same in Chrome's offscreen document and in Firefox's event page. */
import * as ort from 'onnxruntime-web';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import * as v from 'valibot';
import { takeFolder } from '../platform/folder-handover';
import { GuardRequest } from '../platform/guard-protocol';
import { StoreRequest } from '../platform/store-protocol';
import { readerOf } from './build-files';
import { GuardService } from './service';
import { StoreService } from './store/service';

// `wasm` alone: any other form makes ONNX Runtime import a script at run time.
ort.env.wasm.wasmPaths = { wasm: wasmUrl };
ort.env.wasm.numThreads = self.crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency) : 1;
ort.env.logLevel = 'error';

const service = new GuardService({
  ort,
  readerOf,
  send: (event) => self.postMessage(event),
});

const store = new StoreService({
  root: () => navigator.storage.getDirectory(),
  fetch: (input, init) => fetch(input, init),
  send: (event) => self.postMessage(event),
  estimate: () => navigator.storage.estimate(),
  folder: (token) => takeFolder(token, 5_000),
  locks: navigator.locks ?? null,
});

self.addEventListener('message', (event: MessageEvent<unknown>) => {
  const forStore = v.safeParse(StoreRequest, event.data);
  if (forStore.success) return store.handle(forStore.output);
  const request = v.safeParse(GuardRequest, event.data);
  if (request.success) service.handle(request.output);
  else console.debug('seawall: a message to the worker was not understood');
});
