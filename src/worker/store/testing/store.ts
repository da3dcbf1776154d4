/** A store over a fake disk and a fake server, and what it tells. */
import type { InstallState, StoreEvent } from '../../../platform/store-protocol';
import type { StoreOptions } from '../installer';
import { StoreService } from '../service';
import type { FakeDisk } from './fake-disk';
import type { FakeServer } from './fake-server';

export const SEGMENT = 4_096;

export interface StoreUnderTest {
  readonly service: StoreService;
  readonly events: StoreEvent[];
  readonly states: () => InstallState[];
  readonly state: () => InstallState;
  readonly builds: () => Extract<StoreEvent, { type: 'store.builds' }>;
  /** Resolves when the store is at rest, or its Worker dead. */
  readonly rest: () => Promise<void>;
}

export function storeOn(
  disk: FakeDisk,
  server: FakeServer,
  options: Partial<StoreOptions> = {},
): StoreUnderTest {
  const events: StoreEvent[] = [];
  const root = disk.connect();
  let mine = true;
  const died = new Promise<void>((resolve) => {
    disk.died = () => {
      mine = false;
      resolve();
    };
  });
  const service = new StoreService({
    root: () => (mine ? Promise.resolve(root) : new Promise(() => {})),
    fetch: (input, init) => (mine ? server.fetch(input, init) : new Promise(() => {})),
    send: (event) => {
      if (mine) events.push(event);
    },
    estimate: async () => ({ quota: disk.quota, usage: disk.used }),
    folder: async () => {
      throw new Error('no page');
    },
    locks: null,
    segmentBytes: SEGMENT,
    progressMs: 0,
    ...options,
    web: {
      stallMs: 200,
      retries: 3,
      minRetryMs: 1,
      maxRetryMs: 4,
      maxAskedWaitMs: 2_000,
      ...options.web,
    },
  });
  const states = () =>
    events.flatMap((event) => (event.type === 'store.install' ? event.install : []));
  return {
    service,
    events,
    states,
    state: () => states().at(-1) ?? { status: 'none' },
    builds: () => {
      const told = events.findLast((event) => event.type === 'store.builds');
      if (!told) throw new Error('no list was told');
      return told;
    },
    rest: () => Promise.race([service.idle(), died]),
  };
}
