/** Pages that become other pages: applications, endless feeds, recycled rows, documents written anew. */
import type { PageSnapshot } from '../src/platform/messages';
import { judgeByWords, serveApi } from '../tools/api/server';
import type { DrivenPage } from '../tools/browsers/page';
import { expect, type Seawall, test } from './harness';

const flags = ({ elements }: PageSnapshot): string[] =>
  elements.map(({ text, verdict }) => `${text} = ${verdict?.flag ?? 'waiting'}`).sort();

/** What is on the page now, once all of it has settled, is exactly this. */
const shows = async (seawall: Seawall, page: DrivenPage, expected: string[]): Promise<void> => {
  await expect.poll(async () => flags(await seawall.snapshot(page))).toEqual(expected.sort());
};

test('an application that replaces its view', async ({ seawall }) => {
  const page = await seawall.visit('whole.html');
  await shows(seawall, page, ['The first boats are in. = safe']);
  const popup = await seawall.popup(page);
  await popup.waitFor('the first view in the list', () =>
    document.querySelector('main')?.textContent?.includes('The first boats'),
  );
  for (const day of ['Monday', 'Tuesday']) {
    await page.evaluate((name) => {
      const { go } = globalThis as unknown as { go(...of: unknown[]): void };
      go(`/${name}`, `Harbour: ${name}`, [`${name} is calm.`, `${name}: shut up you idiot`]);
    }, day);
  }
  const expected = ['Tuesday is calm. = safe', 'Tuesday: shut up you idiot = unsafe'];
  await shows(seawall, page, expected);
  expect((await seawall.snapshot(page)).title).toBe('Harbour: Tuesday');
  await popup.waitFor('the new view alone in the list', () => {
    const list = [...document.querySelectorAll('[data-element]')];
    return list.length === 2 && list.every((row) => row.textContent?.includes('Tuesday'));
  });
  // And back, by an application that keeps its nodes.
  await page.evaluate(() => {
    const kept = document.querySelector('main');
    const other = document.createElement('main');
    other.textContent = 'For a moment something else.';
    kept?.replaceWith(other);
    return new Promise<void>((done) => {
      setTimeout(() => {
        if (kept) other.replaceWith(kept);
        done();
      }, 300);
    });
  });
  await shows(seawall, page, expected);
});

test('an endless feed is screened as one scrolls', async ({ seawall }) => {
  const page = await seawall.visit('whole.html');
  await page.evaluate(() => (globalThis as unknown as { feed(): void }).feed());
  await page.waitFor('the end of it', () => {
    scrollTo(0, document.documentElement.scrollHeight);
    return document.querySelectorAll('#feed p').length === 100;
  });
  const snapshot = await seawall.settled(page, ({ elements }) => elements.length === 100);
  expect(snapshot.counts).toEqual({ safe: 90, unsafe: 10, unknown: 0, waiting: 0 });
});

test('what a reader sees is asked about first, and nothing twice', async ({ seawall }) => {
  const { driver } = seawall;
  const api = await serveApi({ judge: judgeByWords(['shut up you idiot']), latencyMs: 40 });
  const asked = (): string[] =>
    api.requests.flatMap(({ path, body }) =>
      path.endsWith('completions')
        ? (JSON.stringify(body).match(/(Line|Post) \d+/)?.[0] ?? [])
        : [],
    );
  try {
    await driver.ask({ type: 'engines.order', order: ['server', 'local', 'hosted'] });
    await driver.ask({ type: 'engines.server', change: { address: api.address } });
    await driver.ask({ type: 'engines.server', change: { on: true, scope: 'all' } });

    const page = await seawall.visit('whole.html');
    await page.evaluate(() => (globalThis as unknown as { list(): void }).list());
    const lineIn = ({ elements }: PageSnapshot): string[] => elements.map(({ text }) => text);
    const right = (snapshot: PageSnapshot): boolean =>
      snapshot.elements.every(
        ({ text, verdict }) => verdict?.flag === (text.includes('idiot') ? 'unsafe' : 'safe'),
      );
    await seawall.settled(page, ({ elements }) => elements.length === 30);

    // Quickly over many rows, as verdicts come in for what was there before.
    const wrong: string[] = [];
    for (let turn = 1; turn <= 12; turn++) {
      await page.evaluate((top) => document.querySelector('#view')?.scrollTo(0, top), turn * 700);
      const snapshot = await seawall.snapshot(page);
      for (const { text, verdict } of snapshot.elements) {
        const flag = text.includes('idiot') ? 'unsafe' : 'safe';
        if (verdict && verdict.flag !== flag) wrong.push(`${text} = ${verdict.flag}`);
      }
    }
    expect(wrong).toEqual([]);
    await seawall.settled(page, (now) => lineIn(now).some((text) => text.includes('Line 309')));
    const there = await seawall.settled(page, right);
    expect(there.elements).toHaveLength(30);

    // Slowly, then back: each line has been asked about once.
    await page.evaluate(() => document.querySelector('#view')?.scrollTo(0, 0));
    const back = await seawall.settled(page, (now) =>
      lineIn(now).some((text) => text.startsWith('Line 0:')),
    );
    expect(right(back)).toBe(true);
    const before = asked();
    await page.evaluate(() => document.querySelector('#view')?.scrollTo(0, 8_400));
    await seawall.settled(page, (now) => right(now) && lineIn(now).some((t) => t.includes('309')));
    expect(asked()).toEqual(before);
    expect(new Set(before).size).toBe(before.length);

    // In a new view, what can be seen is asked about before what cannot.
    const from = asked().length;
    await page.evaluate(() => {
      const main = document.querySelector('main');
      if (!main) return;
      main.innerHTML = '';
      for (let i = 0; i < 80; i++) {
        const post = document.createElement('p');
        post.textContent = `Post ${i}: good morning, number ${i}`;
        post.style.height = '120px';
        main.append(post);
      }
      scrollTo(0, 40 * 136);
    });
    await seawall.settled(page, ({ elements }) => elements.length === 80);
    const order = asked().slice(from);
    expect(order).toHaveLength(80);
    const seen = await page.evaluate(() =>
      [...document.querySelectorAll('main p')].flatMap((post) => {
        const { top, bottom } = post.getBoundingClientRect();
        return bottom > 0 && top < innerHeight ? (post.textContent?.split(':')[0] ?? '') : [];
      }),
    );
    expect(seen.length).toBeGreaterThan(3);
    const last = Math.max(...seen.map((post) => order.indexOf(post)));
    // A few may be on their way before the browser has said what is in view.
    expect(last).toBeLessThan(seen.length + 16);
  } finally {
    await driver.ask({ type: 'engines.server', change: { on: false } });
    await driver.ask({ type: 'engines.order', order: ['local', 'server', 'hosted'] });
    await api.close();
  }
});

