/**
 * How this folder speaks to a hub, and what a person reads when that goes wrong. Everything goes
 * through `connectedFetch`: @huggingface/hub takes no AbortSignal, and the streams that it makes
 * turn errors into bare strings, so status and cause are caught here, before it sees them.
 */
import { BuildError } from '../errors';

export interface Connection {
  /** Without a slash at its end. */
  readonly hubUrl: string;
  /** `owner/name`. */
  readonly model: string;
  /** What was asked for: a branch, a tag or a commit. */
  readonly revision: string;
  readonly token: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly timing: Timing;
}

export interface Timing {
  /** Without a byte for so long, a connection counts as dead. */
  readonly stallMs: number;
  /** Waits before each new try; as many tries as waits, counted anew whenever bytes came. */
  readonly retryWaitsMs: readonly number[];
}

export const PATIENT: Timing = {
  stallMs: 60_000,
  retryWaitsMs: [1_000, 3_000, 9_000, 27_000, 60_000],
};

/** The hub answered, and not with what was asked for. */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  constructor(
    readonly status: number,
    /** The hub's own word for it: `RepoNotFound`, `RevisionNotFound`, `GatedRepo`, … */
    readonly code: string | null,
  ) {
    super(`status ${status}`);
  }
}

/** `fetch` under a signal; any answer but a good one is a StatusError. */
export function connectedFetch(signal: AbortSignal): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal });
    if (response.ok) return response;
    await response.body?.cancel();
    throw new StatusError(response.status, response.headers.get('x-error-code'));
  };
}

/** A signal that follows the caller's and can also be ended here. */
export function linkedAbort(signal: AbortSignal | undefined): {
  readonly signal: AbortSignal;
  readonly abort: (reason: unknown) => void;
  readonly unlink: () => void;
} {
  const controller = new AbortController();
  const follow = () => controller.abort(signal?.reason);
  if (signal?.aborted) follow();
  signal?.addEventListener('abort', follow);
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => signal?.removeEventListener('abort', follow),
  };
}

/** The library's way of taking a token: absent, never undefined. */
export const credentials = ({ token }: Connection): { accessToken?: string } =>
  token ? { accessToken: token } : {};

export const modelPage = ({ hubUrl, model }: Connection): string => `${hubUrl}/${model}`;

/** Another try may help: the connection broke, or the hub says that it is busy. */
export const isPassing = (error: unknown): boolean =>
  error instanceof StatusError
    ? error.status >= 500 || error.status === 429 || error.status === 408
    : !(error instanceof BuildError);

export const gatedError = (connection: Connection): BuildError =>
  new BuildError(
    `${connection.model} is gated: ask for access at ${modelPage(connection)} and set HF_TOKEN to ` +
      'a token of the account that has it.',
  );

/**
 * What a person reads.
 * @param resolved after the revision became a commit: what is missing then has gone meanwhile
 */
export function plainError(error: unknown, connection: Connection, resolved: boolean): unknown {
  const { model, revision, signal, token } = connection;
  if (signal?.aborted) return signal.reason;
  if (error instanceof BuildError) return error;
  const page = modelPage(connection);
  if (!(error instanceof StatusError))
    return new BuildError(
      `${new URL(connection.hubUrl).host} cannot be reached (${causeOf(error)}). Check the ` +
        'network and run this again: what was downloaded so far is kept.',
    );
  const { status, code } = error;
  if (code === 'GatedRepo') return gatedError(connection);
  if (status === 401 && token)
    return new BuildError(
      `The hub did not take the token in HF_TOKEN for ${model}. Make a new one in the settings ` +
        'of your account there, or unset HF_TOKEN for a public model.',
    );
  if (status === 401 || status === 403)
    return new BuildError(
      `${model} is gated or private, or there is no such model: check the name, ask for access ` +
        `at ${page} and set HF_TOKEN to a token of the account that has it.`,
    );
  if (resolved && (status === 404 || status === 416)) return changedError(model);
  if (status === 404 && code === 'RevisionNotFound')
    return new BuildError(`${model} has no revision ${revision}: its branches are at ${page}`);
  if (status === 404)
    return new BuildError(
      `The hub has no model ${model}, or no revision ${revision} of it: check both at ${page}`,
    );
  return new BuildError(
    `The hub answered with status ${status} for ${model}. Run this again later: what was ` +
      'downloaded so far is kept.',
  );
}

export const changedError = (model: string): BuildError =>
  new BuildError(`${model} changed on the hub while it was downloaded. Run this again.`);

/** `ENOTFOUND` says more than `fetch failed`, which is all that the outer error tells. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
