/**
 * Fetches images. Servers are hostile or broken: time, bytes and the number under way are bounded,
 * and nothing that they say of an image is believed. It is asked for without cookies and without a
 * referrer, so it is what anybody would get; and from the person's own machine and network only
 * where they have let us read that very host, or a page could reach there by us what the browser
 * keeps from it.
 *
 * A server that does not begin to answer gives its place to others after a while, or a few images
 * of one slow server would hold up those of all the rest.
 */
import PQueue from 'p-queue';
import { type ImageTrouble, MAX_IMAGE_BYTES } from '../../core/image';
import type { Priority } from '../../core/priority';
import { isPrivateHost } from '../../core/private-host';
import { siteOf } from '../../core/site';

export type Fetched =
  /** Without a type: what the server calls it is not believed. */
  { ok: true; bytes: Uint8Array<ArrayBuffer> } | { ok: false; trouble: ImageTrouble };

export interface FetchLimits {
  /** Of one image, decompressed. */
  bytes: number;
  /** From the first sign of the request to the last byte. */
  totalMs: number;
  /** Without a byte. */
  silentMs: number;
  /** Side by side. */
  atOnce: number;
  /** A fetch that has no answer after this long gives up its place … */
  lateMs: number;
  /** … but so many do at most: they still go on. */
  late: number;
}

const LIMITS: FetchLimits = {
  bytes: MAX_IMAGE_BYTES,
  totalMs: 20_000,
  silentMs: 8_000,
  atOnce: 6,
  lateMs: 1_500,
  late: 12,
};

export interface FetchOptions {
  /** Whether the person has let Seawall read this address. */
  permitted(url: string): Promise<boolean>;
  /** Whether anything is under way. */
  busy?(isBusy: boolean): void;
  limits?: Partial<FetchLimits>;
}

export interface FetchRequest {
  priority: Priority;
  /** False from a private window: then the browser's cache is neither read nor written. */
  remember: boolean;
  /** Aborted when nobody wants it any more. */
  signal: AbortSignal;
}

export interface Fetching {
  /** Rejects only with the reason of an aborted signal. */
  readonly fetched: Promise<Fetched>;
  reprioritise(priority: Priority): void;
}

const MISSING: Fetched = { ok: false, trouble: 'image-missing' };
const LOCKED: Fetched = { ok: false, trouble: 'image-locked' };
const TOO_LARGE: Fetched = { ok: false, trouble: 'image-too-large' };
/** As browsers ask for the images of a page: a server that chooses by it chooses the same one. */
const ACCEPT = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';

export class ImageFetcher {
  readonly #options: FetchOptions;
  readonly #limits: FetchLimits;
  readonly #places: PQueue;
  #ids = 0;
  #underWay = 0;
  #late = 0;

  constructor(options: FetchOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#places = new PQueue({ concurrency: this.#limits.atOnce });
  }

  start(url: string, { priority, remember, signal }: FetchRequest): Fetching {
    const id = `${this.#ids++}`;
    let waits = true;
    const fetched = new Promise<Fetched>((resolve, reject) => {
      const inPlace = async () => {
        waits = false;
        const transfer = new Transfer(url, remember, this.#limits, signal);
        const result = transfer.run(this.#options.permitted);
        result.then(resolve, reject);
        await this.#needsPlace(transfer, result);
      };
      // p-queue serves the highest first, and we count from the most urgent.
      this.#places.add(inPlace, { id, priority: -priority, signal }).catch(reject);
    });
    this.#count(1);
    const end = () => this.#count(-1);
    fetched.then(end, end);
    return {
      fetched,
      reprioritise: (wanted) => {
        if (waits && !signal.aborted) this.#places.setPriority(id, -wanted);
      },
    };
  }

  #count(change: 1 | -1): void {
    const before = this.#underWay;
    this.#underWay += change;
    if ((before === 0) !== (this.#underWay === 0)) this.#options.busy?.(this.#underWay > 0);
  }

  async #needsPlace(transfer: Transfer, result: Promise<Fetched>): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#limits.lateMs);
    });
    await Promise.race([result, late]).finally(() => clearTimeout(timer));
    if (transfer.hasBegun || this.#late >= this.#limits.late) {
      await result;
      return;
    }
    this.#late++;
    const end = () => void this.#late--;
    result.then(end, end);
  }
}

