/** The Worker that loads: the product's own parts, set up as in src/worker/main.ts. */
import * as ort from 'onnxruntime-web';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import * as v from 'valibot';
import { GuardBuild, type Precision } from '../../../src/core/guard-build';
import { type BuildReader, storedReader } from '../../../src/worker/build-files';
import { GuardError, messageOf } from '../../../src/worker/errors';
import { Guard } from '../../../src/worker/guard';
import { BUILDS_FOLDER } from '../../../src/worker/store/installed';
import { removeIfThere } from '../../../src/worker/store/opfs';
import { keepLedger } from '../../../src/worker/testing/ledger';
import { putBuild } from '../../../src/worker/testing/put-build';
import type { AskSaid, LedgerSaid, LoadSaid, Order } from './job';

ort.env.wasm.wasmPaths = { wasm: wasmUrl };
ort.env.wasm.numThreads = self.crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency) : 1;
ort.env.logLevel = 'error';

const ledger = keepLedger();
const memories = watchMemories();
let guard: Guard | null = null;

/** The newest graphics device. */
let gpu: GPUDevice | null = null;
if (typeof GPUAdapter !== 'undefined') {
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, descriptor) {
    gpu = await requestDevice.call(this, descriptor);
    return gpu;
  };
}

/** ONNX Runtime's memory is out of sight otherwise. */
function watchMemories(): WebAssembly.Memory[] {
  const made: WebAssembly.Memory[] = [];
  WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
    construct(target, args: [WebAssembly.MemoryDescriptor]) {
      const memory = new target(...args);
      made.push(memory);
      return memory;
    },
  });
  return made;
}

const root = () => navigator.storage.getDirectory();

async function put(url: string, anew = false): Promise<{ id: string }> {
  const response = await fetch(new URL('build.json', url));
  const build = v.parse(GuardBuild, await response.json());
  const store = await root();
  if (anew) await removeIfThere(await store.getDirectoryHandle(BUILDS_FOLDER), build.id);
  await putBuild(store, build, (path) => fetch(new URL(path, url)));
  return { id: build.id };
}

async function read(id: string, precision: Precision): Promise<{ bytes: number; seconds: number }> {
  const reader = await storedReader(id);
  const text = new TextDecoder().decode(await reader.bytes('build.json'));
  const build = v.parse(GuardBuild, JSON.parse(text));
  const started = performance.now();
  let bytes = 0;
  const variant = build.variants.find((each) => each.precision === precision);
  for (const path of variant ? [variant.graph, ...variant.weights] : []) {
    const stream = (await reader.blob(path)).stream().getReader();
    for (let next = await stream.read(); !next.done; next = await stream.read())
      bytes += next.value.byteLength;
  }
  reader.close();
  return { bytes, seconds: (performance.now() - started) / 1000 };
}

/** The reader of a build of which one file goes, as when the browser clears it, once it is open. */
async function losingReader(id: string, lost: string): Promise<BuildReader> {
  const reader = await storedReader(id);
  return {
    ...reader,
    async blob(path) {
      const blob = await reader.blob(path);
      const builds = await (await root()).getDirectoryHandle(BUILDS_FOLDER);
      if (path === lost) await (await builds.getDirectoryHandle(id)).removeEntry(path);
      return blob;
    },
  };
}

async function load(id: string, lose?: string): Promise<LoadSaid> {
  const started = performance.now();
  const since = () => (performance.now() - started) / 1000;
  let filesSeconds = 0;
  let startedSeconds = 0;
  let loadedBytes = 0;
  const reader = await (lose === undefined ? storedReader(id) : losingReader(id, lose));
  guard = await Guard.open(ort, reader, (state) => {
    if (state.status !== 'loading') return;
    ({ loadedBytes } = state);
    if (state.stage === 'starting') filesSeconds = since();
    if (state.stage === 'self-test') startedSeconds = since();
  });
  const openSeconds = since();
  const suffix = guard.prompt.suffix({
    kind: 'prompt',
    text: 'The ferry leaves at nine from the north pier.',
  });
  await guard.ask('prompt', [suffix]);
  return {
    device: guard.device,
    filesSeconds,
    startedSeconds,
    openSeconds,
    firstAnswerSeconds: since() - openSeconds,
    loadedBytes,
    isolated: self.crossOriginIsolated,
  };
}

async function ask(texts: readonly string[]): Promise<AskSaid> {
  if (!guard) throw new Error('no guard is open');
  const { prompt } = guard;
  const suffixes = texts.map((text) => prompt.suffix({ kind: 'prompt', text }));
  const packed = await guard.ask('prompt', suffixes);
  const alone = [];
  for (const suffix of suffixes) alone.push(...(await guard.ask('prompt', [suffix])));
  return { packed, alone };
}

async function spoil(how: 'lost' | 'error'): Promise<string | undefined> {
  if (how === 'lost') gpu?.destroy();
  // Such a mixture of usages is against the rules.
  else gpu?.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.MAP_WRITE });
  // Chromium sends its GPU process nothing before the next question or submission.
  await gpu?.queue.onSubmittedWorkDone().catch(() => {});
  return guard?.lost;
}

async function unload(): Promise<null> {
  await guard?.dispose();
  guard = null;
  return null;
}

const count = (): LedgerSaid => ({
  ...ledger(),
  wasmBytes: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
});

function obey(order: Order): unknown {
  if (order.type === 'put') return put(order.url, order.anew);
  if (order.type === 'read') return read(order.id, order.precision);
  if (order.type === 'load') return load(order.id, order.lose);
  if (order.type === 'ask') return ask(order.texts);
  if (order.type === 'spoil') return spoil(order.how);
  if (order.type === 'unload') return unload();
  return count();
}

self.addEventListener('message', async ({ data }: MessageEvent<Order>) => {
  try {
    self.postMessage({ ok: true, value: await obey(data) });
  } catch (error) {
    const message = messageOf(error);
    const code = error instanceof GuardError ? `${error.code}: ` : '';
    self.postMessage({ ok: false, message: code + message });
  }
});
