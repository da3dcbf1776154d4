/**
 * Which element is asked about, and when.
 *
 *   placing ──where it is is known──▶ waiting ──sent──▶ asked ──verdict──▶ answered
 *      ▲                               │   ▲              │                   │
 *      │                               │   └──port lost───┤                   │
 *      │                               └──▶ drawing ──────┘                   │
 *      └──────────contents changed (one version up)───────┴───────────────────┘
 *
 * placing: new or changed. It goes on when the viewport observer has spoken (after `patienceMs`
 *   without a word it counts as `rest`: observers sleep in hidden tabs), if its contents keep
 *   changing, when they have been still for QUIET_MS, and if it is an image, when it has loaded.
 * waiting: in the queue of its lane and priority; the newest goes first, and every eighth request
 *   is the oldest of all, so that nothing starves on a page that never stops growing.
 * drawing: an image that only the page has is being taken from it. It has its place at the
 *   background already: no more are drawn than can be asked.
 * asked: at the background. At most LIMITS of its lane and priority are there, fewer for the less
 *   urgent, so what scrolls into view never queues behind what does not. A changed or removed
 *   element is cancelled; a lost port sends all of them back to waiting.
 * answered: has a verdict for this very version. A verdict for any other version is dropped.
 */
import type { ImageSource, ImageTrouble } from '../core/image';
import { cutText, MAX_REQUEST_TEXT } from '../core/limits';
import { PRIORITY, type Priority } from '../core/priority';
import type { ContentMessage, ScreenRequest } from '../platform/messages';
import type { ImageElement, ScreenElement } from './extract/element';
import { Lane, type Limits } from './lane';
import type { Entry } from './queue';

export const LIMITS: Readonly<Record<ScreenElement['kind'], Limits>> = {
  text: { 0: 64, 1: 48, 2: 32 },
  image: { 0: 16, 1: 12, 2: 8 },
};
const BATCH = 16;
/** Moved on in one step. */
const RIPEN = 500;
/** UTF-16 units of text and addresses; a message that has so many gets no more. */
const BATCH_TEXT = 262_144;
const QUIET_MS = 250;
const HOLD_MS = 50;
/** Contents that never stop changing are asked about this often all the same. */
const RESTLESS_MS = 2_000;

/** An image's bytes, or why there are none; `null`: the page has changed it meanwhile. */
export type Taken = { ok: true; source: ImageSource } | { ok: false; reason: ImageTrouble | null };

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
  /** Whether the page still shows what the element was last seen with. */
  isFresh(element: ScreenElement): boolean;
  /** At once where an address is all there is to it; never rejects. */
  sourceOf(image: ImageElement): ImageSource | Promise<Taken>;
  /** There are no bytes to ask with. */
  failed(image: ImageElement, reason: ImageTrouble): void;
  /** Step again in so many milliseconds. */
  wakeIn(ms: number): void;
}

