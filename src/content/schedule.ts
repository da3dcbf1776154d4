/**
 * Which element is asked about, and when.
 *
 *   placing ──where it is is known──▶ waiting ──sent──▶ asked ──verdict──▶ answered
 *      ▲                                 ▲                │                   │
 *      │                                 └──port lost─────┤                   │
 *      └──────────text changed (one version up)───────────┴───────────────────┘
 *
 * placing: new or changed. It goes on when the viewport observer has spoken (after `patienceMs`
 *   without a word it counts as `rest`: observers sleep in hidden tabs) and, if its text is one
 *   that keeps changing, when that has been still for QUIET_MS.
 * waiting: in the queue of its priority; the newest goes first, and every eighth request is the
 *   oldest of all, so that nothing starves on a page that never stops growing.
 * asked: at the background. At most LIMITS[priority] are there, fewer for the less urgent, so what
 *   scrolls into view never queues behind what does not. A changed or removed element is
 *   cancelled; a lost port sends all of them back to waiting.
 * answered: has a verdict for this very version. A verdict for any other version is dropped.
 */
import { cutText, MAX_REQUEST_TEXT } from '../core/limits';
import { PRIORITY, type Priority } from '../core/priority';
import type { ContentMessage, ScreenRequest } from '../platform/messages';
import { isFresh, type TextElement } from './extract/registry';
import { type Entry, Queue } from './queue';

export const LIMITS: Readonly<Record<Priority, number>> = { 0: 64, 1: 48, 2: 32 };
const BATCH = 16;
/** Moved on in one step. */
const RIPEN = 500;
const BATCH_TEXT = 262_144;
const OLDEST_EVERY = 8;
const QUIET_MS = 250;
const HOLD_MS = 50;
/** A text that never stops changing is asked about this often all the same. */
const RESTLESS_MS = 2_000;

export interface ScheduleDeps {
  now(): number;
  /** False where the message cannot go now; the schedule is woken when it can. */
  send(message: ContentMessage): boolean;
  /** How long to wait for `priorityOf` to know. */
  patienceMs(): number;
  priorityOf(block: Element): Priority | null;
  /** The element waits (so its place matters), or no longer does. */
  watch(block: Element): void;
  unwatch(block: Element): void;
  /** Step again in so many milliseconds. */
  wakeIn(ms: number): void;
}

