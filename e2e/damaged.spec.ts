/** A guard build whose bytes are not its own is refused, by the name of the file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { filesOf, GuardBuild, graphFor } from '../src/core/guard-build';
import { openGuard } from '../tools/screen/screen';
import { Seawall, snapshotOf, start } from './harness';
import { byId, expect, imagesOf, test } from './images/harness';

const BUILD = join(import.meta.dirname, '..', 'public', 'guards', 'practice', 'build.json');

const flipByte = (file: string) => (dir: string) => {
  const path = join(dir, 'guards', 'practice', file);
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};

/** Files that are read when the first image comes. */
function sightOf({ vision }: GuardBuild): string[] {
  if (!vision) throw new Error('The practice guard does not see.');
  return ['preprocessor_config.json', vision.graph, ...vision.weights];
}

const readBuild = (): GuardBuild => v.parse(GuardBuild, JSON.parse(readFileSync(BUILD, 'utf8')));

test('a flipped byte in any file is found, and the file named', async ({ target, seawall }) => {
  const build = readBuild();
  const { files, variants } = build;
  // What is for another device only is not read here, so it cannot do harm either.
  const { precision, kind } = seawall.guard.device;
  const own = variants.flatMap((variant) =>
    variant.precision === precision ? [graphFor(variant, kind), ...variant.weights] : [],
  );
  const unread = new Set(variants.flatMap(filesOf).filter((path) => !own.includes(path)));
  for (const path of sightOf(build)) unread.add(path);
  for (const { path } of files.filter((file) => !unread.has(file.path))) {
    await test.step(path, async () => {
      const driver = await start(target, flipByte(path));
      try {
        await expect(openGuard(driver, 'practice')).rejects.toThrow(path);
        expect(await driver.guardState()).toMatchObject({ status: 'failed', code: 'damaged' });
      } finally {
        await driver.close();
      }
    });
  }
});

test('a flipped byte in what a guard sees with leaves pictures unknown, and texts as ever', async ({
  target,
  images,
}) => {
  test.skip(target.browser === 'firefox', 'The Worker is the same file, and Chromium shows it');
  for (const path of sightOf(readBuild())) {
    await test.step(path, async () => {
      const driver = await start(target, flipByte(path));
      try {
        const seawall = new Seawall(driver, await openGuard(driver, 'practice'), images);
        const page = await seawall.visit('sight.html');
        const snapshot = await seawall.settled(page);
        expect(byId(await imagesOf(page, snapshot))).toEqual(['calm: no-sight', 'sign: no-sight']);
        expect(snapshot.counts).toEqual({ safe: 1, unsafe: 1, unknown: 2, waiting: 0 });
      } finally {
        await driver.close();
      }
    });
  }
});

test('nothing is called safe by a damaged guard, and the popup says why', async ({
  target,
  pages,
}) => {
  const { files } = readBuild();
  const file = files.find(({ path }) => path.includes('weights'))?.path ?? '';
  const driver = await start(target, flipByte(file));
  try {
    await expect(openGuard(driver, 'practice')).rejects.toThrow(file);
    await driver.setSite(pages.site, 'screen');
    const page = await driver.openPage(`${pages.origin}/notices.html`);
    await expect
      .poll(async () => {
        const { elements } = await snapshotOf(driver, page);
        return elements.length > 0 && elements.every(({ verdict }) => verdict !== null);
      })
      .toBe(true);
    const { elements } = await driver.snapshot(page);
    for (const { verdict } of elements) {
      expect(verdict).toMatchObject({ flag: 'unknown', reason: 'guard-failed' });
    }
    const popup = await driver.openPopup(page.tabId);
    await popup.waitFor(
      'the name of the file in the popup',
      (name) => document.body.textContent?.includes(name),
      file,
    );
  } finally {
    await driver.close();
  }
});
