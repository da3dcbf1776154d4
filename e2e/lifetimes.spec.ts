/** Background and Worker may end at any moment; the page still gets all its verdicts. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageSnapshot } from '../src/platform/messages';
import type { DrivenPage } from '../tools/browsers/page';
import { openGuard } from '../tools/screen/screen';
import { expect, Seawall, start, test } from './harness';

/** Enough to be under way for a while; a software adapter is many times slower than WASM. */
const elementsFor = ({ guard }: Seawall): number => (guard.device.kind === 'wasm' ? 300 : 48);
let letters = 0;

/** Every tenth is unsafe; no two are alike, in all tests, so the cache answers none of them. */
async function openLongPage(seawall: Seawall): Promise<DrivenPage> {
  const elements = elementsFor(seawall);
  letters += elements;
  const page = await seawall.visit('blank.html');
  await page.evaluate(
    (count, from) => {
      for (let i = from; i < from + count; i++) {
        const paragraph = document.createElement('p');
        const end = i % 10 === 0 ? 'shut up you idiot' : 'the sea is calm today';
        paragraph.textContent = `Letter ${i} of the lighthouse keeper to the harbour: ${end}`;
        document.querySelector('main')?.append(paragraph);
      }
    },
    elements,
    letters,
  );
  return page;
}

async function underWay(seawall: Seawall, page: DrivenPage): Promise<void> {
  await expect
    .poll(
      async () => {
        const { counts } = await seawall.snapshot(page);
        return counts.safe + counts.unsafe > 2 && counts.waiting > 0;
      },
      { intervals: [20] },
    )
    .toBe(true);
}

const complete = (seawall: Seawall, page: DrivenPage): Promise<PageSnapshot> =>
  seawall.settled(
    page,
    ({ elements }) =>
      elements.length === elementsFor(seawall) &&
      elements.every(({ verdict }) => verdict !== null && verdict.flag !== 'unknown'),
    150_000,
  );

function expectRight(snapshot: PageSnapshot): void {
  const wrong = snapshot.elements.filter(
    ({ text, verdict }) => verdict?.flag !== (text.includes('idiot') ? 'unsafe' : 'safe'),
  );
  expect(wrong).toEqual([]);
}

test('the background is killed in mid-page', async ({ seawall }) => {
  const page = await openLongPage(seawall);
  await underWay(seawall, page);
  expect(await seawall.driver.killBackground()).toBe(true);
  expectRight(await complete(seawall, page));
});

test('the background is killed again and again', async ({ seawall }) => {
  const page = await openLongPage(seawall);
  await underWay(seawall, page);
  for (let i = 0; i < 3; i++) {
    await seawall.driver.killBackground();
    await new Promise((done) => setTimeout(done, 400));
  }
  expectRight(await complete(seawall, page));
});

/** A way into the Worker for the tests: a copy of the extension whose Worker listens for its end. */
const listenForEnd = (dir: string): void =>
  appendFileSync(
    join(dir, 'worker', 'main.js'),
    `\nnew BroadcastChannel('test-end').onmessage = ({ data }) => {
       if (data === 'vanish') self.close();
       else setTimeout(() => { throw new Error('ended by a test'); });
     };\n`,
  );

for (const manner of ['fails', 'vanishes'] as const) {
  test(`the Worker ${manner} in mid-page`, async ({ target, pages }) => {
    const driver = await start(target, listenForEnd);
    try {
      const seawall = new Seawall(driver, await openGuard(driver, 'practice'), pages);
      const page = await openLongPage(seawall);
      await underWay(seawall, page);
      await driver.inExtension(
        (data) => new BroadcastChannel('test-end').postMessage(data),
        manner === 'fails' ? 'fail' : 'vanish',
      );
      expectRight(await complete(seawall, page));
      expect((await driver.guardState()).status).toBe('ready');
    } finally {
      await driver.close();
    }
  });
}
