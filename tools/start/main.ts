/**
 * `npm start`: Seawall at work on the demo pages, in Chromium, with the practice guard. Where there
 * is a display the browser stays open for use; otherwise it ends with the table of verdicts.
 */

import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { hasDisplay } from '../browsers/display';
import { orderlyEnd } from '../browsers/orderly-end';
import type { PageReport } from '../screen/report';
import { screenPage } from '../screen/screen';
import { openSession } from '../screen/session';
import { openTargets } from '../screen/targets';
import { verdictTable } from './table';

const DEMO = 'demo';
const SCREENSHOTS = 'screenshots';
/** A software adapter takes a minute for a page of pictures. */
const DEADLINE_MS = 180_000;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function start(): Promise<void> {
  const stays = hasDisplay();
  const files = readdirSync(DEMO)
    .filter((name) => name.endsWith('.html'))
    .map((name) => join(DEMO, name));
  const targets = await openTargets(files);
  const { driver, guard } = await openSession({
    browser: 'chrome',
    webgpu: true,
    headless: !stays,
  });
  try {
    say(`Chromium ${driver.version}; ${guard.name} on ${guard.device.kind}.`);
    say('The practice guard knows a list of planted phrases. It is no protection.\n');
    mkdirSync(SCREENSHOTS, { recursive: true });
    const pages: PageReport[] = [];
    for (const target of targets.list) {
      const { page, report } = await screenPage(driver, target, DEADLINE_MS);
      const name = basename(target.name, '.html');
      pages.push({ ...report, target: name });
      await page.screenshot(join(SCREENSHOTS, `${name}.png`));
      const popup = await driver.openPopup(page.tabId);
      await popup.waitFor(
        'the popup to show the page',
        () => document.body.textContent.trim() !== '',
      );
      await popup.screenshot(join(SCREENSHOTS, `${name}-popup.png`));
      await popup.close();
    }
    say(verdictTable(pages));
    say(`\nPictures of each page and its popup: ${resolve(SCREENSHOTS)}`);
    say('Seawall can be wrong. Look before you decide.');
    if (stays) {
      await driver.disconnect();
      say('\nThe browser stays open for you. Close it, or press Ctrl+C here, to end.');
      await Promise.race([driver.closed(), interrupted()]);
    }
  } finally {
    await driver.close().catch(() => {});
    await targets.close();
  }
}

const interrupted = (): Promise<void> =>
  new Promise((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });

await orderlyEnd(start);
