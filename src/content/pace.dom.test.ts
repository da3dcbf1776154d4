/** What is new is asked about at once, and a page that changes without end is not followed without end. */
import { afterEach, expect, test, vi } from 'vitest';
import type { ScreenRequest } from '../platform/messages';
import type { FakeLink } from './testing/fake-link';
import { pause, screen } from './testing/page';

let ending: (() => void)[] = [];

afterEach(() => {
  for (const end of ending) end();
  ending = [];
});

const paragraph = (text: string): HTMLElement => {
  const p = document.createElement('p');
  p.append(text);
  return p;
};

function busy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Runs in every frame until the test is over. */
function everyFrame(work: () => void): void {
  let isOver = false;
  const frame = () => {
    if (isOver) return;
    work();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  ending.push(() => {
    isOver = true;
  });
}

/** A paragraph at the top of the page; how long its request was waited for, five seconds at most. */
async function putIntoView(link: FakeLink, text: string) {
  const at = performance.now();
  document.body.prepend(paragraph(text));
  let request: ScreenRequest | undefined;
  while (!request && performance.now() - at < 5_000) {
    await pause(1);
    request = link.requests.find((each) => each.text === text);
  }
  return { request, waitMs: performance.now() - at };
}

test('what is put into view is asked about in the next frame, though the page is busy and much waits', async () => {
  const link = screen('<main></main>');
  link.judge = null;
  await pause(300); // Our frame has been seen.
  const backlog = document.createElement('section');
  backlog.append(...Array.from({ length: 3_000 }, (_, i) => paragraph(`backlog line ${i}`)));
  document.body.append(backlog);
  everyFrame(() => busy(20));
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    await pause(60);
    const { request, waitMs } = await putIntoView(link, `fresh words ${i} of the day`);
    waits.push(waitMs);
    expect(request).toMatchObject({ priority: 0 });
    // Only these are answered: the places of what is in view are not to run out.
    if (request) link.answer(request);
  }
  // Frames of 20 ms of work and more: two of them, and what a slow machine needs.
  waits.sort((a, b) => a - b);
  expect(waits[6]).toBeLessThan(500);
}, 70_000);

test('what comes while the page is looked at for the first time, and that takes long, makes no storm', async () => {
  const read = getComputedStyle;
  vi.stubGlobal('getComputedStyle', (element: Element) => {
    busy(0.3);
    return read(element);
  });
  ending.push(() => vi.unstubAllGlobals());
  const lines = (name: string) =>
    Array.from({ length: 15_000 }, (_, i) => `<p>${name} line ${i}</p>`).join('');
  const link = screen(`<main>${lines('backlog')}</main>`);
  link.judge = null;
  await pause(300);
  const waits: number[] = [];
  let walked = 0;
  for (let i = 0; i < 8; i++) {
    await pause(100);
    const { request, waitMs } = await putIntoView(link, `fresh words ${i} of the day`);
    waits.push(waitMs);
    if (request) link.answer(request);
    ({ scannedNodes: walked } = (await link.snapshot(false)).work);
  }
  // The look was not over before the last one, or there would be nothing to be seen here; and after a
  // storm there would be another.
  expect(walked).toBeLessThan(30_000);
  // A storm is not followed for a second, and what has come then waits for the look after it.
  waits.sort((a, b) => a - b);
  expect(waits[5]).toBeLessThan(700);
}, 60_000);

test('a storm costs a bounded share, and all of it is there when it is over', async () => {
  const link = screen('<main></main>');
  const main = document.body.querySelector('main') as HTMLElement;
  await link.settled();
  let round = 0;
  const before = (await link.snapshot(false)).work;
  const start = performance.now();
  everyFrame(() => {
    round++;
    // Some 200 nodes a frame: over 10,000 a second where frames come in time.
    for (let i = 0; i < 100; i++) {
      if (main.childElementCount > 300) main.firstElementChild?.remove();
      main.append(paragraph(`storm line ${round} ${i} of words`));
    }
  });
  await pause(4_000);
  for (const end of ending.splice(0)) end();
  const { work } = await link.snapshot(false);
  const share = (work.totalMs - before.totalMs) / (performance.now() - start);
  expect(round).toBeGreaterThan(20);
  expect(share).toBeLessThan(0.3);
  main.lastElementChild?.append(' and bad');
  const page = await link.settled(20_000);
  expect(page.elements.map(({ text }) => text).sort()).toEqual(
    Array.from(main.children, (p) => p.textContent ?? '').sort(),
  );
  expect(page.counts.unsafe).toBe(1);
}, 40_000);

test('a page that rewrites itself in every frame is screened all the same', async () => {
  const link = screen('<main></main>');
  const main = document.body.querySelector('main') as HTMLElement;
  await link.settled();
  let round = 0;
  everyFrame(() => {
    round++;
    main.innerHTML = Array.from(
      { length: 120 },
      (_, i) => `<p>${i === 3 ? 'bad' : 'kind'} words of line ${i} ${i % 7 === 0 ? round : ''}</p>`,
    ).join('');
  });
  await vi.waitFor(
    async () => {
      const asked = new Set(link.requests.map(({ text }) => text));
      expect(asked).toContain('bad words of line 3');
      expect(asked).toContain('kind words of line 5');
    },
    { timeout: 20_000, interval: 100 },
  );
  for (const end of ending.splice(0)) end();
  const page = await link.settled(20_000);
  expect(page.elements.map(({ text }) => text).sort()).toEqual(
    Array.from(main.children, (p) => (p.textContent ?? '').trim()).sort(),
  );
  expect(page.counts.unsafe).toBe(1);
}, 60_000);

test('a hundred thousand nodes that come and go in one go are read a few at a time', async () => {
  const link = screen('<main style="height:200px;overflow:auto"></main>');
  const main = document.body.querySelector('main') as HTMLElement;
  await link.settled();
  await pause(100);
  const many = document.createDocumentFragment();
  // Nothing to be laid out for: what is measured is ours.
  for (let i = 0; i < 100_000; i++) many.append(document.createElement('i'));
  main.append(many);
  await Promise.resolve();
  const { work: added } = await link.snapshot(false);
  main.replaceChildren();
  await Promise.resolve();
  const { work: removed } = await link.snapshot(false);
  // At once it would be half a second and more.
  expect(Math.max(added.maxMs, removed.maxMs)).toBeLessThan(200);
  main.append(paragraph('bad words at last'));
  const page = await link.settled(30_000);
  expect(page.elements.map(({ text }) => text)).toEqual(['bad words at last']);
}, 60_000);
