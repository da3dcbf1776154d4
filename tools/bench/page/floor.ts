/**
 * What no screening of a page could cost less than, on the same machine in the same run: a walk over
 * its nodes that reads one style of each element, and nothing else.
 */
import type { DrivenPage } from '../../browsers/page';

export interface Floor {
  /** Milliseconds for 1,000 nodes; the best of some rounds. */
  readonly walkMs: number;
  /** The same walk with one style of each element. */
  readonly styleMs: number;
  /** With what tells whether and how an element is shown, and whether anything stands beside it. */
  readonly stylesMs: number;
}

export const floorOf = (page: DrivenPage, rounds: number): Promise<Floor> =>
  page.evaluate(async (times) => {
    const show = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
    const read = {
      walkMs: () => {},
      styleMs: (element: Element) => getComputedStyle(element).display,
      stylesMs: (element: Element) => {
        const own = getComputedStyle(element);
        const { display, visibility, contentVisibility, backgroundImage, content } = own;
        const beside = [
          getComputedStyle(element, '::before').content,
          getComputedStyle(element, '::after').content,
        ];
        return [display, visibility, contentVisibility, backgroundImage, content, beside];
      },
    };
    const best = { walkMs: Infinity, styleMs: Infinity, stylesMs: Infinity };
    for (let round = 0; round < times; round++) {
      for (const name of ['walkMs', 'styleMs', 'stylesMs'] as const) {
        // As after a change of the whole page, and when the browser has worked out its styles.
        document.body.className = `floor-${name}-${round}`;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const start = performance.now();
        let nodes = 0;
        const walker = document.createTreeWalker(document.body, show);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          nodes++;
          if (node instanceof Element) read[name](node);
        }
        best[name] = Math.min(best[name], ((performance.now() - start) / nodes) * 1_000);
      }
    }
    document.body.removeAttribute('class');
    return best;
  }, rounds);
