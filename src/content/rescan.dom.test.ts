/** When the whole page is looked at again, nothing is lost by it, and nothing that is gone is kept. */
import { expect, test, vi } from 'vitest';
import { listenAgain } from './listen';
import type { FakeLink } from './testing/fake-link';
import { get, pause, running, screen } from './testing/page';

/** More records than are read one by one. */
const MANY = 20_100;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const texts = async (link: FakeLink) =>
  (await link.settled(20_000)).elements.map(({ text }) => text).sort();

/** One task that leaves so many records that the whole page is looked at instead. */
function rewrite(): void {
  const ticker = get('#ticker').firstChild;
  if (!(ticker instanceof Text)) throw new Error('no text to rewrite');
  for (let i = 0; i < MANY; i++) ticker.data = `${i}`;
}

/** How many listeners for it are put at the document again, once it is opened anew. */
function listenedAgain(type: string): number {
  const put = vi.spyOn(EventTarget.prototype, 'addEventListener');
  listenAgain();
  const calls = put.mock.calls.filter((_, i) => put.mock.contexts[i] === document);
  put.mockRestore();
  return calls.filter((call) => call[0] === type).length;
}

test('new text of an element that says something is asked about after the whole page was looked at again', async () => {
  const link = screen(
    '<p id="ticker">0</p><div id="far" title="a hint" style="margin-top:9000px"></div>',
  );
  expect(await texts(link)).toEqual(['a hint']);
  rewrite();
  get('#far').append('bad words are here');
  expect(await texts(link)).toEqual(['a hint', 'bad words are here']);
  expect(link.requests.map(({ text }) => text)).toContain('bad words are here');
  expect((await link.snapshot()).counts.unsafe).toBe(1);
}, 30_000);

test('what is said of elements outlives a storm', async () => {
  const style = document.createElement('style');
  style.className = 'test';
  style.textContent = '#written::before{content:"written words"}';
  document.head.append(style);
  const link = screen(
    '<p id="titled" title="bad title">one</p><button aria-label="a label">two</button><p id="written"></p><main></main>',
  );
  const before = await texts(link);
  expect(before).toEqual(['a label', 'bad title', 'one', 'two', 'written words']);
  const ids = (await link.snapshot()).elements.map(({ id }) => id).sort();
  const main = get('main');
  const end = performance.now() + 5_000;
  for (let i = 0; performance.now() < end; i++) {
    main.innerHTML = Array.from({ length: 200 }, (_, n) => `<p>line ${n} of ${i}</p>`).join('');
    await frame();
  }
  main.replaceChildren();
  await pause(3_000);
  expect(await texts(link)).toEqual(before);
  expect((await link.snapshot()).elements.map(({ id }) => id).sort()).toEqual(ids);
  expect(listenedAgain('emptied')).toBe(1);
}, 40_000);

test('rows that are removed one by one leave none of their titles', async () => {
  const rows = Array.from({ length: 6_000 }, (_, i) => `<i title="bad title ${i}"></i>`);
  const link = screen(`<main style="height:200px;overflow:auto">${rows.join('')}</main>`);
  expect(await texts(link)).toHaveLength(6_000);
  for (const row of document.querySelectorAll('main i')) row.remove();
  expect(await texts(link)).toEqual([]);
  expect((await link.snapshot(false)).counts.unsafe).toBe(0);
  expect(running()?.held).toMatchObject({ elements: 0, entries: 0, waitingBlocks: 0, marks: 0 });
}, 60_000);

const KEPT =
  '<i title="a title">words</i><div hidden>hidden words</div><x-host></x-host>' +
  '<iframe srcdoc="x"></iframe><div aria-hidden="true" style="opacity:0">veiled words</div><div aria-hidden="true">shown words</div>';

test.each([
  ['while the whole page is looked at again', rewrite],
  ['and nothing else happens', () => {}],
])(
  'what is removed is let go: %s',
  async (_, also) => {
    const link = screen(
      `<p id="ticker">0</p><main style="margin-top:5000px">${KEPT.repeat(40)}</main>`,
    );
    await texts(link);
    await pause(300);
    get('main').remove();
    also();
    await texts(link);
    await vi.waitFor(() => expect(running()?.held.detached).toBe(0));
  },
  30_000,
);

test('what is veiled is known for as long as it is there', async () => {
  const link = screen(
    '<div id="veil" aria-hidden="true" style="opacity:0">veiled words</div><p>open words</p>',
  );
  await vi.waitFor(async () => expect(await texts(link)).toEqual(['open words']));
  get('#veil').style.opacity = '1';
  await vi.waitFor(
    async () => expect(await texts(link)).toEqual(['open words', 'veiled words']),
    3_000,
  );
}, 30_000);
