/**
 * Which element is asked about, and when.
 *
 *   placing ──where it is is known──▶ waiting ──sent──▶ asked ─────verdict────▶ answered
 *      ▲                               │   ▲             │ └──turn──▶ later ──────▲ │
 *      │                               │   └──port lost──┼──────────────┤           │
 *      │                               └──▶ drawing ─────┘              │           │
 *      └──────────contents changed (one version up)──────┴──────────────┴───────────┘
 *
 * placing: new or changed, and not to be asked yet (placing.ts).
 * waiting: in the queue of its lane and priority; the newest goes first, and every eighth request
 *   is the oldest of all, so that nothing starves on a page that never stops growing.
 * drawing: an image that only the page has is being taken from it. It has its place at the
 *   background already: no more are drawn than can be asked.
 * asked: at the background. At most LIMITS of its lane and priority are there, far fewer for the
 *   less urgent, so what scrolls into view never queues behind what does not, and leaves at once. A changed or removed
 *   element is cancelled; a lost port sends all of them back to waiting.
 * later: at the background for as long as it takes, and shown as unknown meanwhile. It has no place
 *   there, so that others can be asked, and is told of whenever its priority is another one.
 * answered: has a verdict for this very version. A verdict for any other version is dropped.
 */
import type { ImageSource, ImageTrouble } from '../core/image';
import { PRIORITY, type Priority } from '../core/priority';
import type { ContentMessage } from '../platform/messages';
import { Patience } from './chat/patience';
import type { ImageElement, ScreenElement } from './extract/element';
import { Lane, type Limits } from './lane';
import { NodeMap } from './node-map';
import { Placing, type PlacingDeps, QUIET_MS } from './placing';
import type { Entry } from './queue';
import { lengthOf, requestOf } from './request';

export const LIMITS: Readonly<Record<ScreenElement['kind'], Limits>> = {
  text: { 0: 192, 1: 48, 2: 32 },
  image: { 0: 16, 1: 12, 2: 8 },
};
const BATCH = 16;
/** UTF-16 units of text and addresses; a message that has so many gets no more. */
const BATCH_TEXT = 262_144;
const HOLD_MS = 50;
/** To see what is fresh can take long: some styles are megabytes long. */
const STEP_MS = 2;

/** An image's bytes, or why there are none; `null`: the page has changed it meanwhile. */
export type Taken = { ok: true; source: ImageSource } | { ok: false; reason: ImageTrouble | null };

export interface ScheduleDeps extends PlacingDeps {
  /** False where the message cannot go now; the schedule is woken when it can. */
  send(message: ContentMessage): boolean;
  /** The element waits (so its place matters), or no longer does. */
  watch(block: Element): void;
  unwatch(block: Element): void;
  /** Whether the page still shows what the element was last seen with. */
  isFresh(element: ScreenElement): boolean;
  /** Whether what has this priority may be asked about now, or is to wait. */
  allows(priority: Priority): boolean;
  /** Whether it is part of what a person can write in. */
  isEditable(element: ScreenElement): boolean;
  /** What the page says that it is written in; empty where it does not. */
  saidLanguage(element: ScreenElement): string;
  /** At once where an address is all there is to it; never rejects. */
  sourceOf(image: ImageElement): ImageSource | Promise<Taken>;
  /** There are no bytes to ask with. */
  failed(image: ImageElement, reason: ImageTrouble): void;
}

