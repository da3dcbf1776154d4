/** Firefox: the event page owns the Worker itself. When the page is suspended, the Worker dies. */
import type { GuardHost } from './host';
import { GuardKeeper, type WorkerLike } from './keeper';

export function eventPageHost(
  spawn: () => WorkerLike,
  wakefulness: { stay(awake: boolean): void },
): GuardHost {
  const keeper = new GuardKeeper({
    spawn,
    // Awake while the guard is loaded; the keeper unloads it when nobody has asked for a while.
    running: (isRunning) => wakefulness.stay(isRunning),
  });
  return {
    running: async () => keeper.running,
    connect: async ({ event }) => {
      const connection = keeper.attach(event);
      return { send: (request) => connection.send(request), close: () => connection.close() };
    },
    stop: async () => keeper.stop(),
  };
}
