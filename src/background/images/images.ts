/**
 * The bytes of images, for whoever wants them: from the page that sent them, from the shelf, or
 * fetched. An address under way is fetched once, however many want it, as soon as the most eager
 * wants it, and no longer than anybody does.
 *
 * Who wants an image holds it until it is released. The bytes may leave the shelf meanwhile; then
 * they are got once more when the guard's Worker takes them.
 */
import PQueue from 'p-queue';
import { sha256 } from '../../core/content-key';
import type { ImageSource, ImageTrouble } from '../../core/image';
import { PRIORITY, type Priority } from '../../core/priority';
import type { GivenImage } from '../../platform/image-handover';
import { bytesOfData } from './data-url';
import type { Fetched, Fetching, ImageFetcher } from './fetch';
import type { Shelf, Shelved } from './shelf';

/** `token` is the SHA-256 of the bytes. */
export type Found = ({ ok: true } & Shelved) | { ok: false; trouble: ImageTrouble };

export interface Want {
  /** Null where it was released before. Keeps the bytes from being let go: not to be kept. */
  readonly found: Promise<Found | null>;
  reprioritise(priority: Priority): void;
  /** It is wanted no more. */
  release(): void;
}

export interface WantOptions {
  priority: Priority;
  /** False from a private window: nothing of it stays when it is released. */
  remember: boolean;
}

export interface ImagesOptions {
  fetcher: Pick<ImageFetcher, 'start'>;
  shelf: Pick<Shelf, 'put' | 'get' | 'at' | 'done'>;
}

interface Hold extends WantOptions {
  readonly source: ImageSource;
  settle(found: Found | null): void;
  /** Once the bytes have been found. */
  token: string | null;
  download: Download | null;
  released: boolean;
}

/** One address under way. */
interface Download {
  readonly url: string;
  readonly holds: Set<Hold>;
  readonly abort: AbortController;
  fetching: Fetching;
  priority: Priority;
}

/** Hashing takes all the bytes into memory. */
const HASHED_AT_ONCE = 2;

export class Images {
  readonly #options: ImagesOptions;
  readonly #downloads = new Map<string, Download>();
  readonly #holds = new Map<string, Set<Hold>>();
  /** Got once more for the Worker, by token. */
  readonly #again = new Map<string, { want: Want; given: Promise<GivenImage | null> }>();
  readonly #hashing = new PQueue({ concurrency: HASHED_AT_ONCE });

  constructor(options: ImagesOptions) {
    this.#options = options;
  }

  want(source: ImageSource, options: WantOptions): Want {
    const hold: Hold = {
      ...options,
      source,
      settle: NOTHING,
      token: null,
      download: null,
      released: false,
    };
    const found = new Promise<Found | null>((resolve) => {
      hold.settle = (result) => {
        // What settles a promise keeps it, and with it the bytes, for as long as it is kept itself.
        hold.settle = NOTHING;
        resolve(result);
      };
    });
    if (source.from === 'page') void this.#decode(hold, source.data);
    else this.#get(hold, source.url);
    return {
      found,
      reprioritise: (priority) => {
        hold.priority = priority;
        if (hold.download) follow(hold.download);
      },
      release: () => this.#release(hold),
    };
  }

  /** For the guard's Worker. Null where nobody wants this image any more. */
  async give(token: string): Promise<GivenImage | null> {
    const bytes = this.#options.shelf.get(token);
    if (bytes) return { ok: true, bytes };
    const [hold] = this.#holds.get(token) ?? [];
    if (!hold) return null;
    let again = this.#again.get(token);
    if (!again) {
      const { source, remember } = hold;
      const want = this.want(source, { priority: PRIORITY.visible, remember });
      again = { want, given: want.found.then((found) => found && given(found, token)) };
      this.#again.set(token, again);
    }
    try {
      return await again.given;
    } finally {
      if (this.#again.get(token) === again) this.#again.delete(token);
      again.want.release();
    }
  }

  async #decode(hold: Hold, data: string): Promise<void> {
    const bytes = await bytesOfData(data);
    const found = await this.#identify(bytes ? { ok: true, bytes } : BROKEN).catch(() => BROKEN);
    this.#arrived([hold], found, null);
  }

