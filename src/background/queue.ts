/**
 * All that waits for the guard, from all tabs, texts and images alike. Identical content is one
 * entry however many wait for it.
 *
 *     ask ─▶ looking up ─▶ waiting ─▶ asked ─▶ answered
 *            (lookups)     (lines)    (engine)
 *
 * Only a bounded number is out with the engine, so that what comes into view is never behind all
 * the rest. Texts and images have places of their own: an image takes as long as many texts.
 */
import type { ImageDetail } from '../core/image';
import { PRIORITY, type Priority } from '../core/priority';
import { unknown, type Verdict, verdictOf, verdictOfAnswer } from '../core/verdict';
import { type Ask, type Entry, type Ticket, Waiter } from './asks';
import type { VerdictCache } from './cache';
import type { Engine, EngineAnswer, EngineContent, Place } from './engines/engine';
import type { Images } from './images/images';
import { Line, type Places } from './line';
import { Lookups } from './lookups';
import { GUARD_ALONE, type Judging } from './review/judging';

/** Prompts and responses are texts alike. */
type Lane = 'text' | 'image';
const laneOf = (kind: EngineContent['kind']): Lane => (kind === 'image' ? 'image' : 'text');

const PLACES: Readonly<Record<Lane, Places>> = {
  text: { [PRIORITY.visible]: 64, [PRIORITY.near]: 48, [PRIORITY.rest]: 32 },
  // Enough for the guard to have the next at hand while it looks at one.
  image: { [PRIORITY.visible]: 8, [PRIORITY.near]: 6, [PRIORITY.rest]: 4 },
};
/** An entry is given up after this long with a guard that is ready and answers nobody. */
export const DEADLINE_MS = 60_000;
/**
 * With an image out, everybody waits for so long: a guard that is ready may have to open the part of
 * it that sees, and one image may take a slow device longer than a hundred texts.
 */
export const IMAGE_DEADLINE_MS = 3 * DEADLINE_MS;
const TICK_MS = 5_000;
const NOWHERE: Place = { page: 0, order: 0, site: '' };

export interface QueueOptions {
  engine: Engine;
  cache: Pick<VerdictCache, 'find' | 'put'>;
  images: Pick<Images, 'want'>;
  /** How closely images are looked at now. */
  detail(): ImageDetail;
  /** An element has been answered. `others`: how many were with the engine besides. */
  ran?(run: { kind: 'text' | 'image'; ms: number; others: number }): void;
  /** What a person has to say in verdicts. */
  judging?: Judging;
  /**
   * The engine keeps its own line and its own time: it gets all there is at once, and nobody gives
   * up on it.
   */
  ownLine?: boolean;
}

const ALL: Places = { 0: 10_000, 1: 10_000, 2: 10_000 };

export class ScreeningQueue {
  readonly #engine: Engine;
  readonly #cache: QueueOptions['cache'];
  readonly #lookups: Lookups;
  /** Entries that wait or are asked, by content key. */
  readonly #entries = new Map<string, Entry>();
  readonly #lines: Readonly<Record<Lane, Line<Entry>>>;
  readonly #judging: Judging;
  readonly #ownLine: boolean;
  readonly #ran: QueueOptions['ran'];
  readonly #asked: Readonly<Record<Lane, Set<Entry>>> = { text: new Set(), image: new Set() };
  #pumping = false;
  #ticker: ReturnType<typeof setInterval> | undefined;

