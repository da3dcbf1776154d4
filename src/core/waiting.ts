/** Waiting, and for how long a server asks us to. */

/** Resolves after so many milliseconds. @throws the signal's reason, at once, where it is aborted */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}

/**
 * `Retry-After` in milliseconds: it comes as seconds or as a date (RFC 9110, 10.2.3). Null where it
 * does not say.
 */
export function retryAfterOf(header: string | null, now = Date.now()): number | null {
  const said = header?.trim();
  if (!said) return null;
  const ms = /^\d+(\.\d+)?$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
