/**
 * All that waits for the guard, from all tabs. Identical content is one entry however many wait
 * for it.
 *
 *     ask ─▶ looking up ─▶ waiting ─▶ asked ─▶ answered
 *              (cache)     (stacks)   (engine)
 *
 * Only a bounded number is out with the engine, so that what comes into view is never behind all
 * the rest; the last places are kept for it. Within a class the newest goes first, and every
 * eighth place goes to whatever has waited longest, so nothing starves.
 */
import { contentKey, normalise } from '../core/content-key';
import { PRIORITY, type Priority } from '../core/priority';
import { unknown, type Verdict, verdictOf } from '../core/verdict';
import type { VerdictCache } from './cache';
import type { Engine, EngineAnswer, EngineRequest } from './engines/engine';

export interface Ask {
  kind: 'prompt';
  text: string;
  priority: Priority;
  /** False from a private window: the answer is not stored. */
  remember: boolean;
  /** Called once, unless cancelled. `practice`: the guard asked was the practice guard. */
  answered(verdict: Verdict, practice: boolean): void;
}

/** One requester's hold on an entry. */
export interface Ticket {
  reprioritise(priority: Priority): void;
  cancel(): void;
}

/** Out with the engine at most, when the next one is of this class. */
const PLACES: Record<Priority, number> = {
  [PRIORITY.visible]: 64,
  [PRIORITY.near]: 48,
  [PRIORITY.rest]: 32,
};
const OLDEST_EVERY = 8;
/** An entry is given up after this long with a guard that is ready and answers nobody. */
export const DEADLINE_MS = 60_000;
const TICK_MS = 5_000;

interface Waiter extends Ask {
  entry: Entry | null;
  practice: boolean;
  done: boolean;
}

interface Entry extends EngineRequest {
  readonly key: string | null;
  readonly waiters: Set<Waiter>;
  readonly abort: AbortController;
  remember: boolean;
  stage: 'waiting' | 'asked' | 'done';
  /** Ticks of a ready guard's silence since it was asked. */
  silent: number;
}

export interface QueueOptions {
  engine: Engine;
  cache: Pick<VerdictCache, 'find' | 'put'>;
}

export class ScreeningQueue {
  readonly #engine: Engine;
  readonly #cache: QueueOptions['cache'];
  /** Entries that wait or are asked, by content key. */
  readonly #entries = new Map<string, Entry>();
  /** Waiting entries by class, newest last. An entry that has moved on is skipped when met. */
  readonly #stacks: Record<Priority, Entry[]> = { 0: [], 1: [], 2: [] };
  /** Waiting entries, oldest first from `#oldest` on. */
  #line: Entry[] = [];
  #oldest = 0;
  readonly #asked = new Set<Entry>();
  readonly #lookingUp = new Set<Waiter>();
  #turn = 0;
  #pumping = false;
  #ticker: ReturnType<typeof setInterval> | undefined;

  constructor({ engine, cache }: QueueOptions) {
    this.#engine = engine;
    this.#cache = cache;
  }

  ask(asks: readonly Ask[]): Ticket[] {
    const waiters = asks.map(
      (ask): Waiter => ({
        ...ask,
        entry: null,
        practice: false,
        done: false,
      }),
    );
    for (const waiter of waiters) this.#lookingUp.add(waiter);
    void this.#lookUp(waiters);
    return waiters.map((waiter) => ({
      reprioritise: (priority) => this.#reprioritise(waiter, priority),
      cancel: () => this.#cancel(waiter),
    }));
  }

  /**
   * The guard has become another one: everything is answered `interrupted` and may be asked anew.
   * Keys hold the guard's name, so nothing of before may be mixed with what comes after.
   */
  interruptAll(): void {
    const waiters = [...this.#lookingUp];
    this.#lookingUp.clear();
    for (const entry of this.#live()) {
      waiters.push(...entry.waiters);
      this.#remove(entry);
      entry.abort.abort();
    }
    for (const waiter of waiters) this.#tell(waiter, unknown('interrupted', this.#engine.name));
  }

  async #lookUp(waiters: readonly Waiter[]): Promise<void> {
    const guard = await this.#engine.identity();
    const contents = await Promise.all(
      waiters.map(async (waiter) => {
        const text = normalise(waiter.text);
        const key = guard === null ? null : await contentKey(text, waiter.kind, guard.id);
        waiter.practice = guard?.practice ?? false;
        return { waiter, text, key };
      }),
    );
    const keys = new Set(contents.flatMap(({ key }) => key ?? []));
    const remember = waiters.some((waiter) => waiter.remember);
    const known = await this.#cache.find([...keys], remember);
    for (const { waiter, text, key } of contents) {
      const answer = key === null ? undefined : known.get(key);
      if (!answer) this.#enqueue(waiter, key, text);
      else if (this.#lookingUp.delete(waiter)) {
        this.#tell(waiter, this.#verdict({ ok: true, ...answer }));
      }
    }
    this.#pump();
  }

