/**
 * Starts the Workers: one file, once for the guard and once for the store. Vite builds them from
 * these very expressions, so they stand in one place.
 */
import type { GuardRequest } from '../../platform/guard-protocol';
import type { StoreRequest } from '../../platform/store-protocol';
import type { WorkerLike } from './worker-watch';

export const spawnGuard = (): WorkerLike<GuardRequest> =>
  new Worker(new URL('../../worker/main.ts', import.meta.url), { type: 'module', name: 'guard' });

export const spawnStore = (): WorkerLike<StoreRequest> =>
  new Worker(new URL('../../worker/main.ts', import.meta.url), { type: 'module', name: 'store' });
