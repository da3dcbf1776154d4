/** Chrome: the Workers live in the one offscreen document, each reached over a port that it opens. */
import * as v from 'valibot';
import { GUARD_PORT, GuardEvent } from '../../platform/guard-protocol';
import type { HostPortName, HostRequest } from '../../platform/offscreen';
import { STORE_PORT, StoreEvent } from '../../platform/store-protocol';
import type { GuardHost, HostChannel, HostEvents, StoreHost, WorkerHost } from './host';

/** What is used of a runtime port. */
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
  /** Rejects when nobody is there. */
  ask(request: HostRequest): Promise<unknown>;
}

const ANSWER_MS = 10_000;

export class OffscreenDocument {
  readonly #browser: OffscreenBrowser;
  #arrival: { name: HostPortName; take(port: HostPort): void } | null = null;
  #uses = 0;
  /** Starting, connecting and stopping, one after the other: Chrome allows one document. */
  #chain: Promise<unknown> = Promise.resolve();

  constructor(browser: OffscreenBrowser) {
    this.#browser = browser;
  }

  hosts(): { guard: GuardHost; store: StoreHost } {
    return {
      guard: this.#host(GUARD_PORT, GuardEvent),
      store: this.#host(STORE_PORT, StoreEvent),
    };
  }

  /** Does what needs a document, such as drawing: there is one meanwhile. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    this.#uses++;
    try {
      await this.#serial(async () => {
        if (!(await this.#browser.exists())) await this.#browser.create();
      });
      return await act();
    } finally {
      if (--this.#uses === 0) this.#browser.ask({ type: 'host.rest' }).catch(() => {});
    }
  }

  /** The background's `onConnect` gives the document's ports in here. */
  accept(name: string, port: HostPort): void {
    if (this.#arrival?.name === name) this.#arrival.take(port);
    else port.disconnect();
  }

  #host<Request, Event>(
    name: HostPortName,
    event: v.GenericSchema<unknown, Event>,
  ): WorkerHost<Request, Event> {
    return {
      // The listeners must be there before the port's first message: not a turn later.
      connect: (events) => this.#connect(name, (port) => channel(port, event, events)),
      stop: () => this.#stop(name),
    };
  }

  #connect<T>(name: HostPortName, made: (port: HostPort) => T): Promise<T> {
    return this.#serial(async () => {
      if (await this.#browser.exists()) {
        try {
          return await this.#attach(name, made);
        } catch (error) {
          // A document that does not answer is of no use to anybody: make another.
          console.debug('seawall: the offscreen document did not connect', error);
          await this.#browser.close().catch(() => {});
        }
      }
      await this.#browser.create();
      return await this.#attach(name, made);
    });
  }

  /** The document stays: the other Worker may be at work. It closes itself when neither is. */
  #stop(name: HostPortName): Promise<void> {
    return this.#serial(async () => {
      if (!(await this.#browser.exists())) return;
      try {
        await inTime(this.#browser.ask({ type: 'host.stop', port: name }));
      } catch (error) {
        console.debug('seawall: the offscreen document did not answer', error);
        await this.#browser.close().catch(() => {});
      }
    });
  }

  async #attach<T>(name: HostPortName, made: (port: HostPort) => T): Promise<T> {
    const arrived = new Promise<T>((resolve) => {
      this.#arrival = {
        name,
        take: (port) => {
          this.#arrival = null;
          resolve(made(port));
        },
      };
    });
    // The port decides; the message's own answer only tells early that nobody is there.
    const refused = this.#browser.ask({ type: 'host.attach', port: name }).then(() => arrived);
    try {
      return await inTime(Promise.race([arrived, refused]));
    } finally {
      this.#arrival = null;
    }
  }

  #serial<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#chain.then(act);
    this.#chain = result.catch(() => {});
    return result;
  }
}

async function inTime<T>(act: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `The guard's host did not answer within ${ANSWER_MS / 1000} s.`;
    timer = setTimeout(() => reject(new Error(message)), ANSWER_MS);
  });
  try {
    return await Promise.race([act, late]);
  } finally {
    clearTimeout(timer);
  }
}

function channel<Request, Event>(
  port: HostPort,
  schema: v.GenericSchema<unknown, Event>,
  events: HostEvents<Event>,
): HostChannel<Request> {
  port.onMessage((raw) => {
    const event = v.safeParse(schema, raw);
    if (event.success) events.event(event.output);
    else console.debug('seawall: dropped a malformed event', event.issues[0].message);
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
