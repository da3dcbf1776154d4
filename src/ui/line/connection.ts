/**
 * A port that comes back. The background is killed at any moment and pages navigate under the
 * popup, so a port's end is ordinary: it is opened again at once, and ever more slowly while the
 * other side stays away.
 */
import type { PopupMessage } from '../../platform/messages';
import type { Channel, ChannelEvents } from '../../platform/ui-link';

const DELAYS_MS = [50, 250, 500, 1000, 2000] as const;
/** A connection that held this long was a good one: the next attempt is quick again. */
const GOOD_MS = 1000;

export interface Connection {
  /** Of the newest port. */
  readonly epoch: number;
  send(message: PopupMessage): void;
  /** Open a new port now, whatever the state of the old one. */
  again(): void;
}

export interface ConnectionEvents {
  /** `epoch` counts the ports: what an earlier one said may be out of date. */
  message(raw: unknown, epoch: number): void;
  end(): void;
}

export function keepConnected(
  open: (events: ChannelEvents) => Channel,
  events: ConnectionEvents,
  signal: AbortSignal,
): Connection {
  let channel: Channel | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let epoch = 0;
  let failures = 0;

  function connect(): void {
    clearTimeout(timer);
    const mine = ++epoch;
    const since = Date.now();
    let over = false;
    channel?.close();
    channel = open({
      message(raw) {
        if (mine === epoch) events.message(raw, mine);
      },
      end() {
        if (over || mine !== epoch || signal.aborted) return;
        over = true;
        channel = null;
        if (Date.now() - since >= GOOD_MS) failures = 0;
        const delay = DELAYS_MS[Math.min(failures, DELAYS_MS.length - 1)];
        failures++;
        timer = setTimeout(connect, delay);
        events.end();
      },
    });
  }

  signal.addEventListener('abort', () => {
    epoch++;
    clearTimeout(timer);
    channel?.close();
  });
  if (!signal.aborted) connect();
  return {
    get epoch() {
      return epoch;
    },
    send: (message) => channel?.send(message),
    again() {
      if (signal.aborted) return;
      failures = 0;
      connect();
    },
  };
}
