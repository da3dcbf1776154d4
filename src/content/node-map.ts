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
/** Weak parts: how many keys they still have, nobody tells. */
export const WEAK_PARTS = 16;

interface Part<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
  has(key: K): boolean;
  delete(key: K): boolean;
}

abstract class Parted<K, V extends object | number, P extends Part<K, V>> {
  protected readonly parts: P[] = [];
  /** The part that a key was in, or came into, last. */
  #last: P | undefined;

  constructor(protected readonly room: number = ROOM) {}

  get(key: K): V | undefined {
    const value = this.#last?.get(key);
    // Most pages fill one part only.
    return value !== undefined || this.parts.length < 2 ? value : this.#partOf(key)?.get(key);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  set(key: K, value: V): void {
    this.#last = this.#partOf(key) ?? this.roomy();
    this.#last.set(key, value);
  }

  delete(key: K): boolean {
    return this.#partOf(key)?.delete(key) ?? false;
  }

  /** For a key that is new. */
  protected abstract roomy(): P;

  #partOf(key: K): P | undefined {
    if (this.#last?.has(key)) return this.#last;
    for (const part of this.parts) {
      if (!part.has(key)) continue;
      this.#last = part;
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
    for (const part of this.parts) part.clear();
  }

  protected roomy(): Map<K, V> {
    const known = this.parts.find(({ size }) => size < this.room);
    if (known) return known;
    const part = new Map<K, V>();
    this.parts.push(part);
    return part;
  }
}

/**
 * As a WeakMap. Its parts are given ROOM keys by turns; when all have had their turn, many of the first
 * part's keys are gone, on a page that always shows something new, or else they all grow.
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
      this.#turn = (this.#turn + 1) % WEAK_PARTS;
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
