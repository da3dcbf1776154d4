/**
 * Maps for as many keys as a page has nodes.
 *
 * When a Map or WeakMap has no room left, all of it moves to one of twice the size at once, in the middle
 * of some `set`. Where its keys are nodes, each of them is asked for its hash for that: of a hundred
 * thousand it takes the page's thread 15 to 30 ms (V8), several such maps fill at the same node, and a
 * slice shall take 8. So these are several smaller ones each, and a key is looked for where the last one
 * was found first: walks go from neighbour to neighbour, and neighbours came together.
 */

/** Keys of one part: moving these takes two or three milliseconds. */
export const ROOM = 16_384;
/** More make a key that is in none of them too dear: of pages with more nodes, the parts grow. */
export const PARTS = 16;

interface Part<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
  has(key: K): boolean;
  delete(key: K): boolean;
}

abstract class Parted<K, V extends object | number, P extends Part<K, V>> {
  protected readonly parts: P[] = [];
  /** The part that a key was in, or came into, last. */
  protected last: P | undefined;

  constructor(protected readonly room: number = ROOM) {}

  get(key: K): V | undefined {
    const value = this.last?.get(key);
    // Most pages fill one part only.
    return value !== undefined || this.parts.length < 2 ? value : this.#search(key)?.get(key);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  set(key: K, value: V): void {
    const part = this.partOf(key);
    if (part) part.set(key, value);
    else this.add(key, value);
  }

  /** As `set`, of a key that is not in it: nobody looks whether it is. */
  add(key: K, value: V): void {
    this.last = this.roomy();
    this.last.set(key, value);
  }

  delete(key: K): boolean {
    return this.partOf(key)?.delete(key) ?? false;
  }

  /** For a key that is new. */
  protected abstract roomy(): P;

  protected partOf(key: K): P | undefined {
    return this.last?.has(key) ? this.last : this.#search(key);
  }

  #search(key: K): P | undefined {
    for (const part of this.parts) {
      if (part === this.last || !part.has(key)) continue;
      this.last = part;
      return part;
    }
    return undefined;
  }
}

/** As a Map. */
export class NodeMap<K, V extends object | number> extends Parted<K, V, Map<K, V>> {
  get size(): number {
    return this.parts.reduce((sum, part) => sum + part.size, 0);
  }

  *keys(): Iterable<K> {
    for (const part of this.parts) yield* part.keys();
  }

  clear(): void {
    this.parts.length = 0;
    this.last = undefined;
  }

  override delete(key: K): boolean {
    const part = this.partOf(key);
    if (!part?.delete(key)) return false;
    // Nobody shall look in there any more.
    if (part.size === 0) {
      this.parts.splice(this.parts.indexOf(part), 1);
      this.last = this.parts[0];
    }
    return true;
  }

  protected roomy(): Map<K, V> {
    let least = this.parts[0];
    for (const part of this.parts) {
      if (part.size < this.room) return part;
      if (least && part.size < least.size) least = part;
    }
    if (least && this.parts.length === PARTS) return least;
    const part = new Map<K, V>();
    this.parts.push(part);
    return part;
  }
}

/**
 * As a WeakMap. How many keys a part still has nobody tells, so each is given `room` of them in its turn.
 * When all have had their turn, many of the first part's keys are gone, on a page that always shows
 * something new; on others they all grow.
 */
export class WeakNodeMap<K extends WeakKey, V extends object | number> extends Parted<
  K,
  V,
  WeakMap<K, V>
> {
  #turn = 0;
  #given = 0;

  protected roomy(): WeakMap<K, V> {
    if (this.#given === this.room) {
      this.#turn = (this.#turn + 1) % PARTS;
      this.#given = 0;
    }
    this.#given++;
    const known = this.parts[this.#turn];
    if (known) return known;
    const part = new WeakMap<K, V>();
    this.parts.push(part);
    return part;
  }
}
