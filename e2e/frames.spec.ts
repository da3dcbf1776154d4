/** What stands in frames is part of what a reader sees: frames of every kind, in one another. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { defaultProtection, type Protection, parentalProtection } from '../src/core/protection';
import type { Driver } from '../tools/browsers/driver';
import type { DrivenPage } from '../tools/browsers/page';
import { openGuard } from '../tools/screen/screen';
import { type FramedPages, serveFramed, snapshotsOf, textsOf } from './framed-pages';
import { expect, start, test } from './harness';

const own = `<title>Own frames</title><p>The page itself
  <iframe name="blank"></iframe><iframe name="written"></iframe>
  <iframe srcdoc="<p>A srcdoc<iframe srcdoc='<p>A srcdoc in it'></iframe>"></iframe>
  <iframe src="data:text/html,<p>A data address"></iframe>
  <iframe name="blob"></iframe>
  <iframe sandbox="allow-scripts" srcdoc="<p>A sandboxed srcdoc"></iframe>
  <iframe sandbox="allow-scripts" src="/plain"></iframe>
  <script>
    frames.blank.document.body.innerHTML = '<p>A blank frame, filled: shut up you idiot';
    frames.written.document.open();
    frames.written.document.write('<p>A blank frame, written');
    frames.written.document.close();
    const blob = new Blob(['<p>A blob'], { type: 'text/html' });
    document.querySelector('[name=blob]').src = URL.createObjectURL(blob);
  </script>`;
const ownTexts = [
  'A blank frame, filled: shut up you idiot: unsafe',
  'A blank frame, written: safe',
  'A blob: safe',
  'A data address: safe',
  'A plain page: safe',
  'A sandboxed srcdoc: safe',
  'A srcdoc in it: safe',
  'A srcdoc: safe',
  'The page itself: safe',
];

/** Elements and frames answer to their names on the global object, in our own world, too. */
const named = `<title>Named as ours</title><div id="seawall">A named element</div>
  <iframe name="seawall" srcdoc="<form name='seawall'><input name='isAlive'></form><p>shut up you idiot"></iframe>`;
const namedTexts = ['A named element: safe', 'shut up you idiot: unsafe'];

const others = `<title>Frames of others</title><p>The page around
  <iframe id="one" width="400" height="300" src="http://localhost:PORT/nest"></iframe>`;
const nest = `<p>On another site: shut up you idiot
  <iframe srcdoc="<p>Its srcdoc"></iframe>
  <iframe sandbox="allow-scripts" srcdoc="<p>Its sandboxed srcdoc"></iframe>
  <iframe src="http://third.localhost:PORT/deep"></iframe>`;
const deep = `<p>On a third site
  <iframe src="http://127.0.0.1:PORT/plain"></iframe>
  <iframe sandbox="allow-scripts" src="http://localhost:PORT/sandboxed"></iframe>`;
const otherTexts = [
  'A plain page: safe',
  'In a sandbox: safe',
  'Its sandboxed srcdoc: safe',
  'Its srcdoc: safe',
  'On a third site: safe',
  'On another site: shut up you idiot: unsafe',
  'The page around: safe',
];

const held = `<title>Held</title><p>The page around
  <iframe id="own" src="/plain"></iframe><iframe id="other" src="http://localhost:PORT/plain"></iframe>`;

const SITE = '127.0.0.1';
let served: FramedPages;
test.beforeAll(async () => {
  served = await serveFramed({
    '/own': own,
    '/named': named,
    '/others': others,
    '/nest': nest,
    '/deep': deep,
    '/plain': '<p>A plain page',
    '/sandboxed': '<p>In a sandbox',
    '/next': '<p>The next document there',
    '/held': held,
  });
});
test.afterAll(() => served.close());

const open = (driver: Driver, path: string, host = SITE): Promise<DrivenPage> =>
  driver.openPage(`http://${host}:${served.port}/${path}`);
const nothingRuns = (driver: Driver, page: DrivenPage): Promise<void> =>
  expect.poll(async () => (await snapshotsOf(driver, page)).length).toBe(0);
const badge = (driver: Driver, { tabId }: DrivenPage): Promise<string> =>
  driver.inExtension((id) => chrome.action.getBadgeText({ tabId: id }), tabId);

