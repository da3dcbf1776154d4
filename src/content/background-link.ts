/**
 * The port to the background, which the browser may end at any moment.
 *
 * It is opened when there is something to say, and again at once when it was lost with work under
 * way; a background that keeps ending right away is given more and more time. While nothing is to
 * be said a lost port stays closed, so that an idle background can sleep: what it has to say then
 * it says by a message of its own (readers.ts, `#question`).
 */
import * as v from 'valibot';
import type { ContentLink, WirePort } from '../platform/content-link';
import { BackgroundMessage, type ContentMessage } from '../platform/messages';

const FIRST_WAIT_MS = 100;
const MAX_WAIT_MS = 5_000;
/** A port that lived this long was no failure. */
const HEALTHY_MS = 5_000;

export interface BackgroundLinkListener {
  message(message: BackgroundMessage): void;
  /** All that was asked on the port is lost with it. */
  lost(): void;
  opened(): void;
  /** The extension is no longer there. */
  orphaned(): void;
  /** Try to send again in so many milliseconds. */
  retryIn(ms: number): void;
}

export class BackgroundLink {
  #port: WirePort | null = null;
  #openedAt = 0;
  #failures = 0;
  #notBefore = 0;
  #isClosed = false;

  constructor(
    private readonly link: ContentLink,
    private readonly listener: BackgroundLinkListener,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get isOpen(): boolean {
    return this.#port !== null;
  }

  /** Opens the port if need be. False where it is closed now; `retryIn` tells when to try again. */
  send(message: ContentMessage): boolean {
    const port = this.open();
    if (!port) return false;
    try {
      port.post(message);
      return true;
    } catch {
      this.#lose(port);
      return false;
    }
  }

  open(): WirePort | null {
    if (this.#port || this.#isClosed) return this.#port;
    if (!this.link.alive()) {
      this.#isClosed = true;
      this.listener.orphaned();
      return null;
    }
    const wait = this.#notBefore - this.now();
    if (wait > 0) {
      this.listener.retryIn(wait);
      return null;
    }
    try {
      this.#port = this.#connect();
    } catch {
      this.#backOff();
      return null;
    }
    this.listener.opened();
    return this.#port;
  }

  /**
   * The page is back from the cache; the browser has closed the port meanwhile, and may not have
   * told. A loss like any other, also in how often.
   */
  renew(): void {
    const port = this.#port;
    if (port) {
      disconnect(port);
      this.#lose(port);
    }
    this.open();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#port) disconnect(this.#port);
    this.#port = null;
  }

  #connect(): WirePort {
    const port = this.link.connect();
    this.#openedAt = this.now();
    port.onMessage((message) => {
      if (this.#port !== port) return;
      const parsed = v.safeParse(BackgroundMessage, message);
      if (parsed.success) this.listener.message(parsed.output);
    });
    port.onClose(() => this.#lose(port));
    return port;
  }

  #lose(port: WirePort): void {
    if (this.#port !== port || this.#isClosed) return;
    this.#port = null;
    if (!this.link.alive()) {
      this.#isClosed = true;
      this.listener.orphaned();
      return;
    }
    if (this.now() - this.#openedAt > HEALTHY_MS) this.#failures = 0;
    this.#backOff();
    this.listener.lost();
  }

  #backOff(): void {
    // The first time at once: most often the background was only put to sleep.
    const wait = this.#failures === 0 ? 0 : FIRST_WAIT_MS * 2 ** (this.#failures - 1);
    this.#failures++;
    this.#notBefore = this.now() + Math.min(wait, MAX_WAIT_MS);
    this.listener.retryIn(Math.min(wait, MAX_WAIT_MS));
  }
}

function disconnect(port: WirePort): void {
  try {
    port.close();
  } catch {
    // It has gone already.
  }
}
