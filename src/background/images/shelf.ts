/**
 * The images at hand, by the SHA-256 of their bytes: those that the guard's Worker is about to take
 * and those that a list is about to show. Bounded in bytes; what was used longest ago goes first.
 * Only memory: nothing here outlives the background. Not as Blobs, which lie in the browser's process and
 * whose size the collector of garbage does not know.
 */

export interface ShelfOptions {
  maxBytes?: number;
  now?: () => number;
}

export interface Shelved {
  token: string;
  bytes: Uint8Array<ArrayBuffer>;
}

interface Item {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** False for what only private windows have shown: it is taken away when it is done with. */
  remember: boolean;
  /** The addresses that it was got from, and when last. */
  readonly addresses: Map<string, number>;
}

const MAX_BYTES = 64 * 1024 * 1024;
/** For this long the same address is taken to be the same image. */
const FRESH_MS = 60_000;
/** A picture that a hostile page names by ever new addresses. */
const MAX_ADDRESSES = 100;

export class Shelf {
  readonly #maxBytes: number;
  readonly #now: () => number;
  /** Last used last. */
  readonly #items = new Map<string, Item>();
  readonly #tokens = new Map<string, string>();
  #bytes = 0;

  constructor({ maxBytes = MAX_BYTES, now = Date.now }: ShelfOptions = {}) {
    this.#maxBytes = maxBytes;
    this.#now = now;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#items.size;
  }

  /** @param address null where it was got from none */
  put({ token, bytes }: Shelved, address: string | null, remember: boolean): void {
    if (bytes.byteLength > this.#maxBytes) return;
    const item: Item = this.#items.get(token) ?? { bytes, remember, addresses: new Map() };
    if (!this.#items.has(token)) this.#bytes += bytes.byteLength;
    item.remember ||= remember;
    this.#items.set(token, item);
    this.#touch(token, item);
    if (address !== null) this.#name(token, item, address);
    for (const [oldest] of this.#items) {
      if (this.#bytes <= this.#maxBytes) break;
      this.remove(oldest);
    }
  }

  get(token: string): Uint8Array<ArrayBuffer> | null {
    const item = this.#items.get(token);
    if (!item) return null;
    this.#touch(token, item);
    return item.bytes;
  }

  /** What this address gave a moment ago. */
  at(address: string): Shelved | null {
    const token = this.#tokens.get(address);
    const item = token === undefined ? undefined : this.#items.get(token);
    const got = item?.addresses.get(address);
    if (token === undefined || !item || got === undefined || this.#now() - got > FRESH_MS) {
      return null;
    }
    this.#touch(token, item);
    return { token, bytes: item.bytes };
  }

  /** Nobody is about to use it any more. */
  done(token: string): void {
    if (this.#items.get(token)?.remember === false) this.remove(token);
  }

  remove(token: string): void {
    const item = this.#items.get(token);
    if (!item) return;
    this.#items.delete(token);
    this.#bytes -= item.bytes.byteLength;
    for (const address of item.addresses.keys()) this.#unname(token, address);
  }

  #touch(token: string, item: Item): void {
    this.#items.delete(token);
    this.#items.set(token, item);
  }

  #name(token: string, item: Item, address: string): void {
    item.addresses.delete(address);
    item.addresses.set(address, this.#now());
    this.#tokens.set(address, token);
    for (const oldest of item.addresses.keys()) {
      if (item.addresses.size <= MAX_ADDRESSES) break;
      item.addresses.delete(oldest);
      this.#unname(token, oldest);
    }
  }

  /** An address that gives another image by now stays that one's. */
  #unname(token: string, address: string): void {
    if (this.#tokens.get(address) === token) this.#tokens.delete(address);
  }
}
