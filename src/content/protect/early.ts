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

/** Null where nothing is held. To be called once, before anything of the page is there. */
export function holdEarly(link: Pick<ContentLink, 'style'>): EarlyHold | null {
  // Its own property: what a page names so would answer otherwise.
  if (Object.getOwnPropertyDescriptor(globalThis, NAME)?.value !== true) return null;
  const tokens = new Tokens();
  const sheets = new Sheets();
  const voices = new FrameVoices();
  const hold = new Hold(tokens, sheets, (signal) =>
    holdAndTell((...of) => link.style(...of), signal),
  );
  return { tokens, sheets, voices, hold };
}