/** One image on its way. */
class Transfer {
  /** The server has begun to answer, or there will be no answer. */
  hasBegun = false;
  readonly #url: string;
  readonly #remember: boolean;
  readonly #limits: FetchLimits;
  readonly #signal: AbortSignal;
  /** Ends the connection, for whatever reason. */
  readonly #end = new AbortController();

  constructor(url: string, remember: boolean, limits: FetchLimits, signal: AbortSignal) {
    this.#url = url;
    this.#remember = remember;
    this.#limits = limits;
    this.#signal = signal;
  }

  async run(permitted: FetchOptions['permitted']): Promise<Fetched> {
    const unwanted = () => this.#end.abort();
    this.#signal.addEventListener('abort', unwanted, { once: true });
    const total = setTimeout(unwanted, this.#limits.totalMs);
    try {
      return await this.#answer(permitted);
    } finally {
      this.hasBegun = true;
      clearTimeout(total);
      this.#signal.removeEventListener('abort', unwanted);
      // Where the rest was not read, nobody reads it.
      this.#end.abort();
    }
  }

  async #answer(permitted: FetchOptions['permitted']): Promise<Fetched> {
    this.#signal.throwIfAborted();
    const address = webAddress(this.#url);
    if (address === null) return MISSING;
    const isLocked = async (url: string) => isPrivate(url) && !(await permitted(url));
    if (await isLocked(address)) return LOCKED;
    this.#signal.throwIfAborted();
    try {
      const response = await this.#inTime(
        fetch(address, {
          signal: this.#end.signal,
          credentials: 'omit',
          cache: this.#remember ? 'force-cache' : 'no-store',
          referrerPolicy: 'no-referrer',
          headers: { accept: ACCEPT },
        }),
      );
      this.hasBegun = true;
      // Browsers follow redirects to the web alone; this holds it whatever else answers.
      if (webAddress(response.url) === null) return MISSING;
      // Where it led to is known only now; what is there, and whether, is told to nobody.
      if (await isLocked(response.url)) return LOCKED;
      if (!response.ok) return MISSING;
      return await this.#read(response);
    } catch {
      this.#signal.throwIfAborted();
      // Too slow, or cut off in its midst. Before that the browser does not say whether it is the
      // network or the server's rules for other sites, and those do not hold where we may read.
      if (this.#end.signal.aborted || this.hasBegun) return MISSING;
      return (await permitted(address)) ? MISSING : LOCKED;
    }
  }

  async #read(response: Response): Promise<Fetched> {
    const { bytes: most } = this.#limits;
    if (Number(response.headers.get('content-length')) > most) return TOO_LARGE;
    const reader = response.body?.getReader();
    if (!reader) return MISSING;
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let length = 0;
    for (;;) {
      const { done, value } = await this.#inTime(reader.read());
      if (done) return length > 0 ? { ok: true, bytes: joined(chunks, length) } : MISSING;
      length += value.byteLength;
      if (length > most) return TOO_LARGE;
      chunks.push(value);
    }
  }

  /** The next sign of the server, or the end of the connection. */
  async #inTime<T>(sign: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#end.abort(), this.#limits.silentMs);
    return sign.finally(() => clearTimeout(timer));
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

const isPrivate = (url: string): boolean => isPrivateHost(siteOf(url) ?? '');

/** Without a name and password, which belong to the page's reader; null where it is not of the web. */
function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const address = new URL(url);
  if (address.protocol !== 'http:' && address.protocol !== 'https:') return null;
  address.username = '';
  address.password = '';
  return address.href;
}
