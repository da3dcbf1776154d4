/** What Seawall costs a page: nothing where it is off, little in a storm, and nothing that stays. */
import type { DrivenPage } from '../tools/browsers/page';
import { expect, test } from './harness';

/** Scripts of ours run in a world of their own in the page: how many there are. Chromium only. */
const ours = async (page: DrivenPage): Promise<number> =>
  (await page.worlds()).filter((origin) => origin.startsWith('chrome-extension:')).length;

test('where a site is off, nothing of ours is in the page', async ({ seawall }) => {
  const page = await seawall.visit('blank.html', 'off');
  const markup = () => page.evaluate(() => document.documentElement.outerHTML);
  const before = await markup();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  await expect(seawall.snapshot(page)).rejects.toThrow();
  expect(await markup()).toBe(before);
  if (seawall.driver.browser !== 'chrome') return;
  expect(await ours(page)).toBe(0);
  // That it would be seen: the same page with its site on.
  const on = await seawall.visit('blank.html', 'screen');
  await expect.poll(() => ours(on)).toBeGreaterThan(0);
});

test('a page that makes shadow roots and frames and rewrites itself in every frame leaves nothing behind', async ({
  seawall,
}) => {
  test.setTimeout(120_000);
  const page = await seawall.visit('blank.html');
  await seawall.settled(page, ({ settled }) => settled);
  await page.evaluate(async () => {
    const main = document.querySelector('main') ?? document.body;
    const refs: WeakRef<Node>[] = [];
    Reflect.set(globalThis, 'removedRows', refs);
    const row = (text: string): HTMLElement => {
      const host = document.createElement('div');
      const p = document.createElement('p');
      p.textContent = text;
      host.attachShadow({ mode: 'open' }).append(p);
      return host;
    };
    const frameIn = (where: HTMLElement, depth: number): void => {
      const frame = document.createElement('iframe');
      where.append(frame);
      const inner = frame.contentDocument?.body;
      if (!inner) return;
      inner.append(`Frame ${depth} is moored here.`);
      if (depth > 0) frameIn(inner, depth - 1);
    };
    const end = performance.now() + 8_000;
    for (let round = 0; performance.now() < end; round++) {
      for (const old of [...main.children]) {
        if (round % 10 === 0) refs.push(new WeakRef(old));
        old.remove();
      }
      for (let i = 0; i < 60; i++) main.append(row(`Row ${i} of round ${round} lies at the pier.`));
      if (round % 20 === 0) frameIn(main, 2);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    main.replaceChildren(...['one', 'two', 'three'].map((n) => row(`Boat ${n} is in.`)));
    main.append(row('A note on the mast: shut up you idiot'));
  });
  const snapshot = await seawall.settled(
    page,
    ({ elements, counts }) => elements.length === 4 && counts.unsafe === 1,
  );
  expect(snapshot.elements.map(({ text }) => text).sort()).toEqual([
    'A note on the mast: shut up you idiot',
    'Boat one is in.',
    'Boat three is in.',
    'Boat two is in.',
  ]);
  if (seawall.driver.browser !== 'chrome') return;
  await expect
    .poll(
      async () => {
        await page.devtools('HeapProfiler.collectGarbage');
        return page.evaluate(() => {
          const refs = Reflect.get(globalThis, 'removedRows') as WeakRef<Node>[];
          return refs.filter((ref) => ref.deref() !== undefined).length;
        });
      },
      { timeout: 20_000 },
    )
    .toBe(0);
});
