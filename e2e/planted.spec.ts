/** On the demo pages every planted element is flagged, and nothing else is. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { servePages } from '../tools/pages/serve';
import { screenPage } from '../tools/screen/screen';
import { expect, test } from './harness';

const DEMO = join(import.meta.dirname, '..', 'demo');

test('every planted element of the demo pages is flagged, and nothing else', async ({
  seawall: { driver },
}) => {
  const demo = await servePages(DEMO);
  try {
    for (const name of readdirSync(DEMO).filter((file) => file.endsWith('.html'))) {
      await test.step(name, async () => {
        const target = { name, url: `${demo.origin}/${name}`, site: demo.site };
        const { page, report } = await screenPage(driver, target, 60_000);
        const unsafe = report.elements.filter(({ verdict }) => verdict === 'unsafe');
        const differences = await page.evaluate(
          (selectors) => {
            const flagged = new Set(selectors.map((each) => document.querySelector(each)));
            const planted = new Set<Element | null>(document.querySelectorAll('[data-planted]'));
            const textsOf = (elements: Iterable<Element | null>, known: Set<Element | null>) =>
              [...elements].filter((each) => !known.has(each)).map((each) => each?.textContent);
            return { missed: textsOf(planted, flagged), wrong: textsOf(flagged, planted) };
          },
          unsafe.map(({ selector }) => selector),
        );
        expect(differences).toEqual({ missed: [], wrong: [] });
        expect(report.counts.unknown).toBe(0);
        expect(report.counts.safe).toBeGreaterThan(0);
        await page.close();
      });
    }
  } finally {
    await demo.close();
  }
});

test('the guard runs on the device that this browser offers', async ({ seawall, target }) => {
  expect(seawall.guard.device.kind).toBe(target.webgpu ? 'webgpu' : 'wasm');
  expect(seawall.guard.practice).toBe(true);
});