  constructor({ engine, cache, images, detail, ran, ...options }: QueueOptions) {
    const { judging = GUARD_ALONE, ownLine = false } = options;
    this.#judging = judging;
    this.#ownLine = ownLine;
    this.#ran = ran;
    this.#lines = {
      text: new Line(ownLine ? ALL : PLACES.text),
      image: new Line(ownLine ? ALL : PLACES.image),
    };
    this.#engine = engine;
    this.#cache = cache;
    this.#lookups = new Lookups({
      engine,
      cache,
      images,
      detail,
      judging,
      known: (waiter, answer) => this.#tell(waiter, { ok: true, ...answer }),
      unanswered: (waiter, content, key) => this.#enqueue(waiter, content, key),
      settled: () => this.#pump(),
    });
  }

  ask(asks: readonly Ask[]): Ticket[] {
    const waiters = asks.map((ask) => new Waiter(ask));
    this.#lookups.start(waiters);
    return waiters.map((waiter) => ({
      reprioritise: (priority) => this.#reprioritise(waiter, priority),
      cancel: () => this.#cancel(waiter),
    }));
  }

  /**
   * The guard has become another one, or looks at images in another way: everything is answered
   * `interrupted` and may be asked anew. Keys hold the guard's name, so nothing of before may be
   * mixed with what comes after.
   */
  interruptAll(): void {
    const waiters = this.#lookups.dropAll();
    for (const entry of this.#live()) {
      waiters.push(...entry.waiters);
      entry.waiters.clear();
      this.#remove(entry);
      entry.abort.abort();
    }
    for (const waiter of waiters) waiter.tell(unknown('interrupted', this.#engine.name));
  }

  #enqueue(waiter: Waiter, content: EngineContent, key: string | null): void {
    const { priority } = waiter;
    const { remember } = waiter.ask;
    const known = key === null ? undefined : this.#entries.get(key);
    if (known) {
      known.waiters.add(waiter);
      waiter.entry = known;
      known.remember ||= remember;
      if (priority < known.priority) this.#reprioritise(waiter, priority);
      return;
    }
    const abort = new AbortController();
    const entry: Entry = {
      ...content,
      key,
      priority,
      remember,
      abort,
      signal: abort.signal,
      waiters: new Set([waiter]),
      stage: 'waiting',
      askedAt: 0,
      silent: 0,
      place: waiter.ask.place ?? NOWHERE,
      waits: (turnAt) => {
        const verdict = { ...unknown('turn', this.#engine.name), turnAt };
        for (const each of entry.waiters) each.inform(verdict);
      },
      answered: (answer) => this.#answered(entry, answer),
    };
    waiter.entry = entry;
    if (key !== null) this.#entries.set(key, entry);
    this.#lines[laneOf(entry.kind)].add(entry);
  }

  #reprioritise(waiter: Waiter, priority: Priority): void {
    const before = waiter.priority;
    waiter.priority = priority;
    const { entry } = waiter;
    if (!entry) waiter.want?.reprioritise(priority);
    if (!entry || entry.stage === 'done') return;
    let wanted = priority;
    if (priority > entry.priority) {
      // Others may want it sooner than this one does now.
      if (before > entry.priority) return;
      for (const each of entry.waiters) if (each.priority < wanted) wanted = each.priority;
    }
    if (wanted === entry.priority) return;
    entry.priority = wanted;
    if (entry.stage === 'asked') {
      this.#engine.ask([entry]);
      return;
    }
    this.#lines[laneOf(entry.kind)].move(entry);
    this.#pump();
  }

  #cancel(waiter: Waiter): void {
    waiter.end();
    this.#lookups.drop(waiter);
    const { entry } = waiter;
    if (!entry?.waiters.delete(waiter) || entry.waiters.size > 0) return;
    this.#remove(entry);
    entry.abort.abort();
    this.#pump();
  }

  /* ── what goes out ──────────────────────────────────────────────────────── */

  #pump(): void {
    // The engine may answer from within `ask`, which comes back here.
    if (this.#pumping) return;
    this.#pumping = true;
    for (;;) {
      const batch = [...this.#going('text'), ...this.#going('image')];
      if (batch.length === 0) break;
      this.#engine.ask(batch);
    }
    this.#pumping = false;
    this.#keepTime();
  }

  #going(lane: Lane): Entry[] {
    const line = this.#lines[lane];
    const asked = this.#asked[lane];
    const batch: Entry[] = [];
    for (let entry = line.next(asked.size); entry; entry = line.next(asked.size)) {
      entry.stage = 'asked';
      entry.askedAt = performance.now();
      entry.silent = 0;
      asked.add(entry);
      batch.push(entry);
    }
    return batch;
  }

  #live(): Set<Entry> {
    const { text, image } = this.#lines;
    const waiting = [...text.waiting(), ...image.waiting()];
    return new Set([...this.#entries.values(), ...this.#out(), ...waiting]);
  }

  #out(): Entry[] {
    return [...this.#asked.text, ...this.#asked.image];
  }

  #remove(entry: Entry): void {
    entry.stage = 'done';
    this.#asked[laneOf(entry.kind)].delete(entry);
    if (entry.key !== null && this.#entries.get(entry.key) === entry) {
      this.#entries.delete(entry.key);
    }
    this.#keepTime();
  }

  /* ── what comes back ────────────────────────────────────────────────────── */

  #answered(entry: Entry, answer: EngineAnswer): void {
    if (entry.stage !== 'asked') return;
    for (const each of this.#out()) each.silent = 0;
    this.#remove(entry);
    const others = this.#asked.text.size + this.#asked.image.size;
    if (answer.ok)
      this.#ran?.({ kind: laneOf(entry.kind), ms: performance.now() - entry.askedAt, others });
    const { key, remember } = entry;
    const isBad = answer.ok && verdictOf(answer.pUnsafe, this.#engine.name).flag === 'unknown';
    if (answer.ok && !isBad && key !== null && remember) {
      const { pUnsafe, whole, basis } = answer;
      this.#cache.put(key, { pUnsafe, whole, basis });
    }
    if (!answer.ok && answer.reason === 'no-sight') void this.#lookups.noSight();
    for (const waiter of entry.waiters) this.#tell(waiter, answer);
    // The line goes on holding the entry for a while, but not what it was asked with.
    entry.waiters.clear();
    this.#pump();
  }

  /** Each by its own threshold: its text may be taken to be in another language. */
  #tell(waiter: Waiter, answer: EngineAnswer): void {
    const threshold = this.#judging.threshold(waiter.ask, waiter.about?.language);
    waiter.tell(this.#verdict(answer, threshold));
  }

  #verdict(answer: EngineAnswer, threshold: number): Verdict {
    const { name } = this.#engine;
    if (!answer.ok) return unknown(answer.reason, answer.reason === 'no-guard' ? null : name);
    return verdictOfAnswer(answer, name, threshold);
  }

  #keepTime(): void {
    const { text, image } = this.#asked;
    if (text.size + image.size > 0) this.#ticker ??= setInterval(() => this.#tick(), TICK_MS);
    else {
      clearInterval(this.#ticker);
      this.#ticker = undefined;
    }
  }

  /** Ticks, not clock time: they stand still while the computer sleeps. */
  #tick(): void {
    const ready = this.#engine.status === 'ready' && !this.#ownLine;
    const deadline = this.#asked.image.size > 0 ? IMAGE_DEADLINE_MS : DEADLINE_MS;
    for (const entry of this.#out()) {
      entry.silent = ready ? entry.silent + 1 : 0;
      if (entry.silent * TICK_MS < deadline) continue;
      this.#remove(entry);
      entry.abort.abort();
      for (const waiter of entry.waiters) waiter.tell(unknown('timeout', this.#engine.name));
      entry.waiters.clear();
    }
    this.#pump();
  }
}
