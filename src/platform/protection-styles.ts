/** The styles that hide things, in frames: the user's own, so that no page outdoes them. */
import { browser } from './browser';
import type { StyleRequest } from './messages';

/** The files that vite.config.ts emits. */
const RULES = 'protection/rules.css';
const HOLD = 'protection/hold.css';

/** A frame and, where the browser names it, the very document in it. */
export interface StyledFrame {
  tabId: number;
  frameId: number;
  documentId: string | undefined;
}

/** Rejects where the frame has gone, or the browser does not let us in. */
export async function style(
  { tabId, frameId, documentId }: StyledFrame,
  which: StyleRequest['style'],
): Promise<void> {
  // (The polyfill's types know no documents.)
  const target =
    documentId === undefined
      ? { tabId, frameIds: [frameId] }
      : { tabId, documentIds: [documentId] };
  const css = (files: string[]) => ({ target, files, origin: 'USER' as const });
  if (which === 'free') {
    await browser.scripting.removeCSS(css([HOLD]));
    return;
  }
  await browser.scripting.insertCSS(css(which === 'hold' ? [HOLD, RULES] : [RULES]));
}
