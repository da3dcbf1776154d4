/**
 * Puts verdicts that go to pages into the review store. Nobody waits for it, and whatever fails in it
 * is said in the log: screening goes on. What is unsafe is written one by one, so that a background
 * that is ended in the middle loses the one entry at most; of what is safe there may be thousands on a
 * page, and some go together.
 */

import { guardText, textContent } from '../../core/guard-text';
import type { ImageSource } from '../../core/image';
import type { ReviewSettings } from '../../core/preferences';
import {
  MAX_THUMBNAIL_BYTES,
  pageAddress,
  type ReviewFlag,
  type Seen,
  snippetOf,
} from '../../core/review/entry';
import type { Ask } from '../asks';
import type { EngineContent } from '../engines/engine';
import type { Judged } from '../pages';
import { keyOf } from './rulings';
import type { ReviewStore } from './store';

export interface RecorderOptions {
  store: Pick<ReviewStore, 'addAll'>;
  settings(): ReviewSettings;
  /** A `data:` address; null where there is none to be had. */
  thumbnail(source: ImageSource): Promise<string | null>;
  language(ask: Pick<Ask, 'text' | 'lang'>): Promise<string | null>;
  /** So many entries are new or renewed. */
  added(count: number): void;
  now?: () => number;
}

/** Safe ones in one transaction. */
const TOGETHER = 50;
/** That wait at most: a store that hangs must not fill the memory. */
const MOST = 20_000;
/** The same verdict on the same page is not written again for so long. */
const AGAIN_MS = 60_000;
const REMEMBERED = 2_000;
/** A guard's name is cut to this (`Seen.build`). */
const MAX_BUILD = 300;

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #now: () => number;
  #waiting: Seen[] = [];
  /** Being made ready. */
  #preparing = 0;
  #writing: Promise<void> | null = null;
  /** What was written lately, and when; the latest last. */
  readonly #lately = new Map<string, number>();

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Never throws. */
  note(judged: Judged): void {
    const address = this.#addressFor(judged);
    if (address === null || this.#preparing + this.#waiting.length >= MOST) return;
    this.#preparing++;
    this.#seen(judged, address)
      .then((seen) => {
        if (!seen) return;
        this.#waiting.push(seen);
        this.#writing ??= this.#write();
      })
      .catch((error) => console.error('seawall: a verdict could not be made an entry', error))
      .finally(() => {
        this.#preparing--;
      });
  }

  /** For tests: all that was noted has been written, or could not be. */
  async settled(): Promise<void> {
    while (this.#preparing > 0 || this.#writing) {
      await (this.#writing ?? new Promise((resolve) => setTimeout(resolve)));
    }
  }

  /** Where it was seen; null where it is not to be kept. */
  #addressFor({ verdict, about, sender }: Judged): string | null {
    const { keep, keepSafe } = this.#options.settings();
    const { flag, engine, basis } = verdict;
    if (!keep || sender.private || !about || engine === null || basis === 'person') return null;
    if (flag === 'unknown' || (flag === 'safe' && !keepSafe)) return null;
    const { frameId, url, top } = sender;
    return pageAddress((frameId === 0 ? (url ?? top) : (top ?? url)) ?? '');
  }

  async #seen({ request, verdict, about }: Judged, address: string): Promise<Seen | null> {
    const content = contentOf(request, about?.image);
    if (!content || !about || verdict.engine === null || verdict.flag === 'unknown') return null;
    const key = await keyOf(content);
    if (this.#isLately(`${key} ${verdict.flag} ${verdict.pUnsafe} ${address}`)) return null;
    const isImage = request.kind === 'image';
    const flag: ReviewFlag = verdict.flag;
    return {
      content: key,
      address,
      kind: request.kind,
      snippet: snippetOf(request.text),
      language:
        about.language === undefined ? await this.#options.language(request) : about.language,
      flag,
      pUnsafe: verdict.pUnsafe,
      engine: verdict.engine,
      build: about.build.slice(0, MAX_BUILD),
      seenAt: this.#now(),
      thumbnail: isImage ? bytesOf(await this.#options.thumbnail(request.source)) : null,
    };
  }

  #isLately(what: string): boolean {
    const now = this.#now();
    const before = this.#lately.get(what);
    if (before !== undefined && now - before < AGAIN_MS) return true;
    this.#lately.delete(what);
    this.#lately.set(what, now);
    if (this.#lately.size > REMEMBERED) {
      const [oldest] = this.#lately.keys();
      if (oldest !== undefined) this.#lately.delete(oldest);
    }
    return false;
  }

  /** The next to be written. */
  #next(): Seen[] {
    const unsafe = this.#waiting.findIndex(({ flag }) => flag === 'unsafe');
    if (unsafe >= 0) return this.#waiting.splice(unsafe, 1);
    return this.#waiting.splice(0, TOGETHER);
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const seen = this.#next();
      try {
        const added = await this.#options.store.addAll(seen);
        this.#options.added(added.filter((each) => each !== 'known').length);
      } catch (error) {
        console.error(`seawall: ${seen.length} verdict(s) could not be kept for review`, error);
      }
    }
    this.#writing = null;
  }
}

/** What the verdict is about. Null of an image whose bytes nobody knows. */
function contentOf(request: Judged['request'], image: string | undefined): EngineContent | null {
  if (request.kind === 'text') return textContent(request);
  if (image === undefined) return null;
  return { kind: 'image', image, detail: 'balanced', text: guardText(request.text) };
}

/** Null where there is no picture, or one too large to keep. */
function bytesOf(address: string | null): Uint8Array<ArrayBuffer> | null {
  const base64 = address?.split(';base64,')[1];
  if (base64 === undefined || base64.length > (MAX_THUMBNAIL_BYTES / 3) * 4) return null;
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
