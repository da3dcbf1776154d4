/**
 * `npm run screenshots [-- LANGUAGE …]`: pictures of every page of ours, in each language, light and
 * (in English) dark, into docs/screenshots/LANGUAGE/PAGE.webp. The real extension in Chromium, with
 * the practice guard, on the tests' own pages.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { LANGUAGES, Language } from '../../src/core/language';
import type { Driver } from '../browsers/driver';
import { type DrivenPage, poll } from '../browsers/page';
import { servePages } from '../pages/serve';
import { openSession } from '../screen/session';
import { type Scene, SHOTS, type Shot } from './pages';

const FOLDER = join('docs', 'screenshots');
/** CSS pixels: what is below is more of the same. */
const MOST_HEIGHT = 6_000;
const QUALITY = 60;

const Picture = v.object({ data: v.string() });

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function take(driver: Driver, scene: Scene, shot: Shot, folder: string, isDark: boolean) {
  const page = await driver.openExtensionPage(`${shot.file}${shot.query?.(scene) ?? ''}`);
  try {
    await page.resize(shot.width, 900);
    const scheme = isDark ? 'dark' : 'light';
    await page.devtools('Emulation.setEmulatedMedia', {
      features: [
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ],
    });
    await page.waitFor(
      `${shot.name} to be ready`,
      (ready) => document.querySelector(ready),
      shot.ready,
    );
    // Fonts, pictures and what is announced late.
    await page.evaluate(async () => {
      await document.fonts.ready;
      await new Promise((done) => setTimeout(done, 400));
    });
    const bytes = await pictureOf(page, shot.width);
    const name = `${shot.name}${isDark ? '-dark' : ''}.webp`;
    writeFileSync(join(folder, name), bytes);
    return bytes.byteLength;
  } finally {
    await page.close();
  }
}

async function pictureOf(page: DrivenPage, width: number): Promise<Buffer> {
  const height = await page.evaluate(() =>
    Math.max(document.body.scrollHeight, document.documentElement.scrollHeight),
  );
  const shown = Math.min(height, MOST_HEIGHT);
  await page.resize(width, shown);
  const picture = await page.devtools('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: { x: 0, y: 0, width, height: shown, scale: 1 },
  });
  return Buffer.from(v.parse(Picture, picture).data, 'base64');
}

async function screenshots(languages: readonly Language[]): Promise<void> {
  const pages = await servePages(join('e2e', 'pages'));
  const { driver } = await openSession({ browser: 'chrome', webgpu: false, headless: true });
  try {
    await driver.setSite(pages.site, 'screen');
    const screened = await driver.openPage(`${pages.origin}/notices.html`);
    await poll(async () => (await driver.snapshot(screened)).settled || undefined, {
      what: 'the page to be screened',
      timeoutMs: 60_000,
    });
    const off = await driver.openPage(
      `${pages.origin.replace(pages.site, 'localhost')}/blank.html`,
    );
    const scene: Scene = { screenedTab: screened.tabId, offTab: off.tabId };
    const shots = SHOTS.filter(({ file }) => existsSync(join('dist', 'chrome', file)));
    for (const language of languages) {
      await driver.ask({ type: 'preferences.set', change: { language } });
      const folder = join(FOLDER, language);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      let bytes = 0;
      for (const shot of shots) {
        bytes += await take(driver, scene, shot, folder, false);
        if (language === 'en') bytes += await take(driver, scene, shot, folder, true);
      }
      say(`${language}: ${shots.length} pages, ${Math.round(bytes / 1000)} kB`);
    }
  } finally {
    await driver.close().catch(() => {});
    await pages.close();
  }
}

const asked = process.argv.slice(2);
const languages = v.safeParse(v.array(Language), asked.length > 0 ? asked : [...LANGUAGES]);
if (languages.success) await screenshots(languages.output);
else {
  say(`Languages are ${LANGUAGES.join(', ')}.`);
  process.exitCode = 1;
}
