/** Tells the window around this frame that what it shows is held in here (frame-holds.ts). */
import type { ContentLink } from '../../platform/content-link';
import { listen } from '../listen';

const PREFIX = 'seawall-frame ';
const TOKEN = /^[0-9a-f]{32}$/;

/** Null of a message that is none of ours. */
export function tokenOf(data: unknown): string | null {
  if (typeof data !== 'string' || !data.startsWith(PREFIX)) return null;
  const token = data.slice(PREFIX.length);
  return TOKEN.test(token) ? token : null;
}

/**
 * Asks for the styles that hold; in a frame, with a token that is said to the window around it, and once
 * more when the document goes, or holds no longer.
 */
export function holdAndTell(style: ContentLink['style'], signal: AbortSignal): Promise<boolean> {
  const around = window.parent;
  // One that is blank may be another one without a word (frame-holds.ts).
  if (around === window || location.href === 'about:blank') return style('hold');
  let token = newToken();
  const say = (): void => around.postMessage(PREFIX + token, '*');
  const told = style('hold', token);
  say();
  listen('pagehide', say, { signal });
  signal.addEventListener('abort', say);
  // From the back/forward cache: what was said at its going holds.
  const returned = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    token = newToken();
    say();
    style('hold', token).catch(() => false);
  };
  listen('pageshow', returned, { signal });
  return told;
}

const newToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
