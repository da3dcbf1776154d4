/** The popup's line to the content scripts of its tab, and what they have told so far. */
import { batch, signal } from '@preact/signals';
import * as v from 'valibot';
import { PageMessage, type PopupMessage } from '../../platform/messages';
import type { Channel, UiLink } from '../../platform/ui-link';
import { type Connection, keepConnected } from '../line/connection';
import { PageElements } from './elements';
import type { PageState } from './view';

/** How long an old list may stay while a page reloads, before it is taken for gone. */
const PATIENCE_MS = 1500;
/** A content script that listens may need this long to tell a very large page for the first time. */
const FIRST_WORD_MS = 20_000;

/** Frames that joined while the popup was open, with a port of their own. */
const MAX_JOINED = 200;

interface Joined {
  channel: Channel;
  /** What its documents called themselves. */
  names: Set<string>;
}

export class PageLine {
  readonly state = signal<PageState>('waiting');
  readonly elements = new PageElements();
  /** `elements` changes in place, 10,000 of them at a time; this says that it has. */
  readonly revision = signal(0);

  readonly #link: UiLink;
  #life: AbortController | null = null;
  #connection: Connection | null = null;
  #tabId: number | null = null;
  readonly #joined = new Map<number, Joined>();
  #openSince: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(link: UiLink) {
    this.#link = link;
  }

  open(tabId: number): void {
    if (this.#life) return;
    this.#life = new AbortController();
    this.#tabId = tabId;
    this.#expect();
    this.#connection = keepConnected(
      (events) => {
        this.#openSince = Date.now();
        // It reaches them all.
        this.#leaveJoined();
        return this.#link.openPage(tabId, events);
      },
      { message: (raw, epoch) => this.#take(raw, epoch), end: () => this.#ended() },
      this.#life.signal,
    );
  }

  close(): void {
    this.#life?.abort();
    this.#life = null;
    this.#connection = null;
    this.#tabId = null;
    this.#openSince = null;
    this.#leaveJoined();
    clearTimeout(this.#timer);
    batch(() => {
      this.#clear();
      this.state.value = 'waiting';
    });
  }

  /** The tab has news: a page that was away may have come back. */
  hurry(): void {
    if (!this.#connection || this.#openSince !== null) return;
    this.expectReload();
    this.#connection.again();
  }

  /** Another frame is screened now, which the open port does not reach. */
  join(tabId: number, frameId: number): void {
    const connection = this.#connection;
    // A new document of the tab itself ends the port and is found by the next.
    if (!connection || tabId !== this.#tabId || frameId === 0) return;
    this.#leave(frameId);
    if (this.#joined.size >= MAX_JOINED) return;
    const names = new Set<string>();
    const { epoch } = connection;
    const channel = this.#link.openPage(
      tabId,
      {
        message: (raw) => {
          if (this.#joined.get(frameId)?.names !== names) return;
          const parsed = v.safeParse(PageMessage, raw);
          if (!parsed.success) return;
          names.add(parsed.output.frame);
          this.#take(raw, epoch);
        },
        end: () => {
          if (this.#joined.get(frameId)?.names === names) this.#leave(frameId);
        },
      },
      frameId,
    );
    this.#joined.set(frameId, { channel, names });
  }

  expectReload(): void {
    this.state.value = 'waiting';
    this.#expect();
  }

  send(message: PopupMessage): void {
    this.#connection?.send(message);
    for (const { channel } of this.#joined.values()) channel.send(message);
  }

  #leave(frameId: number): void {
    const joined = this.#joined.get(frameId);
    if (!joined) return;
    this.#joined.delete(frameId);
    joined.channel.close();
    for (const frame of joined.names) this.elements.apply({ type: 'gone', frame }, 0);
    this.revision.value++;
  }

  #leaveJoined(): void {
    for (const { channel } of this.#joined.values()) channel.close();
    this.#joined.clear();
  }

  #take(raw: unknown, epoch: number): void {
    const parsed = v.safeParse(PageMessage, raw);
    if (!parsed.success) return;
    clearTimeout(this.#timer);
    batch(() => {
      this.state.value = 'connected';
      this.elements.apply(parsed.output, epoch);
      this.revision.value++;
    });
  }

  #ended(): void {
    this.#openSince = null;
    if (this.state.value === 'connected') this.expectReload();
  }

  #expect(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // An open port means that somebody is there: a browser ends one that nobody took.
      const open = this.#openSince !== null && Date.now() - this.#openSince < FIRST_WORD_MS;
      batch(() => {
        this.#clear();
        this.state.value = open ? 'reading' : 'lost';
      });
      if (open) this.#expect();
    }, PATIENCE_MS);
  }

  #clear(): void {
    this.elements.clear();
    this.revision.value++;
  }
}
