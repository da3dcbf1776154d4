/**
 * The nodes that the extractor has still to look at. `urgent` ones are few and new: a reader may be
 * looking at them already.
 */

export type Dirt = 'full' | 'edge' | 'style' | 'image';

/** More than this, and to look at the whole page again is cheaper than to remember. */
const MOST = 20_000;
const MOST_REMOVED = 5_000;
const MOST_URGENT = 256;

export class Pile {
  readonly #urgent = new Map<Node, Dirt>();
  readonly #rest = new Map<Node, Dirt>();
  #removed: Node[] = [];
  #removedTaken = 0;
  /** Marked by the page's changes since nothing was left. */
  #marked = 0;

  /** The page has changed it. */
  mark(node: Node, dirt: Dirt, isUrgent: boolean): void {
    this.#marked++;
    this.add(node, dirt, isUrgent);
  }

  add(node: Node, dirt: Dirt, isUrgent = false): void {
    const isFresh = isUrgent && this.#urgent.size < MOST_URGENT && !this.#rest.has(node);
    const map = isFresh || this.#urgent.has(node) ? this.#urgent : this.#rest;
    const before = map.get(node);
    map.set(node, before === undefined || before === dirt ? dirt : 'full');
  }

  addRemoved(node: Node): void {
    this.#removed.push(node);
  }

  /** A walk has come to it. */
  delete(node: Node): void {
    if (this.#rest.size > 0) this.#rest.delete(node);
    if (this.#urgent.size > 0) this.#urgent.delete(node);
  }

  clear(): void {
    this.#urgent.clear();
    this.#rest.clear();
    this.#removed = [];
    this.#removedTaken = 0;
    this.#marked = 0;
  }

  takeRemoved(): Node | undefined {
    if (this.#removedTaken < this.#removed.length) return this.#removed[this.#removedTaken++];
    this.#removed = [];
    this.#removedTaken = 0;
    return undefined;
  }

  takeUrgent(): [Node, Dirt] | null {
    return takeFirst(this.#urgent);
  }

  take(): [Node, Dirt] | null {
    const entry = takeFirst(this.#urgent) ?? takeFirst(this.#rest);
    if (!entry) this.#marked = 0;
    return entry;
  }

  get removed(): number {
    return this.#removed.length - this.#removedTaken;
  }

  get hasUrgent(): boolean {
    return this.#urgent.size > 0;
  }

  get isFull(): boolean {
    return this.#marked >= MOST || this.removed >= MOST_REMOVED;
  }

  get isEmpty(): boolean {
    return this.#rest.size === 0 && this.#urgent.size === 0 && this.removed === 0;
  }
}

function takeFirst(map: Map<Node, Dirt>): [Node, Dirt] | null {
  const [entry] = map;
  if (!entry) return null;
  map.delete(entry[0]);
  return entry;
}