test('a page that one comes back to', async ({ seawall, pages }) => {
  const page = await seawall.visit('whole.html');
  await shows(seawall, page, ['The first boats are in. = safe']);
  await page.goto(`${pages.origin}/notices.html`);
  await seawall.settled(page, ({ elements }) => elements.length > 2);
  await page.evaluate(() => history.back());
  await page.waitFor('the page of before', () => document.title === 'Harbour: arrivals');
  await page.evaluate(() => {
    document.querySelector('main')?.insertAdjacentHTML('beforeend', '<p>shut up you idiot</p>');
  });
  await shows(seawall, page, ['The first boats are in. = safe', 'shut up you idiot = unsafe']);
  const { counts } = await seawall.snapshot(page);
  await expect
    .poll(() =>
      seawall.driver.inExtension((tabId) => chrome.action.getBadgeText({ tabId }), page.tabId),
    )
    .toBe(String(counts.unsafe));
});

test('documents written anew', async ({ seawall }) => {
  const page = await seawall.visit('whole.html');
  await shows(seawall, page, ['The first boats are in. = safe']);

  await page.evaluate(() => {
    const body = document.createElement('body');
    body.innerHTML = '<p>Another body: shut up you idiot</p>';
    document.body.replaceWith(body);
  });
  await shows(seawall, page, ['Another body: shut up you idiot = unsafe']);

  await page.evaluate(() => {
    const root = document.createElement('html');
    root.innerHTML = '<head><title>Root</title></head><body><p>Another root.</p></body>';
    document.documentElement.replaceWith(root);
  });
  await shows(seawall, page, ['Another root. = safe']);

  await page.evaluate(() => {
    document.open();
    document.write('<title>Written</title><p>A document written: shut up you idiot</p>');
    document.close();
  });
  await shows(seawall, page, ['A document written: shut up you idiot = unsafe']);

  // It goes on to live: changes, pictures and marks are followed as before.
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      `<p id="later">And more of it</p><button class="hidden">A word that is shown later</button>
       <style>.hidden { display: none }</style>`,
    );
  });
  await shows(seawall, page, [
    'A document written: shut up you idiot = unsafe',
    'And more of it = safe',
  ]);
  await page.evaluate(() => {
    document.querySelector('.hidden')?.classList.remove('hidden');
    const later = document.querySelector('#later');
    if (later) later.textContent = 'And it reads otherwise';
  });
  await shows(seawall, page, [
    'A document written: shut up you idiot = unsafe',
    'A word that is shown later = safe',
    'And it reads otherwise = safe',
  ]);
  await page.waitFor('a mark beside the body', () => document.documentElement.children.length > 2);
  expect((await seawall.snapshot(page)).title).toBe('Written');

  // In pieces, over time, with the document open all the while.
  await page.evaluate(async () => {
    document.open();
    for (let i = 0; i < 4; i++) {
      document.write(`<p>Piece ${i}</p>`);
      await new Promise((done) => setTimeout(done, 150));
    }
    document.close();
  });
  await shows(
    seawall,
    page,
    [0, 1, 2, 3].map((i) => `Piece ${i} = safe`),
  );
  expect((await seawall.settled(page)).counts.safe).toBe(4);
});
