/** Firefox: the event page owns the Workers itself. When the page is suspended, they die. */
import { GUARD_PORT, type GuardRequest } from '../../platform/guard-protocol';
import { STORE_PORT, type StoreRequest } from '../../platform/store-protocol';
import { GuardKeeper } from './guard-keeper';
import type { GuardHost, Keeper, StoreHost, WorkerHost } from './host';
import { StoreKeeper } from './store-keeper';
import type { WorkerLike } from './worker-watch';

export interface EventPageOptions {
  spawnGuard(): WorkerLike<GuardRequest>;
  spawnStore(): WorkerLike<StoreRequest>;
  /** Keeps the page from being suspended, for as long as anybody wants it awake. */
  stay(who: string, awake: boolean): void;
  persist(): void;
}

/** The page is awake while a Worker runs; each is ended when there is nothing to do for it. */
export function eventPageHosts(options: EventPageOptions): { guard: GuardHost; store: StoreHost } {
  const { spawnGuard, spawnStore, stay, persist } = options;
  const awake = (who: string) => (isRunning: boolean) => stay(who, isRunning);
  return {
    guard: hostOf(new GuardKeeper({ spawn: spawnGuard, running: awake(GUARD_PORT) })),
    store: hostOf(new StoreKeeper({ spawn: spawnStore, persist, running: awake(STORE_PORT) })),
  };
}

const hostOf = <Request, Event>(keeper: Keeper<Request, Event>): WorkerHost<Request, Event> => ({
  connect: async ({ event }) => keeper.attach(event),
  stop: async () => keeper.stop(),
});
