/** Tells the window around this frame that what it shows is held in here (frame-holds.ts). */
import type { ContentLink } from '../../platform/content-link';
import { listen } from '../listen';

const HOLDS = 'seawall-frame ';
const LEFT = 'seawall-frame-left ';
const TOKEN = /^[0-9a-f]{32}$/;
/** Digits of a token that say how deep in the tab's page its frame is. */
const DEPTH_DIGITS = 2;
const MAX_DEPTH = 0xff;
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
 * Whether it is a token of a frame that stands in this window itself. One further within has told it to
 * the window around it, which may repeat it here as if it were its own.
 */
export const isOfChild = (token: string): boolean =>
  Number.parseInt(token.slice(0, DEPTH_DIGITS), 16) === Math.min(depth() + 1, MAX_DEPTH);

function depth(): number {
  let depth = 0;
  for (let at: Window = window; at !== at.parent; at = at.parent) depth++;
  return depth;
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
  // A page that feigned it again and again would have us ask for styles each time.
  const hidden = ({ isTrusted }: PageTransitionEvent): void => {
    if (isTrusted) leave();
  };
  listen('pagehide', hidden, { signal });
  signal.addEventListener('abort', leave);
  // From the back/forward cache: what was said at its going holds.
  const returned = ({ persisted, isTrusted }: PageTransitionEvent): void => {
    if (persisted && isTrusted) begin().catch(() => false);
  };
  listen('pageshow', returned, { signal });
  return begin();
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

const newToken = (): string =>
  hex(Math.min(depth(), MAX_DEPTH)) +
  Array.from(crypto.getRandomValues(new Uint8Array(15)), hex).join('');
