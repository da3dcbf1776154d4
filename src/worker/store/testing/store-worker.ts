/**
 * The store in a real Worker over the browser's own file system, for tests: the one thing that is
 * not real is the web server, whose answers are made here.
 */
import { sha256 } from 'hash-wasm';
import * as v from 'valibot';
import { takeFolder } from '../../../platform/folder-handover';
import { StoreRequest } from '../../../platform/store-protocol';
import { messageOf } from '../../errors';
import { StoreService } from '../service';
import { openStored } from '../stored-files';
import { FakeServer } from './fake-server';
import { BUILD_ADDRESS, ReadRequest, sampleBuild, WORKER_SIZES } from './sample-build';

/** Chunks are large here: a page would wait for thousands of small ones. */
const server = new FakeServer(BUILD_ADDRESS, new Map(), 128 * 1024);
const slow = new URL(self.location.href).searchParams.has('slow');
if (slow) server.pause = () => new Promise((resolve) => setTimeout(resolve, 150));

const store = new StoreService({
  root: () => navigator.storage.getDirectory(),
  fetch: async (input, init) => {
    if (server.files.size === 0)
      server.files = (await sampleBuild('sample-1', 1, WORKER_SIZES)).files;
    return server.fetch(input, init);
  },
  send: (event) => self.postMessage(event),
  estimate: () => navigator.storage.estimate(),
  folder: (token) => takeFolder(token, 2_000),
  locks: navigator.locks,
  lockMs: 300,
  segmentBytes: 512 * 1024,
  progressMs: 20,
});

self.addEventListener('message', async (event: MessageEvent<unknown>) => {
  const request = v.safeParse(StoreRequest, event.data);
  if (request.success) return store.handle(request.output);
  const { path } = v.parse(ReadRequest, event.data);
  try {
    const files = await openStored(await navigator.storage.getDirectory(), 'sample-1');
    const handle = await files.handle(path);
    // Two readers at once, as two guards of two windows would be.
    const second = await files.handle(path);
    const part = new Uint8Array(64);
    handle.read(part, { at: 1_000 });
    second.close();
    handle.close();
    const whole = new Uint8Array(await files.bytes(path));
    self.postMessage({
      type: 'read',
      sha256: await sha256(whole),
      same: part.every((byte, i) => byte === whole[1_000 + i]),
      size: (await files.blob(path)).size,
      fetched: server.served.reduce((sum, { given }) => sum + given, 0),
    });
  } catch (error) {
    self.postMessage({ type: 'read', error: messageOf(error) });
  }
});
