/**
 * What a content script needs of the browser, as an interface: the content script is tested
 * against it in a page where `browser` does not exist. content-link-browser.ts implements it.
 */

import type { StyleRequest } from './messages';

/** A port without the browser: messages are unknown until their schema has parsed them. */
export interface WirePort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the other side has gone; not after our own `close`. */
  onClose(listener: () => void): void;
  close(): void;
}

export interface ContentLink {
  /** False once the extension was reloaded or removed: nothing of ours has a home any more. */
  alive(): boolean;
  /** The browser tells it, and not the page, which can make any event. */
  isTrusted(event: Event): boolean;
  /** Opens the port to the background, starting it where it sleeps. Throws when not alive. */
  connect(): WirePort;
  /** A popup has connected; only extension pages come through. Returns what ends it. */
  onPopup(listener: (port: WirePort) => void): () => void;
  /** One message from an extension page or the background; a promise is its answer. */
  onQuestion(listener: (message: unknown) => Promise<unknown> | undefined): () => void;
  /**
   * Has the browser put styles into this frame, as the user's own; false where it does not, or this
   * site has other rules. Rejects where nobody is there to be asked. `token`: what the frame says of
   * itself to the window around it.
   */
  style(style: StyleRequest['style'], token?: string): Promise<boolean>;
  /** BCP 47 tag of a text, or null where the browser is not sure. */
  detectLanguage(text: string): Promise<string | null>;
}