test('frames that a page makes itself', async ({ seawall: { driver } }) => {
  await driver.setSite(SITE, 'screen');
  const page = await open(driver, 'own');
  expect(await textsOf(driver, page, ownTexts.length)).toEqual(ownTexts);

  await driver.setSite(SITE, 'off');
  await nothingRuns(driver, page);
  // Into the open tab: nothing was loaded anew.
  await driver.setSite(SITE, 'screen');
  expect(await textsOf(driver, page, ownTexts.length)).toEqual(ownTexts);

  // Other documents in the same frames: written over, told otherwise, led elsewhere.
  await page.evaluate(() => {
    for (const frame of [...document.querySelectorAll('iframe')].slice(3)) frame.remove();
    const [blank, written, srcdoc] = document.querySelectorAll('iframe');
    blank?.contentDocument?.write('<p>Written over');
    blank?.contentDocument?.close();
    if (written) written.src = '/next';
    if (srcdoc) srcdoc.srcdoc = '<p>Another srcdoc';
    // A frame of its own that is led away before anything was in it.
    const late = document.createElement('iframe');
    document.body.append(late);
    setTimeout(() => {
      late.src = '/plain';
    }, 700);
  });
  await expect
    .poll(() => textsOf(driver, page, 5))
    .toEqual([
      'A plain page: safe',
      'Another srcdoc: safe',
      'The next document there: safe',
      'The page itself: safe',
      'Written over: safe',
    ]);
  await page.close();
});

test('on a page that is held a frame is shown when a content script in it holds, whoever it is of', async ({
  seawall: { driver },
}) => {
  const protect = (protection: Protection) =>
    driver.ask({ type: 'preferences.set', change: { protection } });
  await protect({ ...parentalProtection(), holdSeconds: 60 });
  try {
    await driver.setSite(SITE, 'screen');
    const page = await open(driver, 'held');
    const areShown = () =>
      page.waitFor('both frames to be shown', () => {
        const filters = ['own', 'other'].map((id) => {
          const frame = document.getElementById(id);
          return frame && getComputedStyle(frame).filter;
        });
        return filters.join() === 'none,none';
      });
    await areShown();
    // Its markup says as ever that it is the page's own.
    await page.evaluate((port) => {
      const own = document.querySelector('iframe') as HTMLIFrameElement;
      const seen: string[] = [];
      Reflect.set(window, 'seen', seen);
      const look = (): void => {
        const { filter } = getComputedStyle(own);
        if (seen.at(-1) !== filter) seen.push(filter);
        requestAnimationFrame(look);
      };
      look();
      own.contentWindow?.location.replace(`http://third.localhost:${port}/next`);
    }, served.port);
    await page.waitFor('the frame to be held, and shown', () => {
      const seen = Reflect.get(window, 'seen') as string[];
      return seen.join() === 'none,opacity(0),none';
    });
    await areShown();
    await page.close();
  } finally {
    await protect(defaultProtection());
  }
});

test('a page that names its parts as we name our handle', async ({ seawall: { driver } }) => {
  await driver.setSite(SITE, 'screen');
  const page = await open(driver, 'named');
  expect(await textsOf(driver, page, namedTexts.length)).toEqual(namedTexts);
  await driver.setSite(SITE, 'off');
  await nothingRuns(driver, page);
  await driver.setSite(SITE, 'screen');
  expect(await textsOf(driver, page, namedTexts.length)).toEqual(namedTexts);
  await page.close();
});

test('frames of other sites, and frames in them', async ({ seawall }) => {
  const { driver } = seawall;
  await driver.setSite(SITE, 'screen');
  const page = await open(driver, 'others');
  expect(await textsOf(driver, page, otherTexts.length)).toEqual(otherTexts);
  await expect.poll(() => badge(driver, page)).toBe('1');

  const popup = await seawall.popup(page);
  await popup.waitFor(
    'all of them in the list',
    (count) => {
      const rows = [...document.querySelectorAll('[data-element]')];
      return rows.length === count;
    },
    otherTexts.length,
  );
  expect(await popup.evaluate(() => document.querySelector('[data-parts]'))).toBeNull();

  // One leads elsewhere, one is new.
  await page.evaluate((port) => {
    const one = document.querySelector('iframe');
    if (one) one.src = `http://third.localhost:${port}/next`;
    const two = document.createElement('iframe');
    two.src = `http://localhost:${port}/plain`;
    document.body.append(two);
  }, served.port);
  const after = ['A plain page: safe', 'The next document there: safe', 'The page around: safe'];
  expect(await textsOf(driver, page, 3)).toEqual(after);
  await popup.waitFor('the list to follow', () => {
    const text = document.querySelector('main')?.textContent ?? '';
    return text.includes('next document') && text.includes('plain') && !text.includes('third');
  });
  await expect.poll(() => badge(driver, page)).not.toBe('1');

  await driver.setSite(SITE, 'off');
  await nothingRuns(driver, page);
  await driver.setSite(SITE, 'screen');
  expect(await textsOf(driver, page, 3)).toEqual(after);
  await driver.killBackground();
  await driver.setSite(SITE, 'off');
  await nothingRuns(driver, page);
  await page.close();
});

