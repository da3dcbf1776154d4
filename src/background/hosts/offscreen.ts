/** Chrome: the Worker lives in the one offscreen document, reached over a port that it opens. */
import * as v from 'valibot';
import { GuardEvent } from '../../platform/guard-protocol';
import type { GuardChannel, GuardChannelEvents, GuardHost } from './host';

/** What this host uses of a runtime port. */
export interface HostPort {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage(listener: (raw: unknown) => void): void;
  onDisconnect(listener: () => void): void;
}

export interface OffscreenBrowser {
  exists(): Promise<boolean>;
  create(): Promise<void>;
  close(): Promise<void>;
  /** Asks the document to connect; rejects when nobody is there. */
  attach(): Promise<unknown>;
}

const CONNECT_MS = 10_000;

export class OffscreenHost implements GuardHost {
  readonly #browser: OffscreenBrowser;
  #arrival: ((port: HostPort) => void) | null = null;
  /** Starting, connecting and stopping, one after the other: Chrome allows one document. */
  #chain: Promise<unknown> = Promise.resolve();

  constructor(browser: OffscreenBrowser) {
    this.#browser = browser;
  }

  /** The background's `onConnect` gives the document's port in here. */
  accept(port: HostPort): void {
    if (this.#arrival) this.#arrival(port);
    else port.disconnect();
  }

  running(): Promise<boolean> {
    return this.#browser.exists();
  }

  connect(events: GuardChannelEvents): Promise<GuardChannel> {
    return this.#serial(async () => {
      if (await this.#browser.exists()) {
        try {
          return await this.#attach(events);
        } catch (error) {
          // A document that does not answer is of no use to anybody: make another.
          console.debug('seawall: the offscreen document did not connect', error);
          await this.#browser.close().catch(() => {});
        }
      }
      await this.#browser.create();
      return await this.#attach(events);
    });
  }

  stop(): Promise<void> {
    return this.#serial(async () => {
      if (await this.#browser.exists()) await this.#browser.close();
    });
  }

  async #attach(events: GuardChannelEvents): Promise<GuardChannel> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const arrived = new Promise<GuardChannel>((resolve, reject) => {
      this.#arrival = (port) => {
        this.#arrival = null;
        resolve(channel(port, events));
      };
      timer = setTimeout(
        () => reject(new Error(`The guard's host did not connect within ${CONNECT_MS / 1000} s.`)),
        CONNECT_MS,
      );
    });
    // The port decides; the message's own answer only tells early that nobody is there.
    const refused = this.#browser.attach().then(() => arrived);
    try {
      return await Promise.race([arrived, refused]);
    } finally {
      clearTimeout(timer);
      this.#arrival = null;
    }
  }

  #serial<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#chain.then(act);
    this.#chain = result.catch(() => {});
    return result;
  }
}

function channel(port: HostPort, events: GuardChannelEvents): GuardChannel {
  port.onMessage((raw) => {
    const event = v.safeParse(GuardEvent, raw);
    if (event.success) events.event(event.output);
    else console.debug('seawall: dropped a malformed guard event', event.issues[0].message);
  });
  port.onDisconnect(() => events.ended());
  return {
    send(request) {
      try {
        port.postMessage(request);
      } catch {
        // Closed a moment ago; `ended` is on its way.
      }
    },
    close: () => port.disconnect(),
  };
}
