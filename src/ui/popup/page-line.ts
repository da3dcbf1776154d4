/** The popup's line to the content scripts of its tab, and what they have told so far. */
import { batch, signal } from '@preact/signals';
import * as v from 'valibot';
import { PageMessage, type PopupMessage } from '../../platform/messages';
import type { UiLink } from '../../platform/ui-link';
import { type Connection, keepConnected } from '../line/connection';
import { PageElements } from './elements';
import type { PageState } from './view';

/** How long an old list may stay while a page reloads, before it is taken for gone. */
const PATIENCE_MS = 1500;
/** A content script that listens may need this long to tell a very large page for the first time. */
const FIRST_WORD_MS = 20_000;

export class PageLine {
  readonly state = signal<PageState>('waiting');
  readonly elements = new PageElements();
  /** `elements` changes in place, 10,000 of them at a time; this says that it has. */
  readonly revision = signal(0);

  readonly #link: UiLink;
  #life: AbortController | null = null;
  #connection: Connection | null = null;
  #openSince: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(link: UiLink) {
    this.#link = link;
  }

  open(tabId: number): void {
    if (this.#life) return;
    this.#life = new AbortController();
    this.#expect();
    this.#connection = keepConnected(
      (events) => {
        this.#openSince = Date.now();
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
    this.#openSince = null;
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

  expectReload(): void {
    this.state.value = 'waiting';
    this.#expect();
  }

  send(message: PopupMessage): void {
    this.#connection?.send(message);
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
