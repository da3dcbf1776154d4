/** Tells the window around this frame that what it shows is held in here (frame-holds.ts). */
import type { ContentLink } from '../../platform/content-link';
import { listen } from '../listen';

const HOLDS = 'seawall-frame ';
const LEFT = 'seawall-frame-left ';
const TOKEN = /^[0-9a-f]{32}$/;
/** Whoever is around it may begin to listen later than it speaks. */
const AGAIN_MS = [500, 2_000, 5_000];
const LOADED_MS = 50;

/** Null of a message that is none of ours. */
export function saidIn(data: unknown): { token: string; left: boolean } | null {
  if (typeof data !== 'string') return null;
  const prefix = [HOLDS, LEFT].find((each) => data.startsWith(each));
  if (prefix === undefined) return null;
  const token = data.slice(prefix.length);
  return TOKEN.test(token) ? { token, left: prefix === LEFT } : null;
}

/**
 * Asks for the styles that hold; in a frame, with a token that is said to the window around it. That the
 * document goes, or holds no longer, is said as well.
 */
export function holdAndTell(style: ContentLink['style'], signal: AbortSignal): Promise<boolean> {
  const around = window.parent;
  // One that is blank may be another one without a word (frame-holds.ts).
  if (around === window || location.href === 'about:blank') return style('hold');
  let token = '';
  const begin = (): Promise<boolean> => {
    token = newToken();
    const own = token;
    const say = (): void => {
      if (token === own && !signal.aborted) around.postMessage(HOLDS + own, '*');
    };
    const told = style('hold', own);
    say();
    for (const ms of AGAIN_MS) setTimeout(say, ms);
    // Around it, what was said before its load is forgotten with that.
    listen('load', () => setTimeout(say, LOADED_MS), { signal, once: true });
    return told;
  };
  const leave = (): void => {
    around.postMessage(LEFT + token, '*');
    token = '';
  };
  listen('pagehide', leave, { signal });
  signal.addEventListener('abort', leave);
  // From the back/forward cache: what was said at its going holds.
  const returned = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) begin().catch(() => false);
  };
  listen('pageshow', returned, { signal });
  return begin();
}

const newToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
