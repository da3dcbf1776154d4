/**
 * What is registered for the sites that are on: so little that a page's `load` waits for none of it but
 * for the world that the browser makes for it (docs/architecture.md, What a page pays).
 * When the page has loaded it asks the background to put the content script in (main.iife.ts), which
 * browsers need some ten milliseconds to read and compile.
 *
 * It is put there at `document_start` all the same: where Chromium makes an extension's world later,
 * it lays the whole page out before `load`, which at ten thousand paragraphs delays that by 200 ms.
 *
 * Where nothing is shown until it has been judged, the content script itself is registered.
 */
import { askForContentScript } from '../platform/content-start';
import { afterLoad } from './after-load';

/** The background may be killed with the question in its hands: then asked again, so much later. */
const AGAIN_MS = [1_000, 4_000, 15_000, 60_000];

function start(time: number): void {
  // Its own property (begin.ts): what a page names so shows through otherwise.
  if (Object.hasOwn(globalThis, 'seawall')) return;
  const ms = AGAIN_MS[time];
  const again = ms === undefined ? undefined : setTimeout(() => start(time + 1), ms);
  void askForContentScript().then((isHeard) => {
    if (isHeard) clearTimeout(again);
  });
}

afterLoad(() => start(0));
