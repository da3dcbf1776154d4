/**
 * On the demo pages every planted element, text or picture, is flagged, and nothing else is, with one probability.
 * The processor sees all pages. A software adapter takes half a minute for one, so it sees two, in
 * scripts that share no token: what differs between devices is arithmetic, not the texts.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver } from '../tools/browsers/driver';
import type { DrivenPage } from '../tools/browsers/page';
import { type PageServer, servePages } from '../tools/pages/serve';
import type { PageReport } from '../tools/screen/report';
import { openGuard, screenPage } from '../tools/screen/screen';
import { expect, start, test } from './harness';

const DEMO = join(import.meta.dirname, '..', 'demo');
const PAGES = readdirSync(DEMO).filter((file) => file.endsWith('.html'));
const ON_ADAPTERS = ['id.html', 'th.html'];
/** What this page shows depends on when one looks. */
const LIVE = 'live.html';
/** Pages of pictures, and how many there are on each. */
const PICTURES: Readonly<Record<string, number>> = { 'gallery.html': 9 };

test('what is planted on the demo pages is flagged, and nothing else, with the same P(unsafe) as on the processor', async ({
  seawall,
  target,
}) => {
  test.setTimeout(600_000);
  const demo = await servePages(DEMO);
  const isReference = target.browser === 'chrome' && !target.webgpu;
  const reference = isReference ? null : await start({ browser: 'chrome', webgpu: false });
  try {
    if (reference) await openGuard(reference, 'practice');
    for (const name of isReference ? PAGES : ON_ADAPTERS) {
      await test.step(name, async () => {
        const { page, report } = await screen(seawall.driver, demo, name);
        expect(await differences(page, report)).toEqual({ missed: [], wrong: [] });
        expect(report.counts.unknown).toBe(0);
        const pictures = report.elements.filter(({ kind }) => kind === 'image');
        expect(pictures).toHaveLength(PICTURES[name] ?? 0);
        expect(report.counts.safe).toBeGreaterThan(0);
        await page.close();
        if (name === LIVE || !reference) return;
        const expected = await screen(reference, demo, name);
        await expected.page.close();
        expectSame(report, expected.report);
      });
    }
  } finally {
    await reference?.close();
    await demo.close();
  }
});

test('the guard runs on the device that this browser offers', async ({ seawall, target }) => {
  expect(seawall.guard.device.kind).toBe(target.webgpu ? 'webgpu' : 'wasm');
  expect(seawall.guard.practice).toBe(true);
});

const screen = (driver: Driver, demo: PageServer, name: string) =>
  screenPage(driver, { name, url: `${demo.origin}/${name}`, site: demo.site }, 120_000);

/** What should have been flagged and are not, and the other way round. */
function differences(page: DrivenPage, { elements }: PageReport) {
  const unsafe = elements.filter(({ verdict }) => verdict === 'unsafe');
  return page.evaluate(
    (selectors) => {
      const flagged = selectors.map((each) => document.querySelector(each));
      const planted = [...document.querySelectorAll('[data-planted], [data-sign]')];
      const nameOf = (each: Element | null) =>
        each?.textContent.trim() || each?.outerHTML.slice(0, 200);
      // A comment or a small table is one element, with all that is planted in it.
      const missed = planted.filter(
        (each) => flagged.filter((around) => around?.contains(each)).length !== 1,
      );
      const wrong = flagged.filter((around) => !planted.some((each) => around?.contains(each)));
      return { missed: missed.map(nameOf), wrong: wrong.map(nameOf) };
    },
    unsafe.map(({ selector }) => selector),
  );
}

function expectSame(report: PageReport, expected: PageReport): void {
  const texts = ({ elements }: PageReport): string[] => elements.map(({ text }) => text);
  expect(texts(report)).toEqual(texts(expected));
  const off = report.elements.flatMap(({ text, pUnsafe }, i) => {
    const difference = Math.abs((pUnsafe ?? Number.NaN) - (expected.elements[i]?.pUnsafe ?? 0));
    return difference < 1e-3 ? [] : [`${text}: off by ${difference}`];
  });
  expect(off).toEqual([]);
}
