/**
 * One request to a web server: bytes of a file from some place on, read with patience for a server
 * that is busy and none for one that is silent.
 */
import pRetry from 'p-retry';
import { retryAfterOf, sleep } from '../../core/waiting';
import { messageOf } from '../errors';
import { BUILD_JSON, MAX_BUILD_JSON_BYTES } from './build-json';
import { InstallError } from './failure';

export interface WebOptions {
  /** Without a byte for so long, a connection counts as dead. */
  readonly stallMs: number;
  /** Tries after the first, counted anew whenever a good many bytes came. */
  readonly retries: number;
  /** Wait before the second try; it doubles from one to the next. */
  readonly minRetryMs: number;
  readonly maxRetryMs: number;
  /** The longest that a server may ask to wait before the next try. */
  readonly maxAskedWaitMs: number;
}

export interface Web extends WebOptions {
  /** Address of the build's folder. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}

/** Another try may help. */
class PassingError extends Error {
  override readonly name = 'PassingError';
  constructor(
    readonly failure: InstallError,
    readonly waitMs = 0,
  ) {
    super(failure.message);
  }
}

/** The server sends files whole, whatever range it is asked for. */
export class RangeIgnored extends Error {
  override readonly name = 'RangeIgnored';
}

/** So many bytes show that a connection works. */
const PROGRESS_BYTES = 64 * 1024;

export interface Part {
  readonly path: string;
  /** Bytes of the whole file. */
  readonly size: number;
  /** The next byte that is wanted; asked for each try, since the one before brought some. */
  readonly next: () => number;
  readonly end: number;
  /** Whether a server may send the whole file where a part was asked for. */
  readonly takeWhole: boolean;
  readonly take: (bytes: Uint8Array) => void;
}

/**
 * Brings `next()` to `end`, through as many requests as it takes.
 * @throws RangeIgnored where the server sends the whole file and `takeWhole` is false
 * @throws InstallError what went wrong, also when it went wrong several times in a row
 */
export async function fetchPart(web: Web, part: Part): Promise<void> {
  while (part.next() < part.end) {
    const before = part.next();
    const progressed = () => part.next() - before >= PROGRESS_BYTES;
    const failed = await retrying(web, () => request(web, part), progressed);
    if (!failed) continue;
    if (!progressed()) throw failed.failure;
    await sleep(web.minRetryMs, web.signal);
  }
}

/** @throws InstallError */
export async function fetchBuildJson(web: Web): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = new Uint8Array();
  const failed = await retrying(
    web,
    async () => {
      const chunks: Uint8Array<ArrayBuffer>[] = [];
      let length = 0;
      await receive(web, BUILD_JSON, {}, (_, chunk) => {
        length += chunk.length;
        if (length > MAX_BUILD_JSON_BYTES)
          throw new InstallError('not-a-build', `${BUILD_JSON} is larger than 32 MB.`);
        chunks.push(chunk.slice());
      });
      bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
    },
    () => false,
  );
  if (failed) throw failed.failure;
  return bytes;
}

async function retrying(
  web: Web,
  act: () => Promise<void>,
  progressed: () => boolean,
): Promise<PassingError | null> {
  try {
    await pRetry(act, {
      retries: web.retries,
      minTimeout: web.minRetryMs,
      maxTimeout: web.maxRetryMs,
      randomize: true,
      signal: web.signal,
      shouldRetry: ({ error }) => error instanceof PassingError && !progressed(),
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (error instanceof PassingError && error.waitMs > 0 && retriesLeft > 0)
          await sleep(error.waitMs, web.signal);
      },
    });
    return null;
  } catch (error) {
    web.signal.throwIfAborted();
    if (error instanceof PassingError) return error;
    throw error;
  }
}

