/** Engines that pages are sent to: who is asked when, what never leaves, and what a person sees. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Remote } from '../src/core/engines';
import type { PageSnapshot } from '../src/platform/messages';
import { type ApiServer, judgeByWords, serveApi } from '../tools/api/server';
import type { Driver } from '../tools/browsers/driver';
import type { DrivenPage } from '../tools/browsers/page';
import { openGuard } from '../tools/screen/screen';
import { expect, start, test, until } from './harness';

const KEY = 'sk-e2e-4f1b-never-shown';
const BAD = ['shut up you idiot', 'cheap meth'];

const asked = ({ requests }: ApiServer) =>
  requests.filter(({ path, status }) => path.endsWith('completions') && status === 200);

/** A browser with Seawall where nothing is chosen, and a server that plays the SEA-LION API or one's own. */
async function open(
  target: Parameters<typeof start>[0],
  engine: Remote,
  change?: (dir: string) => void,
): Promise<{ driver: Driver; api: ApiServer; close(): Promise<void> }> {
  const isHosted = engine === 'hosted';
  const api = await serveApi({
    hosted: isHosted,
    key: KEY,
    judge: judgeByWords(BAD),
    ...(isHosted ? { perMinute: 10, logprobs: 'ignored' } : {}),
  });
  const driver = await start(target, change);
  await driver.ask({ type: `engines.${engine}`, change: { address: api.address } });
  await driver.ask({ type: 'engines.key', engine, key: KEY });
  return {
    driver,
    api,
    async close() {
      await driver.close();
      await api.close();
    },
  };
}

const turnOn = (driver: Driver, engine: Remote, scope: 'all' | 'sites' = 'all') =>
  driver.ask({ type: `engines.${engine}`, change: { on: true, scope } });

const reasons = ({ elements }: PageSnapshot) =>
  new Set(elements.map(({ verdict }) => verdict?.reason ?? verdict?.flag ?? 'waiting'));
const unsafeTexts = ({ elements }: PageSnapshot) =>
  elements.filter(({ verdict }) => verdict?.flag === 'unsafe').map(({ text }) => text);
const append = (page: DrivenPage, text: string) =>
  page.evaluate((words) => {
    document.body.append(Object.assign(document.createElement('p'), { textContent: words }));
  }, text);

test('where the guard here is damaged the hosted one finishes the page, and the popup says so', async ({
  target,
  pages,
}) => {
  const damage = (dir: string) => {
    const build = join(dir, 'guards', 'practice');
    const { files } = JSON.parse(readFileSync(join(build, 'build.json'), 'utf8')) as {
      files: { path: string }[];
    };
    const file = files.find(({ path }) => path.includes('weights'))?.path ?? '';
    writeFileSync(join(build, file), readFileSync(join(build, file)).fill(7));
  };
  const { driver, api, close } = await open(target, 'hosted', damage);
  try {
    await expect(openGuard(driver, 'practice')).rejects.toThrow('does not have the contents');
    await driver.setSite(pages.site, 'screen');
    const page = await driver.openPage(`${pages.origin}/notices.html`);
    const stuck = (snapshot: PageSnapshot) =>
      snapshot.elements.length > 0 && reasons(snapshot).has('guard-failed');
    const before = await until(driver, page, stuck, 'the guard to fail');
    expect(before.counts.safe).toBe(0);
    // Nothing leaves before a person has said so.
    expect(api.requests).toEqual([]);

    await turnOn(driver, 'hosted');
    const done = await until(
      driver,
      page,
      ({ counts, settled }) => settled && counts.unknown === 0,
      'the hosted guard to finish the page',
    );
    expect(unsafeTexts(done).length).toBe(2);
    expect(new Set(done.elements.map(({ verdict }) => verdict?.engine))).toEqual(
      new Set(['hosted']),
    );
    expect(asked(api).length).toBeLessThanOrEqual(10);

    const popup = await driver.openPopup(page.tabId);
    await popup.waitFor(
      'what went where, and why',
      (text) => document.querySelector('[data-sent]')?.textContent?.includes(text),
      'The guard on this device does not work.',
    );
    const note = await popup.evaluate(() => document.querySelector('[data-sent]')?.textContent);
    expect(note).toContain(`${done.elements.length} elements of this page went to SEA-LION`);
    await popup.close();

    // The background is killed, and the page goes on as before.
    await driver.killBackground();
    await append(page, 'A note from after: cheap meth for sale here');
    const later = await until(
      driver,
      page,
      ({ counts, settled }) => settled && counts.unsafe === 3,
      'what was added to be named',
    );
    expect(later.counts.unknown).toBe(0);
  } finally {
    await close();
  }
});