  /** `key` is null where nobody can name the guard: then nothing is shared and nothing stored. */
  #enqueue(waiter: Waiter, key: string | null, text: string): void {
    if (!this.#lookingUp.delete(waiter)) return;
    const { kind, priority, remember } = waiter;
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
      key,
      kind,
      text,
      priority,
      remember,
      abort,
      signal: abort.signal,
      waiters: new Set([waiter]),
      stage: 'waiting',
      silent: 0,
      answered: (answer) => this.#answered(entry, answer),
    };
    waiter.entry = entry;
    if (key !== null) this.#entries.set(key, entry);
    this.#stacks[priority].push(entry);
    this.#line.push(entry);
  }

  #reprioritise(waiter: Waiter, priority: Priority): void {
    const before = waiter.priority;
    waiter.priority = priority;
    const { entry } = waiter;
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
    this.#stacks[wanted].push(entry);
    this.#pump();
  }

  #cancel(waiter: Waiter): void {
    waiter.done = true;
    this.#lookingUp.delete(waiter);
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
      const batch: Entry[] = [];
      for (let entry = this.#next(); entry; entry = this.#next()) {
        entry.stage = 'asked';
        entry.silent = 0;
        this.#asked.add(entry);
        batch.push(entry);
      }
      if (batch.length === 0) break;
      this.#engine.ask(batch);
    }
    this.#pumping = false;
    this.#keepTime();
  }

  #next(): Entry | undefined {
    const out = this.#asked.size;
    if (out >= PLACES[PRIORITY.visible]) return undefined;
    if (this.#turn % OLDEST_EVERY === OLDEST_EVERY - 1) {
      const oldest = this.#takeOldest();
      if (oldest) {
        // The engine has an order of its own, and must not let it starve either.
        oldest.priority = PRIORITY.visible;
        return this.#take(oldest);
      }
    }
    for (const priority of [PRIORITY.visible, PRIORITY.near, PRIORITY.rest]) {
      if (out >= PLACES[priority]) return undefined;
      const stack = this.#stacks[priority];
      for (let entry = stack.pop(); entry; entry = stack.pop()) {
        if (entry.stage === 'waiting' && entry.priority === priority) return this.#take(entry);
      }
    }
    return undefined;
  }

  #take(entry: Entry): Entry {
    this.#turn++;
    return entry;
  }

  #takeOldest(): Entry | undefined {
    let found: Entry | undefined;
    while (!found && this.#oldest < this.#line.length) {
      const entry = this.#line[this.#oldest++];
      if (entry?.stage === 'waiting') found = entry;
    }
    if (this.#oldest > 1_000 || this.#oldest === this.#line.length) {
      this.#line = this.#line.slice(this.#oldest);
      this.#oldest = 0;
    }
    return found;
  }

  #live(): Set<Entry> {
    const waiting = this.#line.slice(this.#oldest).filter(({ stage }) => stage === 'waiting');
    return new Set([...this.#entries.values(), ...this.#asked, ...waiting]);
  }

  #remove(entry: Entry): void {
    entry.stage = 'done';
    this.#asked.delete(entry);
    if (entry.key !== null && this.#entries.get(entry.key) === entry) {
      this.#entries.delete(entry.key);
    }
    this.#keepTime();
  }

  /* ── what comes back ────────────────────────────────────────────────────── */

  #answered(entry: Entry, answer: EngineAnswer): void {
    if (entry.stage !== 'asked') return;
    for (const each of this.#asked) each.silent = 0;
    this.#remove(entry);
    const verdict = this.#verdict(answer);
    const { key, remember } = entry;
    if (answer.ok && key !== null && remember && verdict.reason !== 'bad-answer') {
      this.#cache.put(key, { pUnsafe: answer.pUnsafe, whole: answer.whole });
    }
    for (const waiter of entry.waiters) this.#tell(waiter, verdict);
    this.#pump();
  }

  #verdict(answer: EngineAnswer): Verdict {
    const { name } = this.#engine;
    if (!answer.ok) return unknown(answer.reason, answer.reason === 'no-guard' ? null : name);
    const verdict = verdictOf(answer.pUnsafe, name);
    // Safe at its beginning says nothing about the rest; unsafe anywhere is unsafe.
    return verdict.flag === 'safe' && !answer.whole ? unknown('too-long', name) : verdict;
  }

  #tell(waiter: Waiter, verdict: Verdict): void {
    if (waiter.done) return;
    waiter.done = true;
    waiter.answered(verdict, waiter.practice);
  }

  #keepTime(): void {
    if (this.#asked.size > 0) this.#ticker ??= setInterval(() => this.#tick(), TICK_MS);
    else {
      clearInterval(this.#ticker);
      this.#ticker = undefined;
    }
  }

  /** Ticks, not clock time: they stand still while the computer sleeps. */
  #tick(): void {
    const ready = this.#engine.state.status === 'ready';
    for (const entry of [...this.#asked]) {
      entry.silent = ready ? entry.silent + 1 : 0;
      if (entry.silent * TICK_MS < DEADLINE_MS) continue;
      this.#remove(entry);
      entry.abort.abort();
      for (const waiter of entry.waiters) this.#tell(waiter, unknown('timeout', this.#engine.name));
    }
    this.#pump();
  }
}
