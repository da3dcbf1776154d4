/** Starts the guard's Worker. Vite builds it from this expression, so it stands in one place. */
import type { WorkerLike } from './keeper';

export const spawnGuard = (): WorkerLike =>
  new Worker(new URL('../../worker/main.ts', import.meta.url), { type: 'module', name: 'guard' });