export class Schedule {
  readonly #entries = new Map<number, Entry>();
  readonly #byBlock = new Map<Element, Set<Entry>>();
  readonly #placing = new Set<Entry>();
  readonly #asked = new Map<number, Entry>();
  readonly #queues: Readonly<Record<Priority, Queue>> = {
    0: new Queue(),
    1: new Queue(),
    2: new Queue(),
  };
  #cancelled: { id: number; version: number }[] = [];
  #urged = new Set<Entry>();
  #ticket = 0;
  #sent = 0;
  /** Nothing that is being placed can go on before this. */
  #ripeAt = Number.POSITIVE_INFINITY;

  constructor(private readonly deps: ScheduleDeps) {}

  add(element: TextElement): void {
    const entry: Entry = {
      element,
      state: 'answered',
      priority: PRIORITY.rest,
      ticket: 0,
      since: 0,
      changedAt: null,
      restlessSince: null,
      heldUntil: 0,
    };
    this.#entries.set(element.id, entry);
    this.#place(entry);
  }

  /** The element has new text: what was asked about the old one is void. */
  change(element: TextElement): void {
    const entry = this.#entries.get(element.id);
    if (!entry) return;
    this.#cancel(entry, element.version - 1);
    const now = this.deps.now();
    const isRestless = entry.changedAt !== null && now - entry.changedAt < 2 * QUIET_MS;
    entry.restlessSince = isRestless ? (entry.restlessSince ?? now) : null;
    entry.changedAt = now;
    this.#place(entry);
  }

  move(element: TextElement, from: Element): void {
    const entry = this.#entries.get(element.id);
    if (!entry || entry.state === 'answered') return;
    this.#leave(entry, from);
    this.#enter(entry);
  }

  remove(element: TextElement): void {
    const entry = this.#entries.get(element.id);
    if (!entry) return;
    this.#cancel(entry, element.version);
    this.#settle(entry);
    this.#entries.delete(element.id);
  }

  /** The verdict for this id and version has come; null where it answers to nothing any more. */
  answer(id: number, version: number): TextElement | null {
    const entry = this.#entries.get(id);
    if (!entry || entry.element.version !== version) return null;
    this.#settle(entry);
    return entry.element;
  }

  askAgain(element: TextElement): void {
    const entry = this.#entries.get(element.id);
    if (entry?.state === 'answered') this.#place(entry);
  }

  /** An answer came that cannot be used: the page has changed under it. */
  repeat(element: TextElement): void {
    const entry = this.#entries.get(element.id);
    if (entry?.state === 'asked') this.#place(entry);
  }

  /** What the background was asked is lost with it. */
  portLost(): void {
    for (const entry of [...this.#asked.values()].reverse()) this.#wait(entry);
    this.#cancelled = [];
    this.#urged.clear();
  }

  /** The viewport knows more of these blocks. */
  placed(blocks: readonly Element[]): void {
    for (const block of [...blocks].reverse()) {
      const priority = this.deps.priorityOf(block);
      if (priority === null) continue;
      for (const entry of this.#byBlock.get(block) ?? []) this.#prioritise(entry, priority);
    }
    this.deps.wakeIn(0);
  }

  get asked(): number {
    return this.#asked.size;
  }

  step(): boolean {
    this.#ripen();
    if (this.#cancelled.length > 0) {
      if (!this.deps.send({ type: 'cancel', elements: this.#cancelled })) return false;
      this.#cancelled = [];
    }
    const entries = this.#take();
    if (entries.length === 0) return false;
    const requests = entries.map(toRequest);
    if (!this.deps.send({ type: 'screen', requests })) {
      for (const entry of entries.reverse()) if (entry.state === 'waiting') this.#wait(entry);
      return false;
    }
    for (const entry of entries) {
      if (entry.state === 'waiting') this.#sent++;
      entry.state = 'asked';
      this.#asked.set(entry.element.id, entry);
      this.#urged.delete(entry);
    }
    return true;
  }

  #place(entry: Entry): void {
    this.#asked.delete(entry.element.id);
    this.#urged.delete(entry);
    entry.state = 'placing';
    entry.since = this.deps.now();
    this.#placing.add(entry);
    this.#enter(entry);
    const isPlaced = this.deps.priorityOf(entry.element.block) !== null;
    const ripeAt = Math.max(entry.since + (isPlaced ? 0 : this.deps.patienceMs()), entry.heldUntil);
    this.#ripeAt = Math.min(this.#ripeAt, ripeAt);
    this.deps.wakeIn(Math.max(0, this.#ripeAt - entry.since));
  }

  #prioritise(entry: Entry, priority: Priority): void {
    const isMoreUrgent = priority < entry.priority;
    if (entry.state === 'placing') {
      this.#ripeAt = 0;
      return;
    }
    if (entry.priority === priority) return;
    entry.priority = priority;
    if (entry.state === 'waiting') this.#wait(entry);
    else if (entry.state === 'asked' && isMoreUrgent) this.#urged.add(entry);
  }

  #wait(entry: Entry): void {
    this.#asked.delete(entry.element.id);
    entry.state = 'waiting';
    entry.ticket = ++this.#ticket;
    this.#queues[entry.priority].push(entry);
  }

  /** Moves on what has its place and is still; comes back in time for what is not. */
  #ripen(): void {
    const now = this.deps.now();
    if (now < this.#ripeAt) {
      if (this.#placing.size > 0) this.deps.wakeIn(this.#ripeAt - now);
      return;
    }
    const ripe: Entry[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const entry of this.#placing) {
      const wait = this.#waitOf(entry, now);
      if (wait > 0) next = Math.min(next, wait);
      else ripe.push(entry);
      if (ripe.length === RIPEN) {
        next = 0;
        break;
      }
    }
    // Reversed: of those that ripen together, the page's first shall be asked about first.
    for (const entry of ripe.reverse()) {
      this.#placing.delete(entry);
      entry.priority = this.deps.priorityOf(entry.element.block) ?? PRIORITY.rest;
      if (entry.restlessSince !== null) entry.restlessSince = now;
      this.#wait(entry);
    }
    this.#ripeAt = now + next;
    if (this.#placing.size > 0) this.deps.wakeIn(next);
  }

  #waitOf(entry: Entry, now: number): number {
    const isPlaced = this.deps.priorityOf(entry.element.block) !== null;
    const placeWait = isPlaced ? 0 : entry.since + this.deps.patienceMs() - now;
    return Math.max(placeWait, quietWait(entry, now), entry.heldUntil - now);
  }

  #take(): Entry[] {
    const batch: Entry[] = [...this.#urged].slice(0, BATCH);
    let length = 0;
    let asked = this.#asked.size;
    while (batch.length < BATCH && length < BATCH_TEXT) {
      const entry = this.#next(asked, this.#sent + batch.length);
      if (!entry) break;
      if (!isFresh(entry.element)) {
        // The page has just changed it: wait for the extractor to see that, too.
        entry.heldUntil = this.deps.now() + HOLD_MS;
        this.#place(entry);
        continue;
      }
      // Taken out of the queue; `step` makes it asked, or puts it back by its ticket.
      entry.ticket = ++this.#ticket;
      asked++;
      length += Math.min(entry.element.text.length, MAX_REQUEST_TEXT);
      batch.push(entry);
    }
    return batch;
  }

  #next(asked: number, turn: number): Entry | null {
    const classes = [PRIORITY.visible, PRIORITY.near, PRIORITY.rest] as const;
    if (turn % OLDEST_EVERY === OLDEST_EVERY - 1 && asked < LIMITS[PRIORITY.visible]) {
      let oldest: Entry | null = null;
      for (const priority of classes) {
        const entry = this.#queues[priority].oldest();
        if (entry && (!oldest || entry.since < oldest.since)) oldest = entry;
      }
      if (oldest) return oldest;
    }
    for (const priority of classes) {
      if (asked >= LIMITS[priority]) continue;
      const entry = this.#queues[priority].newest();
      if (entry) return entry;
    }
    return null;
  }

  #cancel(entry: Entry, version: number): void {
    if (!this.#asked.delete(entry.element.id)) return;
    this.#cancelled.push({ id: entry.element.id, version });
    this.#urged.delete(entry);
    this.deps.wakeIn(0);
  }

  #settle(entry: Entry): void {
    this.#asked.delete(entry.element.id);
    this.#placing.delete(entry);
    this.#urged.delete(entry);
    entry.state = 'answered';
    this.#leave(entry, entry.element.block);
    this.deps.wakeIn(0);
  }

  #enter(entry: Entry): void {
    const { block } = entry.element;
    const entries = this.#byBlock.get(block) ?? new Set();
    if (entries.has(entry)) return;
    entries.add(entry);
    this.#byBlock.set(block, entries);
    this.deps.watch(block);
  }

  #leave(entry: Entry, block: Element): void {
    const entries = this.#byBlock.get(block);
    if (!entries?.delete(entry)) return;
    if (entries.size === 0) this.#byBlock.delete(block);
    this.deps.unwatch(block);
  }
}

/** How long a text that keeps changing must still be quiet. */
function quietWait(entry: Entry, now: number): number {
  if (entry.restlessSince === null || entry.changedAt === null) return 0;
  return Math.min(entry.changedAt + QUIET_MS, entry.restlessSince + RESTLESS_MS) - now;
}

const toRequest = ({ element, priority }: Entry): ScreenRequest => ({
  id: element.id,
  version: element.version,
  kind: 'text',
  text: cutText(element.text, MAX_REQUEST_TEXT),
  priority,
});