test('in a page that is off, frames of a site that is on alone', async ({
  seawall: { driver },
}) => {
  await driver.setSite('localhost', 'screen');
  const page = await open(driver, 'others');
  // The browser does not say whose its sandboxed srcdoc is, and no page around it is on.
  expect(await textsOf(driver, page, 3)).toEqual([
    'In a sandbox: safe',
    'Its srcdoc: safe',
    'On another site: shut up you idiot: unsafe',
  ]);
  await driver.setSite('localhost', 'off');
  await nothingRuns(driver, page);
  await page.close();
});

test('frames of a document written anew', async ({ seawall: { driver } }) => {
  await driver.setSite(SITE, 'screen');
  const page = await open(driver, 'plain');
  await textsOf(driver, page, 1);
  await page.evaluate((port) => {
    document.open();
    document.write(`<p>Written<iframe src="http://localhost:${port}/sandboxed"></iframe>`);
    document.close();
  }, served.port);
  expect(await textsOf(driver, page, 2)).toEqual(['In a sandbox: safe', 'Written: safe']);
  // Nothing but its `load` tells of that.
  await new Promise((done) => setTimeout(done, 5_000));
  await page.evaluate((port) => {
    const frame = document.querySelector('iframe');
    if (frame) frame.src = `http://localhost:${port}/next`;
  }, served.port);
  await expect
    .poll(() => textsOf(driver, page, 2))
    .toEqual(['The next document there: safe', 'Written: safe']);
  await page.close();
});

test('frames that make frames, and frames that come and go', async ({ seawall: { driver } }) => {
  await driver.setSite(SITE, 'screen');
  const page = await open(driver, 'plain');
  await textsOf(driver, page, 1);
  await page.evaluate(async (port) => {
    const fill = (document: Document, name: string, depth: number): void => {
      document.body.innerHTML = `<p>Frame ${name}</p>`;
      for (let i = 0; i < 2 && depth > 0; i++) {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        if (frame.contentDocument) fill(frame.contentDocument, `${name}.${i}`, depth - 1);
      }
    };
    fill(document, '0', 3);
    for (let turn = 0; turn < 120; turn++) {
      const frame = document.createElement('iframe');
      frame.src = `http://localhost:${port}/plain?${turn}`;
      document.body.append(frame);
      await new Promise((done) => setTimeout(done, 25));
      if (turn < 119) frame.remove();
    }
  }, served.port);
  const texts = await textsOf(driver, page, 16);
  expect(texts[0]).toBe('A plain page: safe');
  expect(new Set(texts).size).toBe(16);
  // Elements go with their frames.
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll('iframe')) frame.remove();
  });
  expect(await textsOf(driver, page, 1)).toEqual(['Frame 0: safe']);
  await page.close();
});

const Manifest = v.looseObject({ host_permissions: v.array(v.string()) });

test('no frame of a site that nobody has allowed', async ({ target }) => {
  // Only Firefox lets a test answer its question.
  const asks = target.browser === 'firefox';
  const hosts = asks ? [SITE] : [SITE, 'localhost'];
  const driver = await start(target, (dir) => {
    const file = join(dir, 'manifest.json');
    const manifest = v.parse(Manifest, JSON.parse(readFileSync(file, 'utf8')));
    const host_permissions = hosts.map((host) => `*://${host}/*`);
    writeFileSync(file, JSON.stringify({ ...manifest, host_permissions }));
  });
  try {
    await openGuard(driver, 'practice');
    await driver.setSite(SITE, 'screen');
    const page = await open(driver, 'others');
    const first = ['A plain page: safe', 'The page around: safe'];
    // Whoever stands between them: what a reader sees is the page.
    const more = otherTexts.filter((text) => !text.startsWith('On a third site'));
    expect(await textsOf(driver, page, asks ? 2 : 6)).toEqual(asks ? first : more);
    const popup = await driver.openPopup(page.tabId);
    const note = (site: string) =>
      popup.waitFor(
        `a word about ${site}`,
        (text) => document.querySelector('[data-parts]')?.textContent?.includes(text),
        `One part of this page comes from another site (${site})`,
      );
    await note(asks ? 'localhost' : 'third.localhost');
    if (!asks) return;
    await popup.click('[data-parts] button');
    expect(await textsOf(driver, page, 6)).toEqual(more);
    await note('third.localhost');
    await driver.inExtension(async () => {
      await chrome.permissions.remove({ origins: ['*://localhost/*'] });
    });
    expect(await textsOf(driver, page, 2)).toEqual(first);
  } finally {
    await driver.close();
  }
});