export class Schedule {
  readonly #entries = new Map<number, Entry>();
  readonly #byBlock = new NodeMap<Element, Set<Entry>>();
  readonly #placing: Placing;
  readonly #lanes: Readonly<Record<ScreenElement['kind'], Lane>> = {
    text: new Lane(LIMITS.text),
    image: new Lane(LIMITS.image),
  };
  #cancelled: { id: number; version: number }[] = [];
  /** Asked already, and more urgent now; later, and of another priority now. */
  readonly #urged = new Set<Entry>();
  readonly #later = new Set<Entry>();
  /** Drawn, and to be sent. */
  readonly #drawn = new Set<Entry>();
  #ticket = 0;

  constructor(private readonly deps: ScheduleDeps) {
    this.#placing = new Placing(deps);
  }

  add(element: ScreenElement): void {
    const entry: Entry = {
      element,
      state: 'answered',
      priority: PRIORITY.rest,
      toldPriority: PRIORITY.rest,
      source: null,
      ticket: 0,
      since: 0,
      changedAt: null,
      restlessSince: null,
      heldUntil: 0,
      patience: null,
      outVersion: null,
      askedAt: null,
    };
    this.#entries.set(element.id, entry);
    this.#place(entry);
  }

  /**
   * The element has new contents: what was asked about the old ones is void. Where it only goes on
   * (`grows`), the verdict on its beginning is waited for until the whole is asked about.
   */
  change(element: ScreenElement, grows = false): void {
    const entry = this.#entries.get(element.id);
    if (!entry) return;
    const now = this.deps.now();
    if (!grows) this.#cancel(entry);
    entry.patience = grows ? (entry.patience ?? new Patience(now)) : null;
    entry.askedAt = null;
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
    this.#cancel(entry);
    this.#settle(entry);
    this.#entries.delete(element.id);
  }

  /** The verdict for this id and version has come; null where it answers to nothing any more. */
  answer(id: number, version: number): ScreenElement | null {
    const entry = this.#entries.get(id);
    if (!entry) return null;
    if (entry.outVersion === version) entry.outVersion = null;
    if (entry.element.version !== version) return null;
    this.#settle(entry);
    return entry.element;
  }

  /**
   * The verdict for this id and version says that its turn comes later: it stays asked. Null where
   * that is said of nothing any more.
   */
  postpone(id: number, version: number): ScreenElement | null {
    const entry = this.#entries.get(id);
    if (!entry || entry.element.version !== version) return null;
    if (entry.state !== 'asked') return entry.state === 'later' ? entry.element : null;
    this.#laneOf(entry).asked.delete(id);
    entry.state = 'later';
    this.#later.add(entry);
    this.#tellPriority(entry);
    this.deps.wakeIn(0);
    return entry.element;
  }

  /** It need not wait for its loading any more. */
  loaded(element: ImageElement): void {
    const entry = this.#entries.get(element.id);
    if (entry?.state !== 'placing') return;
    this.#placing.stir();
    this.deps.wakeIn(0);
  }

  askAgain(element: ScreenElement): void {
    const entry = this.#entries.get(element.id);
    if (entry?.state === 'later') {
      // Asked anew and not only told of again: who answers may be another by now.
      this.#cancel(entry);
      this.#place(entry);
    } else if (entry?.state === 'answered') {
      this.#place(entry);
    }
  }

  /** An answer came that cannot be used: the page has changed under it. */
  repeat(element: ScreenElement): void {
    const entry = this.#entries.get(element.id);
    const { state } = entry ?? {};
    if (entry && (state === 'asked' || state === 'drawing' || state === 'later')) {
      entry.outVersion = null;
      this.#place(entry);
    }
  }

  /** What the background was asked is lost with it. */
  portLost(): void {
    for (const entry of [...this.#later].reverse()) this.#wait(entry);
    this.#later.clear();
    for (const lane of Object.values(this.#lanes)) {
      const asked = [...lane.asked.values()].filter(({ state }) => state === 'asked');
      for (const entry of asked.reverse()) this.#wait(entry);
    }
    for (const entry of this.#entries.values()) entry.outVersion = null;
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

  /** When the element's contents were first asked about; null where they were not yet. */
  askedAt({ id }: ScreenElement): number | null {
    return this.#entries.get(id)?.askedAt ?? null;
  }

  /** For tests of leaks. */
  get held(): { entries: number; blocks: Element[] } {
    return { entries: this.#entries.size, blocks: [...this.#byBlock.keys()] };
  }

  get asked(): number {
    return this.#lanes.text.asked.size + this.#lanes.image.asked.size;
  }

  /** Every element has its answer. */
  get idle(): boolean {
    return this.#byBlock.size === 0;
  }

  step(): boolean {
    // Reversed: of those that ripen together, the page's first shall be asked about first.
    for (const entry of this.#placing.ripe().reverse()) this.#wait(entry);
    if (this.#cancelled.length > 0) {
      if (!this.deps.send({ type: 'cancel', elements: this.#cancelled })) return false;
      this.#cancelled = [];
    }
    const { entries, hasMore } = this.#take();
    if (entries.length === 0) return hasMore;
    const { deps } = this;
    const requests = entries.map((entry) =>
      requestOf(entry, deps.isEditable(entry.element), deps.saidLanguage(entry.element)),
    );
    if (!this.deps.send({ type: 'screen', requests })) {
      for (const entry of entries.reverse()) if (entry.state === 'waiting') this.#wait(entry);
      return false;
    }
    for (const entry of entries) {
      entry.toldPriority = entry.priority;
      entry.outVersion = entry.element.version;
      entry.askedAt ??= this.deps.now();
      if (entry.state !== 'later') {
        entry.state = 'asked';
        this.#laneOf(entry).asked.set(entry.element.id, entry);
      }
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
    this.#placing.add(entry);
    this.#enter(entry);
  }

  #prioritise(entry: Entry, priority: Priority): void {
    const isMoreUrgent = priority < entry.priority;
    if (entry.state === 'placing') {
      if (this.#placing.release(entry)) this.#wait(entry);
      else this.#placing.stir();
      return;
    }
    if (entry.priority === priority) return;
    entry.priority = priority;
    if (entry.state === 'waiting') this.#wait(entry);
    else if (entry.state === 'asked' && isMoreUrgent) this.#urged.add(entry);
    else if (entry.state === 'later') this.#tellPriority(entry);
  }

  /** Of what waits for minutes, the background shall also know that it has left the view. */
  #tellPriority(entry: Entry): void {
    if (entry.priority !== entry.toldPriority) this.#urged.add(entry);
    else this.#urged.delete(entry);
  }

  #wait(entry: Entry): void {
    entry.ticket = ++this.#ticket;
    this.#laneOf(entry).wait(entry);
  }

  /** What was asked or drawn of it is void. */
  #leaveLane(entry: Entry): void {
    entry.source = null;
    entry.ticket = ++this.#ticket;
    this.#urged.delete(entry);
    this.#drawn.delete(entry);
    this.#later.delete(entry);
    this.#laneOf(entry).asked.delete(entry.element.id);
  }

  #take(): { entries: Entry[]; hasMore: boolean } {
    const entries: Entry[] = [];
    let length = 0;
    const end = this.deps.now() + STEP_MS;
    const isFull = () => entries.length >= BATCH || length >= BATCH_TEXT || this.deps.now() > end;
    const add = (entry: Entry) => {
      length += lengthOf(entry);
      entries.push(entry);
    };
    for (const entry of [...this.#urged, ...this.#drawn]) if (!isFull()) add(entry);
    for (const lane of Object.values(this.#lanes)) {
      let taken = 0;
      while (!isFull()) {
        const entry = lane.next(taken, this.deps.allows);
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
    return { entries, hasMore: isFull() };
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

  #cancel(entry: Entry): void {
    this.#leaveLane(entry);
    if (entry.outVersion === null) return;
    this.#cancelled.push({ id: entry.element.id, version: entry.outVersion });
    entry.outVersion = null;
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
    const entries = this.#byBlock.get(block);
    if (entries?.has(entry)) return;
    if (entries) entries.add(entry);
    else this.#byBlock.add(block, new Set([entry]));
    this.deps.watch(block);
  }

  #leave(entry: Entry, block: Element): void {
    const entries = this.#byBlock.get(block);
    if (!entries?.delete(entry)) return;
    if (entries.size === 0) this.#byBlock.delete(block);
    this.deps.unwatch(block);
  }
}
