/**
 * What comes before waiting for the guard: content is made one spelling, an image's bytes are got,
 * and the cache is asked. None of it takes a place of the engine's, so that an image whose server
 * is slow holds up nobody else.
 *
 *     text   ── key ── cache, and what a person has said of it
 *     image  ── bytes ── SHA-256 ── key ── the same two
 */
import { contentKey } from '../core/content-key';
import { guardText, textContent } from '../core/guard-text';
import type { ImageDetail } from '../core/image';
import type { ReviewFlag } from '../core/review/entry';
import { type UnknownReason, unknown, type Verdict, verdictByPerson } from '../core/verdict';
import type { ImageAsk, Waiter } from './asks';
import type { CachedAnswer, VerdictCache } from './cache';
import type { Engine, EngineContent, GuardIdentity } from './engines/engine';
import type { Images } from './images/images';
import type { Judging } from './review/judging';

export interface LookupsOptions {
  engine: Pick<Engine, 'identity' | 'name' | 'status'>;
  cache: Pick<VerdictCache, 'find'>;
  images: Pick<Images, 'want'>;
  /** How closely images are looked at now. */
  detail(): ImageDetail;
  judging: Judging;
  known(waiter: Waiter, answer: CachedAnswer): void;
  /** `key` is null where nobody can name the guard: then nothing is shared and nothing stored. */
  unanswered(waiter: Waiter, content: EngineContent, key: string | null): void;
  /** Some have been looked up. */
  settled(): void;
}

export class Lookups {
  readonly #options: LookupsOptions;
  readonly #waiters = new Set<Waiter>();
  /** The guard that has said that it sees no images: none is fetched for it. */
  #blind: string | null = null;

  constructor(options: LookupsOptions) {
    this.#options = options;
  }

  start(waiters: readonly Waiter[]): void {
    const texts: Waiter[] = [];
    for (const waiter of waiters) {
      this.#waiters.add(waiter);
      if (waiter.ask.kind === 'image') void this.#image(waiter, waiter.ask);
      else texts.push(waiter);
    }
    if (texts.length > 0) void this.#texts(texts);
  }

  /** False where it is not being looked up. */
  drop(waiter: Waiter): boolean {
    return this.#waiters.delete(waiter);
  }

  dropAll(): Waiter[] {
    const all = [...this.#waiters];
    this.#waiters.clear();
    this.#blind = null;
    return all;
  }

  /** The guard asked last sees no images. */
  async noSight(): Promise<void> {
    this.#blind = (await this.#options.engine.identity())?.id ?? null;
  }

  async #texts(waiters: readonly Waiter[]): Promise<void> {
    const guard = await this.#options.engine.identity();
    const contents = await Promise.all(
      waiters.map(async (waiter) => {
        const { ask } = waiter;
        const { text } = ask;
        const content = textContent(
          ask.kind === 'response' ? { text, question: ask.question } : { text },
        );
        waiter.practice = guard?.practice ?? false;
        if (guard) waiter.about = { build: guard.id };
        return { waiter, content, key: guard && (await contentKey(content, guard.id)) };
      }),
    );
    const keys = new Set(contents.flatMap(({ key }) => key ?? []));
    const remember = waiters.some(({ ask }) => ask.remember);
    const { cache, judging } = this.#options;
    const [known, ruled] = await Promise.all([
      cache.find([...keys], remember),
      judging.rulings(contents.map(({ content }) => content)),
      judging.needsLanguage ? Promise.all(waiters.map((each) => this.#language(each))) : null,
    ]);
    for (const { waiter, content, key } of contents) {
      this.#found(waiter, content, key, known, ruled);
    }
    this.#options.settled();
  }

  async #image(waiter: Waiter, ask: ImageAsk): Promise<void> {
    const { engine, images, cache, detail, judging } = this.#options;
    const refusal = this.#refusal(await engine.identity());
    if (!this.#waiters.has(waiter)) return;
    if (refusal) {
      this.#tell(waiter, unknown(refusal, refusal === 'no-guard' ? null : engine.name));
      return;
    }
    const { remember } = ask;
    const want = images.want(ask.source, { priority: waiter.priority, remember });
    const { reprioritise, release } = want;
    waiter.want = { reprioritise, release };
    const found = await want.found;
    const guard = await engine.identity();
    if (!found || !this.#waiters.has(waiter)) return;
    waiter.practice = guard?.practice ?? false;
    if (!found.ok) {
      this.#tell(waiter, unknown(found.trouble));
      return;
    }
    const { token } = found;
    const content = {
      kind: 'image',
      image: token,
      detail: detail(),
      text: guardText(ask.text),
    } as const;
    const key = guard && (await contentKey({ ...content, bytes: token }, guard.id));
    if (guard) waiter.about = { build: guard.id, image: token };
    const [known, ruled] = await Promise.all([
      cache.find(key === null ? [] : [key], remember),
      judging.rulings([content]),
      judging.needsLanguage ? this.#language(waiter) : null,
    ]);
    this.#found(waiter, content, key, known, ruled);
    this.#options.settled();
  }

  #found(
    waiter: Waiter,
    content: EngineContent,
    key: string | null,
    known: ReadonlyMap<string, CachedAnswer>,
    ruled: ReadonlyMap<EngineContent, ReviewFlag>,
  ): void {
    if (!this.#waiters.delete(waiter)) return;
    const says = ruled.get(content);
    if (says !== undefined) {
      waiter.tell(verdictByPerson(says));
      return;
    }
    const answer = key === null ? undefined : known.get(key);
    if (answer) this.#options.known(waiter, answer);
    else this.#options.unanswered(waiter, content, key);
  }

  async #language(waiter: Waiter): Promise<void> {
    if (waiter.about) waiter.about.language = await this.#options.judging.language(waiter.ask);
  }

  #tell(waiter: Waiter, verdict: Verdict): void {
    this.#waiters.delete(waiter);
    waiter.tell(verdict);
  }

  /** Why no image need be fetched for this guard. */
  #refusal(guard: GuardIdentity | null): UnknownReason | null {
    if (guard) return guard.id === this.#blind ? 'no-sight' : null;
    const { status } = this.#options.engine;
    return status === 'none' ? 'no-guard' : status === 'failed' ? 'guard-failed' : null;
  }
}
