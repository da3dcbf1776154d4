/** Firefox: the event page owns the Worker itself. When the page is suspended, the Worker dies. */
import type { GuardHost } from './host';
import { GuardKeeper, type WorkerLike } from './keeper';

export function eventPageHost(spawn: () => WorkerLike): GuardHost {
  const keeper = new GuardKeeper({ spawn, idle: () => {} });
  return {
    running: async () => keeper.running,
    connect: async ({ event }) => {
      const connection = keeper.attach(event);
      return { send: (request) => connection.send(request), close: () => connection.close() };
    },
    stop: async () => keeper.stop(),
  };
}