async function request(web: Web, part: Part): Promise<void> {
  const { path, size, end } = part;
  const start = part.next();
  const whole = start === 0 && end === size;
  let at = -1;
  const headers: HeadersInit = whole ? {} : { Range: `bytes=${start}-${end - 1}` };
  await receive(web, path, headers, (response, chunk) => {
    if (at < 0) at = begin(response, part, start);
    // Of a file that came whole, what is stored already is passed over.
    const fresh = chunk.subarray(Math.min(chunk.length, Math.max(0, part.next() - at)));
    at += chunk.length;
    if (at > (response.status === 206 ? end : size))
      throw new InstallError(
        response.status === 206 ? 'refused' : 'wrong-bytes',
        `The server sent more of ${path} than ${response.status === 206 ? 'was asked for' : `the ${size} bytes that build.json says`}.`,
      );
    const missing = end - part.next();
    if (fresh.length > 0) part.take(fresh.length > missing ? fresh.subarray(0, missing) : fresh);
  });
  if (part.next() < end)
    throw new PassingError(
      new InstallError('wrong-bytes', `${path} ended after ${part.next()} of ${size} bytes.`),
    );
}

/** Where in the file an answer begins. */
function begin(response: Response, part: Part, start: number): number {
  if (response.status !== 206) {
    if (!part.takeWhole) throw new RangeIgnored();
    return 0;
  }
  // From another origin this header is visible only where the server says so.
  const told = /^bytes (\d+)-(\d+)\//.exec(response.headers.get('Content-Range') ?? '');
  if (told && (Number(told[1]) !== start || Number(told[2]) !== part.end - 1))
    throw new InstallError(
      'refused',
      `The server sent bytes ${told[1]}-${told[2]} of ${part.path} where ${start}-${part.end - 1} were asked for.`,
    );
  return start;
}

/** One request and its body. @throws PassingError, InstallError, or whatever `take` throws */
async function receive(
  web: Web,
  path: string,
  headers: HeadersInit,
  take: (response: Response, chunk: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  web.signal.throwIfAborted();
  const link = new AbortController();
  const follow = () => link.abort(web.signal.reason);
  web.signal.addEventListener('abort', follow);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => link.abort(new Error('silence')), web.stallMs);
  };
  const under = <T>(step: Promise<T>): Promise<T> => underSignal(step, link.signal, web, path);
  try {
    alive();
    const response = await under(
      web.fetch(new URL(path, web.baseUrl), {
        headers,
        signal: link.signal,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        redirect: 'follow',
      }),
    );
    checkAnswer(web, path, response);
    const reader = response.body?.getReader();
    while (reader) {
      alive();
      const { done, value } = await under(reader.read());
      if (done) return;
      take(response, value);
    }
  } finally {
    clearTimeout(timer);
    web.signal.removeEventListener('abort', follow);
    // Ends the connection where the body was not read to its end.
    link.abort(new Error('done'));
  }
}

/** A step of the network: what it throws means that the connection broke. */
async function underSignal<T>(
  step: Promise<T>,
  signal: AbortSignal,
  web: Web,
  path: string,
): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
  });
  step.catch(() => {});
  try {
    return await Promise.race([step, aborted]);
  } catch (error) {
    web.signal.throwIfAborted();
    const { host } = new URL(web.baseUrl);
    const why = signal.aborted
      ? `nothing came for ${Math.round(web.stallMs / 1000)} s`
      : messageOf(error);
    throw new PassingError(
      new InstallError('unreachable', `${host} did not bring ${path} (${why}).`),
    );
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function checkAnswer(web: Web, path: string, response: Response): void {
  const { status } = response;
  if (response.url !== '' && isDowngraded(web.baseUrl, response.url))
    throw new InstallError('refused', `The server sent on to an insecure address for ${path}.`);
  if (status === 200 || status === 206) return;
  const said = new InstallError('refused', `The server answered ${status} for ${path}.`);
  if (path === BUILD_JSON && (status === 404 || status === 410))
    throw new InstallError(
      'not-a-build',
      `There is no ${BUILD_JSON} at ${web.baseUrl} (the server answered ${status}).`,
    );
  if (status < 500 && status !== 429 && status !== 408) throw said;
  const waitMs = retryAfterOf(response.headers.get('Retry-After')) ?? 0;
  if (waitMs > web.maxAskedWaitMs)
    throw new InstallError(
      'refused',
      `The server answered ${status} for ${path} and asks to wait ${Math.ceil(waitMs / 1000)} s.`,
    );
  throw new PassingError(said, waitMs);
}

const isDowngraded = (asked: string, answered: string): boolean =>
  asked.startsWith('https:') && !answered.startsWith('https:');
