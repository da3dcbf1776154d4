/**
 * What comes before waiting for the guard: content is made one spelling, an image's bytes are got,
 * and the cache is asked. None of it takes a place of the engine's, so that an image whose server
 * is slow holds up nobody else.
 *
 *     text   ── key ── cache
 *     image  ── bytes ── SHA-256 ── key ── cache
 */
import { contentKey } from '../core/content-key';
import { guardText } from '../core/guard-text';
import type { ImageDetail } from '../core/image';
import { type UnknownReason, unknown, type Verdict } from '../core/verdict';
import type { Ask, ImageAsk, Waiter } from './asks';
import type { CachedAnswer, VerdictCache } from './cache';
import type { Engine, EngineContent, GuardIdentity } from './engines/engine';
import type { Images } from './images/images';

export interface LookupsOptions {
  engine: Pick<Engine, 'identity' | 'name' | 'status'>;
  cache: Pick<VerdictCache, 'find'>;
  images: Pick<Images, 'want'>;
  /** How closely images are looked at now. */
  detail(): ImageDetail;
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
        const content = textContent(waiter.ask);
        waiter.practice = guard?.practice ?? false;
        return { waiter, content, key: guard && (await contentKey(content, guard.id)) };
      }),
    );
    const keys = new Set(contents.flatMap(({ key }) => key ?? []));
    const remember = waiters.some(({ ask }) => ask.remember);
    const known = await this.#options.cache.find([...keys], remember);
    for (const { waiter, content, key } of contents) this.#found(waiter, content, key, known);
    this.#options.settled();
  }

  async #image(waiter: Waiter, ask: ImageAsk): Promise<void> {
    const { engine, images, cache, detail } = this.#options;
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
    const known = await cache.find(key === null ? [] : [key], remember);
    this.#found(waiter, content, key, known);
    this.#options.settled();
  }

  #found(
    waiter: Waiter,
    content: EngineContent,
    key: string | null,
    known: ReadonlyMap<string, CachedAnswer>,
  ): void {
    if (!this.#waiters.delete(waiter)) return;
    const answer = key === null ? undefined : known.get(key);
    if (answer) this.#options.known(waiter, answer);
    else this.#options.unanswered(waiter, content, key);
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

/** What is asked about a text. An answer to nothing is a text like any other. */
function textContent(ask: Ask): Exclude<EngineContent, { kind: 'image' }> {
  const text = guardText(ask.text);
  const question = ask.kind === 'response' ? guardText(ask.question) : '';
  return question === '' ? { kind: 'prompt', text } : { kind: 'response', question, text };
}
