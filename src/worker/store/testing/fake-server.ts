/** A web server behind a `fetch`: as well behaved, or as badly, as a test wants it. */

export interface Served {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly headers: Headers;
  readonly init: RequestInit;
  /** Bytes that were given out so far. */
  given: number;
}

/** What happens to one request instead of a good answer. */
export type Mischief =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  /** The connection breaks after so many bytes; before the first, there is no answer at all. */
  | { readonly kind: 'break'; readonly after: number }
  /** The body ends after so many bytes, as if it were whole. */
  | { readonly kind: 'short'; readonly after: number }
  | { readonly kind: 'stall'; readonly after: number }
  | { readonly kind: 'range'; readonly contentRange: string }
  | { readonly kind: 'more'; readonly bytes: number };

export class FakeServer {
  readonly served: Served[] = [];
  ranges = true;
  /** As where a server does not let other origins see it. */
  hidesContentRange = false;
  /** Asked for each request, in order. */
  mischief: (served: Served) => Mischief | null = () => null;
  /** Waited for before each chunk. */
  pause: () => Promise<void> = async () => {};

  constructor(
    readonly baseUrl: string,
    public files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
    readonly chunkBytes = 1_000,
  ) {}

  /** Requests for a file. */
  of(path: string): Served[] {
    return this.served.filter((served) => served.path === path);
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = String(input);
    const signal = init.signal ?? new AbortController().signal;
    signal.throwIfAborted();
    await Promise.resolve();
    const path = url.startsWith(this.baseUrl) ? url.slice(this.baseUrl.length) : '';
    const file = this.files.get(path);
    const headers = new Headers(init.headers);
    const asked = /^bytes=(\d+)-(\d+)$/.exec(headers.get('Range') ?? '');
    const partial = this.ranges && asked !== null;
    const start = partial ? Number(asked[1]) : 0;
    const end = Math.min(partial ? Number(asked[2]) + 1 : Infinity, file?.length ?? 0);
    const served: Served = { path, start, end, headers, init, given: 0 };
    this.served.push(served);
    const mischief = this.mischief(served);
    if (mischief?.kind === 'status')
      return new Response(null, { status: mischief.status, headers: mischief.headers ?? {} });
    if (mischief?.kind === 'break' && mischief.after === 0) throw new TypeError('Failed to fetch');
    if (!file) return new Response(null, { status: 404 });
    if (partial && start >= file.length) return new Response(null, { status: 416 });
    const contentRange =
      mischief?.kind === 'range'
        ? mischief.contentRange
        : `bytes ${start}-${end - 1}/${file.length}`;
    return new Response(this.body(file, served, mischief, signal), {
      status: partial ? 206 : 200,
      headers: partial && !this.hidesContentRange ? { 'Content-Range': contentRange } : {},
    });
  };

  private body(
    file: Uint8Array<ArrayBuffer>,
    served: Served,
    mischief: Mischief | null,
    signal: AbortSignal,
  ): ReadableStream<Uint8Array> {
    const extra = mischief?.kind === 'more' ? new Uint8Array(mischief.bytes) : new Uint8Array();
    const stop = mischief && 'after' in mischief ? mischief.after : Infinity;
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          await this.pause();
          if (signal.aborted) return controller.error(signal.reason);
          const at = served.start + served.given;
          const length = Math.min(this.chunkBytes, served.end - at, stop - served.given);
          if (length > 0) {
            controller.enqueue(file.slice(at, at + length));
            served.given += length;
          } else if (served.given >= stop && mischief?.kind === 'break')
            controller.error(new TypeError('network error'));
          else if (served.given >= stop && mischief?.kind === 'stall') await new Promise(() => {});
          else {
            if (extra.length > 0) controller.enqueue(extra);
            controller.close();
          }
        },
      },
      { highWaterMark: 0 },
    );
  }
}
