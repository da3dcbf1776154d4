/**
 * The review store among the other parts of the background: verdicts go into it, what persons say comes
 * out of it into verdicts, and every open page hears of a change. What fails here never breaks
 * screening.
 */
import { DETECTED, decidedLanguage, guessLanguage } from '../../core/guess-language';
import { defaultPreferences, type Preferences, thresholdFor } from '../../core/preferences';
import type { ReviewAnswer, ReviewRequest } from '../../platform/review-protocol';
import type { Ask } from '../asks';
import type { Images } from '../images/images';
import type { DrawSvg } from '../images/picture';
import { Thumbnails } from '../images/thumbnail';
import type { Judged } from '../pages';
import type { Judging } from './judging';
import { Recorder } from './recorder';
import { ReviewRequests } from './requests';
import { Rulings } from './rulings';
import { ReviewStore } from './store';

export interface ReviewOptions {
  images: Pick<Images, 'want'>;
  draw: DrawSvg;
  /** BCP 47 tag; null where the detector is not sure. */
  detectLanguage(text: string): Promise<string | null>;
  /** Extension pages: entries are others now. */
  tell(): void;
  /** Open pages: flags may be others now; all, or those of what is flagged or ruled. */
  reconsider(all: boolean): void;
  /** Calls for `retain` then, unless it is to come already. */
  wakeAt(time: number): Promise<void>;
  storeName?: string;
  now?: () => number;
}

/** Entries may go beyond the limits for so long, or by so many. */
const RETAIN_EVERY_MS = 6 * 60 * 60_000;
const RETAIN_AFTER = 2_000;
/** One message for what comes together. */
const TOGETHER_MS = 150;
/** Pages are not asked to look again sooner: an import may overturn thousands. */
const RECONSIDER_EVERY_MS = 500;
/** Pixels of the longer side of the picture that is kept: enough to decide by. */
const PICTURE_SIDE = 256;

export class Review {
  readonly judging: Judging;
  readonly #options: ReviewOptions;
  readonly store: ReviewStore;
  readonly #rulings: Rulings;
  readonly #recorder: Recorder;
  readonly #requests: ReviewRequests;
  #preferences: Preferences = defaultPreferences();
  #sinceRetained = 0;
  #telling: ReturnType<typeof setTimeout> | undefined;
  /** Whether all is to be asked about once more. */
  #all = false;
  #reconsideredAt = 0;
  #reconsidering: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ReviewOptions) {
    this.#options = options;
    const { images, draw, now = Date.now } = options;
    const thumbnails = new Thumbnails({ images, draw, side: PICTURE_SIDE, max: 1 });
    this.store = new ReviewStore(options.storeName, (unsafe) => this.#ruled(unsafe));
    this.#rulings = new Rulings(this.store);
    const language = (ask: Pick<Ask, 'text' | 'lang'>) => this.#language(ask);
    this.#recorder = new Recorder({
      store: this.store,
      settings: () => this.#preferences.review,
      thumbnail: (source) => thumbnails.of(source, true),
      language,
      added: (count) => this.#added(count),
      now,
    });
    this.#requests = new ReviewRequests(this.store, () => this.changed(), now);
    const thresholds = () => this.#preferences.thresholds;
    this.judging = {
      rulings: (contents) => this.#rulings.of(contents),
      get needsLanguage() {
        return Object.keys(thresholds().languages).length > 0;
      },
      language,
      threshold(ask, known) {
        if (!this.needsLanguage) return thresholds().all;
        // Languages had no thresholds of their own when it was asked about.
        const guessed = () => guessLanguage(ask.text, ask.lang ?? '').language;
        return thresholdFor(thresholds(), known === undefined ? guessed() : known);
      },
    };
  }

  /** What is chosen is known. */
  start(preferences: Preferences): void {
    this.#preferences = preferences;
    this.#wake();
  }

  /** A person has chosen otherwise. */
  follow(preferences: Preferences): void {
    const before = this.#preferences;
    this.#preferences = preferences;
    const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
    if (differs(before.thresholds, preferences.thresholds)) this.#options.reconsider(true);
    if (differs(before.review.limits, preferences.review.limits)) void this.retain();
  }

  /** A verdict goes to a page. */
  note(judged: Judged): void {
    this.#recorder.note(judged);
  }

  request(request: ReviewRequest): Promise<ReviewAnswer> {
    return this.#requests.answer(request);
  }

  /** Deletes what is beyond the limits. Never rejects. */
  async retain(): Promise<void> {
    this.#sinceRetained = 0;
    try {
      const gone = await this.store.retain(this.#preferences.review.limits);
      if (gone > 0) this.changed();
    } catch (error) {
      console.error('seawall: entries of the review store could not be deleted', error);
    }
    this.#wake();
  }

  /** For tests: what was noted has been written, or could not be. */
  settled(): Promise<void> {
    return this.#recorder.settled();
  }

  /** For tests. */
  close(): void {
    clearTimeout(this.#telling);
    clearTimeout(this.#reconsidering);
    this.store.close();
  }

  #wake(): void {
    const { wakeAt, now = Date.now } = this.#options;
    wakeAt(now() + RETAIN_EVERY_MS).catch((error) =>
      console.error('seawall: the browser takes no alarm', error),
    );
  }

  #added(count: number): void {
    if (count === 0) return;
    this.changed();
    this.#sinceRetained += count;
    if (this.#sinceRetained >= RETAIN_AFTER) void this.retain();
  }

  /** Entries are others now: extension pages hear of it, once for what comes together. */
  changed(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      this.#options.tell();
    }, TOGETHER_MS);
  }

  /** @param unsafe What is called safe on a page may be unsafe now: all is asked about. */
  #ruled(unsafe: boolean): void {
    this.#rulings.changed();
    this.#all ||= unsafe;
    const since = performance.now() - this.#reconsideredAt;
    const wait = Math.max(TOGETHER_MS, RECONSIDER_EVERY_MS - since);
    this.#reconsidering ??= setTimeout(() => {
      this.#reconsidering = undefined;
      const all = this.#all;
      this.#all = false;
      this.#reconsideredAt = performance.now();
      this.#options.reconsider(all);
    }, wait);
  }

  async #language({ text, lang = '' }: Pick<Ask, 'text' | 'lang'>): Promise<string | null> {
    const { language, needsDetector } = guessLanguage(text, lang);
    if (!needsDetector) return language;
    const tag = await this.#options.detectLanguage(text.slice(0, DETECTED)).catch(() => null);
    return decidedLanguage(tag, language, text);
  }
}
