/** A page that is held from its beginning: what is there before it can be screened. */
import type { ContentLink } from '../../platform/content-link';
import { holdAndTell } from './announce';
import { FrameVoices } from './frame-holds';
import { Hold } from './hold';
import { Sheets } from './sheets';
import { Tokens } from './tokens';

export interface EarlyHold {
  readonly hold: Hold;
  readonly tokens: Tokens;
  readonly sheets: Sheets;
  readonly voices: FrameVoices;
}

/** What hold-flag.js has left, which is registered where pages are held. */
const NAME = 'seawallHolds';

interface Taken {
  readonly early: EarlyHold;
  isAlive(): boolean;
}

/**
 * Null where nothing is held. To be called before anything of the page is there; where the content
 * script is put into the page once more while it is read, both get the same.
 */
export function holdEarly(link: Pick<ContentLink, 'style' | 'alive'>): EarlyHold | null {
  // Its own property: what a page names so would answer otherwise.
  const left = Object.getOwnPropertyDescriptor(globalThis, NAME)?.value as true | Taken | undefined;
  if (left === undefined) return null;
  if (left !== true) {
    if (left.isAlive()) return left.early.hold.isOver ? null : left.early;
    // Of a version that has gone: nobody else ends it.
    left.early.hold.end();
    left.early.voices.end();
  }
  const tokens = new Tokens();
  const sheets = new Sheets();
  const voices = new FrameVoices();
  const hold = new Hold(tokens, sheets, (signal) =>
    holdAndTell((...of) => link.style(...of), signal),
  );
  const early = { tokens, sheets, voices, hold };
  const value: Taken = { early, isAlive: () => link.alive() };
  Object.defineProperty(globalThis, NAME, { value, configurable: true });
  return early;
}