  #get(hold: Hold, url: string): void {
    const shelved = this.#options.shelf.at(url);
    if (shelved) {
      this.#arrived([hold], { ok: true, ...shelved }, url);
      return;
    }
    const known = this.#downloads.get(url);
    if (known) {
      known.holds.add(hold);
      hold.download = known;
      follow(known);
      return;
    }
    const { priority, remember } = hold;
    const abort = new AbortController();
    const fetching = this.#options.fetcher.start(url, { priority, remember, signal: abort.signal });
    const download: Download = { url, holds: new Set([hold]), abort, fetching, priority };
    hold.download = download;
    this.#downloads.set(url, download);
    void this.#follow(download);
  }

  async #follow(download: Download): Promise<void> {
    const { url, holds, abort, fetching } = download;
    let found: Found;
    try {
      found = await this.#identify(await fetching.fetched);
    } catch (error) {
      if (abort.signal.aborted) return;
      console.debug('seawall: an image could not be fetched', error);
      found = { ok: false, trouble: 'image-missing' };
    }
    // From here on this address is asked of the shelf.
    if (this.#downloads.get(url) === download) this.#downloads.delete(url);
    this.#arrived([...holds], found, url);
  }

  async #identify(fetched: Fetched): Promise<Found> {
    if (!fetched.ok) return fetched;
    const { bytes } = fetched;
    const hash = () => sha256(bytes);
    return { ok: true, token: await this.#hashing.add(hash), bytes };
  }

  #arrived(holds: readonly Hold[], found: Found, url: string | null): void {
    const wanted = holds.filter(({ released }) => !released);
    for (const hold of wanted) hold.download = null;
    if (found.ok && wanted.length > 0) {
      const { token } = found;
      const together = this.#holds.get(token) ?? new Set();
      this.#holds.set(token, together);
      for (const hold of wanted) {
        hold.token = token;
        together.add(hold);
      }
      const remember = wanted.some((hold) => hold.remember);
      this.#options.shelf.put(found, url, remember);
    }
    for (const hold of wanted) hold.settle(found);
  }

  #release(hold: Hold): void {
    if (hold.released) return;
    hold.released = true;
    hold.settle(null);
    this.#leave(hold);
    const { token } = hold;
    const together = token === null ? undefined : this.#holds.get(token);
    if (token === null || !together) return;
    together.delete(hold);
    if (together.size > 0) return;
    this.#holds.delete(token);
    this.#options.shelf.done(token);
    this.#again.get(token)?.want.release();
  }

  #leave(hold: Hold): void {
    const { download } = hold;
    if (!download) return;
    hold.download = null;
    download.holds.delete(hold);
    if (download.holds.size > 0) {
      follow(download);
      return;
    }
    if (this.#downloads.get(download.url) === download) this.#downloads.delete(download.url);
    download.abort.abort();
  }
}

const NOTHING = (): void => {};
const BROKEN: Extract<Found, { ok: false }> = { ok: false, trouble: 'image-broken' };

/** As soon as the most eager of those who want it. */
function follow(download: Download): void {
  let wanted: Priority = PRIORITY.rest;
  for (const { priority } of download.holds) if (priority < wanted) wanted = priority;
  if (wanted === download.priority) return;
  download.priority = wanted;
  download.fetching.reprioritise(wanted);
}

function given(found: Found, token: string): GivenImage {
  if (!found.ok) return { ...found, message: 'The image could not be got once more.' };
  if (found.token === token) return { ok: true, bytes: found.bytes };
  // An answer for these bytes would be kept as the answer for others.
  const message = 'The image has become another one at its address.';
  return { ok: false, trouble: 'image-missing', message };
}