export class Schedule {
  readonly #entries = new Map<number, Entry>();
  readonly #byBlock = new Map<Element, Set<Entry>>();
  readonly #placing = new Set<Entry>();
  readonly #lanes: Readonly<Record<ScreenElement['kind'], Lane>> = {
    text: new Lane(LIMITS.text),
    image: new Lane(LIMITS.image),
  };
  #cancelled: { id: number; version: number }[] = [];
  /** Asked already, and more urgent now. */
  readonly #urged = new Set<Entry>();
  /** Drawn, and to be sent. */
  readonly #drawn = new Set<Entry>();
  #ticket = 0;
  /** Nothing that is being placed can go on before this. */
  #ripeAt = Number.POSITIVE_INFINITY;

  constructor(private readonly deps: ScheduleDeps) {}

  add(element: ScreenElement): void {
    const entry: Entry = {
      element,
      state: 'answered',
      priority: PRIORITY.rest,
      source: null,
      ticket: 0,
      since: 0,
      changedAt: null,
      restlessSince: null,
      heldUntil: 0,
    };
    this.#entries.set(element.id, entry);
    this.#place(entry);
  }

  /** The element has new contents: what was asked about the old ones is void. */
  change(element: ScreenElement): void {
    const entry = this.#entries.get(element.id);
    if (!entry) return;
    this.#cancel(entry, element.version - 1);
    const now = this.deps.now();
    const isRestless = entry.changedAt !== null && now - entry.changedAt < 2 * QUIET_MS;
    entry.restlessSince = isRestless ? (entry.restlessSince ?? now) : null;
    entry.changedAt = now;
    this.#place(entry);
  }

  move(element: ScreenElement, from: Element): void {
    const entry = this.#entries.get(element.id);
    if (!entry || entry.state === 'answered') return;
    this.#leave(entry, from);
    this.#enter(entry);
  }

  remove(element: ScreenElement): void {
    const entry = this.#entries.get(element.id);
    if (!entry) return;
    this.#cancel(entry, element.version);
    this.#settle(entry);
    this.#entries.delete(element.id);
  }

  /** The verdict for this id and version has come; null where it answers to nothing any more. */
  answer(id: number, version: number): ScreenElement | null {
    const entry = this.#entries.get(id);
    if (!entry || entry.element.version !== version) return null;
    this.#settle(entry);
    return entry.element;
  }

  /** It need not wait for its loading any more. */
  loaded(element: ImageElement): void {
    const entry = this.#entries.get(element.id);
    if (entry?.state !== 'placing') return;
    this.#ripeAt = 0;
    this.deps.wakeIn(0);
  }

  askAgain(element: ScreenElement): void {
    const entry = this.#entries.get(element.id);
    if (entry?.state === 'answered') this.#place(entry);
  }

  /** An answer came that cannot be used: the page has changed under it. */
  repeat(element: ScreenElement): void {
    const entry = this.#entries.get(element.id);
    if (entry?.state === 'asked' || entry?.state === 'drawing') this.#place(entry);
  }

  /** What the background was asked is lost with it. */
  portLost(): void {
    for (const lane of Object.values(this.#lanes)) {
      const asked = [...lane.asked.values()].filter(({ state }) => state === 'asked');
      for (const entry of asked.reverse()) this.#wait(entry);
    }
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
    return this.#lanes.text.asked.size + this.#lanes.image.asked.size;
  }

  step(): boolean {
    this.#ripen();
    if (this.#cancelled.length > 0) {
      if (!this.deps.send({ type: 'cancel', elements: this.#cancelled })) return false;
      this.#cancelled = [];
    }
    const entries = this.#take();
    if (entries.length === 0) return false;
    if (!this.deps.send({ type: 'screen', requests: entries.map(toRequest) })) {
      for (const entry of entries.reverse()) if (entry.state === 'waiting') this.#wait(entry);
      return false;
    }
    for (const entry of entries) {
      entry.state = 'asked';
      this.#laneOf(entry).asked.set(entry.element.id, entry);
      this.#urged.delete(entry);
      this.#drawn.delete(entry);
    }
    return true;
  }

  #laneOf({ element }: Entry): Lane {
    return this.#lanes[element.kind];
  }

  #place(entry: Entry): void {
    this.#leaveLane(entry);
    entry.state = 'placing';
    entry.since = this.deps.now();
    this.#placing.add(entry);
    this.#enter(entry);
    const isPlaced = this.deps.priorityOf(entry.element.block) !== null;
    const placedAt = entry.since + (isPlaced ? 0 : this.deps.patienceMs());
    const ripeAt = Math.max(placedAt, heldUntil(entry));
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
    entry.ticket = ++this.#ticket;
    this.#laneOf(entry).wait(entry);
  }

  /** What was asked or drawn of it is void. */
  #leaveLane(entry: Entry): boolean {
    entry.source = null;
    entry.ticket = ++this.#ticket;
    this.#urged.delete(entry);
    this.#drawn.delete(entry);
    return this.#laneOf(entry).asked.delete(entry.element.id);
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
    return Math.max(placeWait, quietWait(entry, now), heldUntil(entry) - now);
  }

  #take(): Entry[] {
    const batch: Entry[] = [];
    let length = 0;
    const isFull = () => batch.length >= BATCH || length >= BATCH_TEXT;
    const add = (entry: Entry) => {
      length += lengthOf(entry);
      batch.push(entry);
    };
    for (const entry of [...this.#urged, ...this.#drawn]) if (!isFull()) add(entry);
    for (const lane of Object.values(this.#lanes)) {
      let taken = 0;
      while (!isFull()) {
        const entry = lane.next(taken);
        if (!entry) break;
        if (!this.deps.isFresh(entry.element)) {
          this.#hold(entry);
          continue;
        }
        // Out of its queue; `step` makes it asked, or puts it back.
        entry.ticket = ++this.#ticket;
        if (!this.#hasSource(entry)) continue;
        taken++;
        add(entry);
      }
    }
    return batch;
  }

  /** The page has just changed it: wait for the extractor to see that, too. */
  #hold(entry: Entry): void {
    entry.heldUntil = this.deps.now() + HOLD_MS;
    this.#place(entry);
  }

  /** False where the image must be drawn first, which begins with this. */
  #hasSource(entry: Entry): boolean {
    const { element } = entry;
    if (element.kind === 'text' || entry.source !== null) return true;
    const source = this.deps.sourceOf(element);
    if (!(source instanceof Promise)) {
      entry.source = source;
      return true;
    }
    entry.state = 'drawing';
    this.#laneOf(entry).asked.set(element.id, entry);
    const { ticket } = entry;
    void source.then((taken) => {
      if (entry.state !== 'drawing' || entry.ticket !== ticket) return;
      if (taken.ok) {
        entry.source = taken.source;
        this.#drawn.add(entry);
      } else if (taken.reason === null) {
        this.#hold(entry);
      } else {
        this.deps.failed(element, taken.reason);
      }
      this.deps.wakeIn(0);
    });
    return false;
  }

  #cancel(entry: Entry, version: number): void {
    const wasAsked = entry.state === 'asked';
    this.#leaveLane(entry);
    if (!wasAsked) return;
    this.#cancelled.push({ id: entry.element.id, version });
    this.deps.wakeIn(0);
  }

  #settle(entry: Entry): void {
    this.#leaveLane(entry);
    this.#placing.delete(entry);
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

/** How long contents that keep changing must still be quiet. */
function quietWait(entry: Entry, now: number): number {
  if (entry.restlessSince === null || entry.changedAt === null) return 0;
  return Math.min(entry.changedAt + QUIET_MS, entry.restlessSince + RESTLESS_MS) - now;
}

const heldUntil = ({ element, heldUntil }: Entry): number =>
  element.kind === 'image' ? Math.max(heldUntil, element.notBefore) : heldUntil;

function lengthOf({ element, source }: Entry): number {
  const text = Math.min(element.text.length, MAX_REQUEST_TEXT);
  if (source === null) return text;
  return text + (source.from === 'web' ? source.url : source.data).length;
}

function toRequest({ element, priority, source }: Entry): ScreenRequest {
  const { id, version } = element;
  const text = cutText(element.text, MAX_REQUEST_TEXT);
  return source === null
    ? { id, version, kind: 'text', text, priority }
    : { id, version, kind: 'image', source, text, priority };
}
