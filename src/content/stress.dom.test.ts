/** Whatever a page does, at the end the elements are those of the page as it is, and nothing else is kept. */
import { expect, test } from 'vitest';
import { extract } from './testing/extraction';
import { FakeLink } from './testing/fake-link';
import { pause, running, start } from './testing/page';
import { stress } from './testing/stress';

function screen(html: string): FakeLink {
  document.body.innerHTML = `<style>.stress-hidden{display:none}</style>${html}`;
  const link = new FakeLink();
  start(link);
  return link;
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** What an extraction of the page as it is finds, from nothing. */
function fresh(): string[] {
  const stopping = new AbortController();
  const texts = extract(stopping.signal).texts();
  stopping.abort();
  return texts.sort();
}

async function expectTrue(link: FakeLink): Promise<void> {
  // Some things are shown or hidden without a mutation, and are noticed a little later.
  await pause(1_500);
  const page = await link.settled(20_000);
  expect(page.elements.map(({ text }) => text).sort()).toEqual(fresh());
  expect(page.elements.length).toBeGreaterThan(20);
  const { safe, unsafe, unknown, waiting } = page.counts;
  expect([safe + unsafe, unknown, waiting]).toEqual([page.elements.length, 0, 0]);
  for (const { text, verdict } of page.elements)
    expect(verdict?.flag).toBe(text.includes('bad') ? 'unsafe' : 'safe');
  expect(running()?.held).toMatchObject({
    elements: page.elements.length,
    entries: page.elements.length,
    waitingBlocks: 0,
    viewport: { blocks: 0, observed: 0 },
    marks: page.counts.unsafe,
    isDirty: false,
  });
  expect(running()?.held.detached).toBe(0);
}

for (const seed of [1, 107, 142]) {
  test(`mutations of every kind, a few at a time: seed ${seed}`, async () => {
    const link = screen('<main></main>');
    const page = stress(document.querySelector('main') as HTMLElement, seed);
    for (let i = 0; i < 120; i++) {
      page.step(1 + (i % 7));
      if (i % 3 === 0) await frame();
      else await pause(i % 20);
    }
    await expectTrue(link);
  }, 40_000);
}

test('a storm of mutations in every frame, with calm between', async () => {
  const link = screen('<main></main>');
  const page = stress(document.querySelector('main') as HTMLElement, 4);
  for (let round = 0; round < 2; round++) {
    const end = performance.now() + 3_000;
    while (performance.now() < end) {
      page.step(150);
      await frame();
    }
    await pause(round * 1_000);
  }
  await expectTrue(link);
  expect((await link.snapshot(false)).work.maxMs).toBeLessThan(1_000);
}, 60_000);

test('what a framework renders anew with equal text keeps its mark, and is not asked about again', async () => {
  const link = screen('<main><p>bad words</p><p>kind words</p></main>');
  await link.settled();
  expect(link.requests).toHaveLength(2);
  for (let i = 0; i < 15; i++) {
    const main = document.createElement('main');
    main.innerHTML = '<p>bad words</p><p>kind words</p>';
    document.querySelector('main')?.replaceWith(main);
    await pause(100);
    // Judged before the next rendering: the mark does not wait for anybody.
    const { counts } = await link.snapshot(false);
    expect(counts).toEqual({ safe: 1, unsafe: 1, unknown: 0, waiting: 0 });
  }
  expect(link.requests).toHaveLength(2);
  expect(running()?.held).toMatchObject({ elements: 2, entries: 2, waitingBlocks: 0, marks: 1 });
}, 30_000);
