/**
 * Frames of a page that is held. What a frame shows is judged in it, where a content script of ours
 * runs in there and holds; if none does, by nobody.
 *
 * A frame's address says nothing: a page may lead it elsewhere at any time. So a content script that
 * holds tells the window around it by a token of its own (announce.ts), and the background tells all
 * frames of the tab which tokens are of content scripts: the message says which window it came from, and
 * the background that it is true. A page can send such messages, too, but knows no token that is not
 * used up: the first window to say one has it. One that it has heard from a frame within is of no use
 * to it, since tokens tell how deep their frame is. When the document goes, that is said, too.
 */
import {
  addressOf,
  attribute,
  contentDocument,
  contentWindow,
  type FrameElement,
  isConnected,
  isFrame,
  rectOfElement,
} from '../dom';
import { listen, listenAtDocument } from '../listen';
import { isOfChild, saidIn } from './announce';

/** More windows than a tab has. */
const MAX_TOKENS = 2_000;
/** Addresses whose document is not what the frame begins with. */
const NAMED = /^\s*(?!about:blank|javascript:)\S/i;

export interface FrameHoldsDeps {
  /** It may be another document's by now. */
  changed(frame: FrameElement): void;
  /** All frames of the document and its shadow roots. */
  frames(): Iterable<Element>;
}

/** What windows within this one have said of themselves; heard from before any of them is there. */
export class FrameVoices {
  /** Something was said. */
  heard: (() => void) | null = null;
  readonly #said = new WeakMap<MessageEventSource, string>();
  /** Who says one first has it. */
  readonly #used = new Set<string>();
  /** The last that each has said, also where it was forgotten. */
  readonly #last = new WeakMap<MessageEventSource, string>();
  readonly #ending = new AbortController();

  constructor() {
    const { signal } = this.#ending;
    listen('message', (event) => this.#hear(event), { capture: true, signal });
  }

  /** Undefined: it has said nothing, or its document has gone. */
  of(source: MessageEventSource): string | undefined {
    return this.#said.get(source);
  }

  /** Another document may be in there: ours, if one is in that, says so again. */
  forget(source: MessageEventSource): void {
    this.#said.delete(source);
  }

  end(): void {
    this.#ending.abort();
  }

  #hear(event: MessageEvent): void {
    const said = event.isTrusted ? saidIn(event.data) : null;
    if (said === null) return;
    // It is nothing to the page.
    event.stopImmediatePropagation();
    const { source } = event;
    // What can be read needs to say nothing; what it said might outlive it.
    if (source === null || isReadable(source)) return;
    if (said.left) {
      if (this.#said.get(source) === said.token) this.#said.delete(source);
    } else {
      if (!isOfChild(said.token)) return;
      if (this.#used.has(said.token) && this.#last.get(source) !== said.token) return;
      keep(this.#used, said.token);
      this.#last.set(source, said.token);
      this.#said.set(source, said.token);
    }
    this.heard?.();
  }
}

export class FrameHolds {
  readonly #confirmed = new Set<string>();
  /** Shown while they are blank: nothing tells of the document that comes. */
  readonly #blank = new Set<FrameElement>();
  #frame: number | null = null;
  /** Frames have had the time in which a content script would have told. */
  #isTimeOver = false;

  constructor(
    private readonly deps: FrameHoldsDeps,
    private readonly signal: AbortSignal,
    private readonly voices: FrameVoices,
  ) {
    voices.heard = () => this.#again();
    const loaded = ({ target }: Event): void => {
      if (!(target instanceof Element && isFrame(target))) return;
      const source = contentWindow(target);
      if (source) voices.forget(source);
      deps.changed(target);
    };
    listenAtDocument('load', loaded, { capture: true, passive: true, signal });
    signal.addEventListener('abort', () => {
      if (this.#frame !== null) cancelAnimationFrame(this.#frame);
      this.#blank.clear();
      voices.end();
    });
  }

  /** By the background: this token is of a content script that holds. */
  confirm(token: string): void {
    keep(this.#confirmed, token);
    this.#again();
  }

  timeIsOver(): void {
    this.#isTimeOver = true;
  }

  isShown(frame: FrameElement, unjudged: 'show' | 'cover'): boolean {
    const isLate = this.#isTimeOver && unjudged === 'show';
    const inside = contentDocument(frame);
    // What this document can read is of its own origin: ours run in that, too.
    if (inside) return addressOf(inside) !== 'about:blank' || this.#isBlankShown(frame) || isLate;
    const source = contentWindow(frame);
    const token = source === null ? undefined : this.voices.of(source);
    return (token !== undefined && this.#confirmed.has(token)) || isLate;
  }

  #isBlankShown(frame: FrameElement): boolean {
    // What it names is still to come, and may be of elsewhere.
    const isNamed =
      attribute(frame, 'srcdoc') === null && NAMED.test(attribute(frame, 'src') ?? '');
    if (isNamed) return false;
    this.#blank.add(frame);
    this.#frame ??= requestAnimationFrame(() => this.#lookAtBlank());
    return true;
  }

  #lookAtBlank(): void {
    this.#frame = null;
    if (this.signal.aborted) return;
    let isSeen = false;
    for (const frame of this.#blank) {
      if (!isConnected(frame)) {
        this.#blank.delete(frame);
      } else if (!isBlank(frame)) {
        this.#blank.delete(frame);
        this.deps.changed(frame);
      } else {
        const { width, height } = rectOfElement(frame);
        isSeen ||= width > 0 && height > 0;
      }
    }
    // What nobody sees may be looked at when it has loaded.
    if (isSeen) this.#frame = requestAnimationFrame(() => this.#lookAtBlank());
  }

  #again(): void {
    for (const frame of this.deps.frames()) if (isFrame(frame)) this.deps.changed(frame);
  }
}

function isBlank(frame: FrameElement): boolean {
  const inside = contentDocument(frame);
  return inside !== null && addressOf(inside) === 'about:blank';
}

/** The oldest goes when there are too many. */
function keep(tokens: Set<string>, token: string): void {
  for (const oldest of tokens) {
    if (tokens.size < MAX_TOKENS) break;
    tokens.delete(oldest);
  }
  tokens.add(token);
}

function isReadable(source: MessageEventSource): boolean {
  try {
    return ((source as Partial<Window>).document ?? null) !== null;
  } catch {
    return false;
  }
}