test('an own server answers for want of a guard here, and the guard takes over when there is one', async ({
  target,
  pages,
}) => {
  const { driver, api, close } = await open(target, 'server');
  try {
    await turnOn(driver, 'server');
    await driver.setSite(pages.site, 'screen');
    const page = await driver.openPage(`${pages.origin}/notices.html`);
    const done = await until(
      driver,
      page,
      ({ counts, settled }) => settled && counts.unsafe === 2 && counts.unknown === 0,
      'the server to answer',
    );
    for (const { verdict } of done.elements) {
      expect(verdict?.engine).toBe('server');
      expect(verdict?.pUnsafe).toBeGreaterThan(0);
    }
    // Pictures too, drawn anew for it; an SVG by the document that is made for that.
    const gallery = await driver.openPage(`${pages.origin}/blank.html`);
    await gallery.evaluate(() => {
      const picture = `<rect width="200" height="150" fill="teal"/><circle cx="80" cy="70" r="40"/>`;
      const image = new Image(200, 150);
      image.src = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="200" height="150">${picture}</svg>`)}`;
      const canvas = Object.assign(document.createElement('canvas'), { width: 200, height: 150 });
      const context = canvas.getContext('2d');
      context?.fillRect(20, 20, 90, 60);
      document.body.append(image, canvas);
    });
    await until(
      driver,
      gallery,
      ({ elements, settled }) =>
        settled &&
        elements.filter(({ kind, verdict }) => kind === 'image' && verdict?.flag === 'safe')
          .length === 2,
      'the server to look at pictures',
    );
    const pictures = api.requests.filter(({ body }) =>
      JSON.stringify(body).includes('data:image/jpeg;base64,'),
    );
    expect(pictures.length).toBe(2);
    await gallery.close();

    const sent = api.requests.length;
    await openGuard(driver, 'practice');
    await append(page, 'Later the same day: shut up you idiot');
    const later = await until(
      driver,
      page,
      ({ counts, settled }) => settled && counts.unsafe === 3,
      'the guard here to answer',
    );
    expect(new Set(later.elements.map(({ verdict }) => verdict?.engine))).toEqual(
      new Set(['local']),
    );
    expect(api.requests.length).toBe(sent);
  } finally {
    await close();
  }
});

test('nothing is sent of sites that were not allowed, that are never sent, or that ask for a password', async ({
  target,
  pages,
}) => {
  const { driver, api, close } = await open(target, 'server');
  const unknown = ({ elements, counts, settled }: PageSnapshot) =>
    settled && elements.length > 0 && counts.unknown === elements.length;
  try {
    await turnOn(driver, 'server', 'sites');
    await driver.setSite(pages.site, 'screen');
    const page = await driver.openPage(`${pages.origin}/notices.html`);
    await until(driver, page, unknown, 'the page to be read');

    const never = (...added: string[]) =>
      driver.ask({ type: 'engines.neverSend', added, removed: [] });
    await never(pages.site);
    const site = { type: 'engines.site', site: pages.site, engine: 'server' } as const;
    await driver.ask({ ...site, send: true });
    const popup = await driver.openPopup(page.tabId);
    await popup.waitFor('why nothing is sent', () =>
      document.body.textContent?.includes('on the list of sites that never leave this device'),
    );
    await popup.close();

    const login = await driver.openPage(`${pages.origin}/login.html`);
    await until(driver, login, unknown, 'the log-in page to be read');
    await never();
    // Tabs that are behind others wait with what they ask.
    await page.toFront();
    await until(
      driver,
      page,
      ({ counts, settled }) => settled && counts.unknown === 0,
      'the page that was allowed',
    );
    await login.toFront();
    await until(driver, login, unknown, 'the log-in page to stay as it is');
    await page.toFront();
    const bodies = JSON.stringify(api.requests.map(({ body }) => body));
    expect(bodies).toContain('I saw you');
    expect(bodies).not.toContain('Log in to the harbour office');

    // Where a person writes.
    const sent = asked(api).length;
    await page.evaluate(() => {
      const editor = document.createElement('div');
      editor.contentEditable = 'true';
      editor.textContent = 'Dear diary, this is for nobody else';
      document.body.append(editor);
      const secret = Object.assign(document.createElement('input'), { type: 'password' });
      document.body.append(secret);
      const after = document.createElement('p');
      after.textContent = 'A word from after the password field';
      document.body.append(after);
    });
    await until(
      driver,
      page,
      ({ elements, settled }) =>
        settled &&
        elements.some(({ text, verdict }) => text.includes('from after') && verdict !== null),
      'what was added to be read',
    );
    expect(asked(api).length).toBe(sent);
    expect(JSON.stringify(api.requests.map(({ body }) => body))).not.toContain('diary');
  } finally {
    await close();
  }
});

