/** The pages that `bench:page` opens, and what it asks of them. */
import type { DrivenPage } from '../../browsers/page';

/** Paragraphs that all differ, so that the cache helps with none; or so many that do. */
export const pageOf = (
  count: number,
  what = 'Crate',
  different = count,
  { head = '', classes = 0 } = {},
): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${count} paragraphs</title>${head}<body>${Array.from(
    { length: count },
    (_, i) =>
      `<p${classes > 0 ? ` class="row kind-${i % classes}"` : ''}>${what} ${i % different} has been loaded at the north pier.</p>`,
  ).join('\n')}</body>`;

const CLASSES = 200;

/** Style sheets of a page on which walks are timed: they tell what elements need not be asked, or not. */
export const SHEETS = {
  same: {},
  /** Rules of all kinds for classes, some of which give an image, a visibility, something before. */
  ordinary: {
    classes: CLASSES,
    head: `<style>*, ::before { box-sizing: border-box } :root { --pier: #def } .row { margin: 0 }
${Array.from({ length: CLASSES }, (_, i) => `.kind-${i} { color: #${String(i + 100).slice(-3)} } .kind-${2 * i}:hover { background: var(--pier) } .away-${i} { visibility: hidden } .icon-${i}::before { content: "*" }`).join('\n')}
.kind-0::before { content: "*" } .kind-1 { background: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=) }</style>`,
  },
  /** One that scripts cannot read, as of another site. */
  unreadable: {
    classes: CLASSES,
    head: '<link rel="stylesheet" href="data:text/css,.row%7Bmargin:0%7D">',
  },
} as const;
export type Sheets = keyof typeof SHEETS;
/** The page on which walks are timed, beside the one with as many texts that differ. */
export const withSheets = (url: string, sheets: Sheets): string =>
  url.replace(/\.html$/, `-${sheets}.html`);

export interface LoadTimes {
  /** From the start of the navigation to the end of its `load` event. */
  readonly loadMs: number;
  /**
   * The same until it is loaded and has been painted, too: whether the first frame comes before or
   * after `load` is chance, and of a large page it takes longer than all the rest.
   */
  readonly readyMs: number;
}

export const loadTimes = (page: DrivenPage): Promise<LoadTimes> =>
  page.waitFor('the load event and the first frame', () => {
    const [navigation] = performance.getEntriesByType('navigation');
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    const end = (navigation as PerformanceNavigationTiming | undefined)?.loadEventEnd;
    if (!end || !paint) return null;
    return { loadMs: end, readyMs: Math.max(end, paint.startTime) };
  });

/** Bytes in use by scripts of the page, ours included, after a collection of garbage. */
export async function heapOf(page: DrivenPage): Promise<number> {
  await page.devtools('HeapProfiler.collectGarbage');
  const { usedSize } = (await page.devtools('Runtime.getHeapUsage')) as { usedSize: number };
  return usedSize;
}

/** Makes the whole page new to us, and to nobody else: an empty change of the body's class. */
export const touchBody = (page: DrivenPage, round: number): Promise<void> =>
  page.evaluate((n) => {
    document.body.className = `round-${n}`;
  }, round);

/** Gives this many paragraphs, all over the page, a text of their own. */
export const changeTexts = (page: DrivenPage, count: number, round: number): Promise<void> =>
  page.evaluate(
    (changes, n) => {
      const all = document.body.children;
      for (let i = 0; i < changes; i++) {
        const p = all[Math.floor((i * all.length) / changes)];
        if (p) p.textContent = `Change ${n} of ${changes}: barrel ${i} has been moved.`;
      }
    },
    count,
    round,
  );

/** Keeps the page's thread busy for so long in every frame. */
export const keepBusy = (page: DrivenPage, ms: number): Promise<void> =>
  page.evaluate((each) => {
    const frame = (): void => {
      const end = performance.now() + each;
      while (performance.now() < end);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, ms);

/** Puts paragraphs into view, one after another at no fixed beat; when each was put there. */
export const insertProbes = (page: DrivenPage, count: number): Promise<number[]> =>
  page.evaluate(async (probes) => {
    const at: number[] = [];
    for (let i = 0; i < probes; i++) {
      // Spread over the frame: multiples of no frame's length.
      await new Promise((resolve) => setTimeout(resolve, 100 + ((i * 37) % 61)));
      const p = document.createElement('p');
      p.textContent = `Probe ${i} has been seen off the north pier.`;
      document.body.children[0]?.before(p);
      at.push(performance.now());
    }
    return at;
  }, count);