test('no more than ten requests a minute, over a killed background; what waits says when', async ({
  target,
  pages,
}) => {
  const { driver, api, close } = await open(target, 'hosted');
  try {
    await driver.ask({ type: 'engines.hosted', change: { judging: 'each' } });
    await turnOn(driver, 'hosted');
    await driver.setSite(pages.site, 'screen');
    const page = await driver.openPage(`${pages.origin}/blank.html`);
    await page.evaluate(() => {
      for (let i = 0; i < 25; i++) {
        const text = document.createElement('p');
        text.textContent = `Line ${i} of the keeper's book: the sea is calm today`;
        document.querySelector('main')?.append(text);
      }
    });
    const waits = ({ elements }: PageSnapshot) =>
      elements.filter(({ verdict }) => verdict?.reason === 'turn').length;
    const half = await until(
      driver,
      page,
      (snapshot) => snapshot.counts.safe >= 9 && waits(snapshot) > 0,
      'the budget to be spent',
    );
    expect(half.settled).toBe(false);
    for (const { verdict } of half.elements)
      if (verdict?.reason === 'turn') expect(verdict.turnAt).toBeGreaterThan(Date.now() + 20_000);

    const popup = await driver.openPopup(page.tabId);
    await popup.waitFor('when it goes on', () =>
      document.querySelector('[data-sent]')?.textContent?.includes('for a turn'),
    );
    await popup.close();
    for (let i = 0; i < 2; i++) {
      await driver.killBackground();
      await until(driver, page, (snapshot) => waits(snapshot) > 0, 'the line to be told again');
    }
    const { engines } = await driver.ask({ type: 'engines.get' });
    expect(engines?.hosted).toMatchObject({ left: 0, key: '••••hown' });
    expect(api.requests.filter(({ path }) => path.endsWith('completions')).length).toBe(10);
  } finally {
    await close();
  }
});

test('a key is nowhere that a page, a copy of the settings or a log could show', async ({
  target,
  pages,
}) => {
  const { driver, close } = await open(target, 'hosted');
  try {
    await turnOn(driver, 'hosted');
    await driver.setSite(pages.site, 'screen');
    const page = await driver.openPage(`${pages.origin}/notices.html`);
    await until(driver, page, ({ settled }) => settled, 'the page to be checked');
    const stored = await driver.inExtension(async () =>
      JSON.stringify([
        await chrome.storage.local.get(null),
        await chrome.storage.session.get(null),
        { ...localStorage },
      ]),
    );
    const answers = JSON.stringify([
      await driver.ask({ type: 'engines.get' }),
      await driver.ask({ type: 'engines.test', engine: 'hosted' }),
      await driver.ask({ type: 'site.get', site: pages.site }),
      await driver.snapshot(page),
    ]);
    const options = await driver.openExtensionPage('src/ui/options/options.html');
    await options.waitFor('the key, masked', () => document.body.textContent?.includes('••••hown'));
    const shown = await options.evaluate(() => document.documentElement.outerHTML);
    await options.close();
    for (const text of [stored, answers, shown]) expect(text).not.toContain(KEY.slice(0, 12));
  } finally {
    await close();
  }
});
