/** Guards are installed from the web, kept, checked, and missed when the browser has cleared them. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { GuardBuild } from '../src/core/guard-build';
import type { GuardSource } from '../src/core/guard-source';
import type { StoreView } from '../src/platform/store-protocol';
import type { Driver } from '../tools/browsers/driver';
import { poll } from '../tools/browsers/page';
import { type BuildServer, serveBuild } from './build-server';
import { test as base, expect, flagIn, Seawall, start } from './harness';

const FOLDER = join(import.meta.dirname, '..', 'public', 'guards', 'practice');
const BUILD = v.parse(GuardBuild, JSON.parse(readFileSync(join(FOLDER, 'build.json'), 'utf8')));
const TOTAL = BUILD.files.reduce((sum, { size }) => sum + size, 0);
const INSTALLED: GuardSource = { kind: 'installed', id: BUILD.id, practice: true };

/** A way into the store's Worker: a copy of the extension whose Workers listen for their end. */
const listenForEnd = (dir: string): void =>
  appendFileSync(
    join(dir, 'worker', 'main.js'),
    `\nnew BroadcastChannel('test-end').onmessage = () =>
       setTimeout(() => { throw new Error('ended by a test'); });\n`,
  );

const test = base.extend<{ server: BuildServer; driver: Driver }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from it
  server: async ({}, use) => {
    const server = await serveBuild(FOLDER);
    await use(server);
    await server.close();
  },
  driver: async ({ target }, use) => {
    const driver = await start(target, listenForEnd);
    await use(driver);
    await driver.close();
  },
});

async function store(driver: Driver): Promise<StoreView> {
  const { store: view } = await driver.ask({ type: 'store.get' });
  if (!view) throw new Error('The extension answered store.get without a store.');
  return view;
}

const install = (driver: Driver, { address }: BuildServer) =>
  driver.ask({ type: 'store.install', source: { kind: 'web', address } });

const storeWhen = (driver: Driver, what: string, holds: (view: StoreView) => boolean) =>
  poll(
    async () => {
      const view = await store(driver);
      return holds(view) ? view : undefined;
    },
    { what, timeoutMs: 60_000 },
  );

const installed = (driver: Driver) =>
  storeWhen(driver, 'the guard to be installed', ({ install: { status } }) => status === 'done');

/** Some of it is there, and some is not. */
const underWay = (driver: Driver) =>
  storeWhen(
    driver,
    'the installation to be under way',
    ({ install: now }) =>
      now.status === 'running' && now.doneBytes > TOTAL / 10 && now.doneBytes < TOTAL * 0.8,
  );

const guardWhen = (driver: Driver, status: 'ready' | 'failed') =>
  poll(
    async () => {
      const guard = await driver.guardState();
      return guard.status === status ? guard : undefined;
    },
    { what: `the guard to be ${status}`, timeoutMs: 120_000 },
  );

test('a guard from the web is installed through broken connections, and screens a page', async ({
  driver,
  server,
  pages,
}) => {
  server.breaks = 3;
  server.spoilt = 'decoder.weights.0';
  await install(driver, server);
  const { install: done, builds } = await installed(driver);
  expect(done).toMatchObject({ id: BUILD.id, practice: true });
  expect(done.status === 'done' && done.notices.join()).toContain('decoder.weights.0');
  expect(builds).toMatchObject([{ id: BUILD.id, problem: null, address: server.address }]);
  await driver.chooseGuard(INSTALLED);
  const guard = await guardWhen(driver, 'ready');
  if (guard.status !== 'ready') throw new Error('never');
  const seawall = new Seawall(driver, guard, pages);
  const page = await seawall.visit('notices.html');
  expect(flagIn(await seawall.settled(page), 'Whoever took my rope')).toBe('unsafe');
});

test('an installation outlives the background and its own Worker, and fetches little twice', async ({
  driver,
  server,
}) => {
  server.bytesPerSecond = 150_000;
  await install(driver, server);
  await underWay(driver);
  await driver.killBackground();
  await underWay(driver);
  await driver.inExtension(() => new BroadcastChannel('test-end').postMessage('now'));
  // Gone on by itself, or to be gone on with by a person.
  const stood = await storeWhen(
    driver,
    'the installation to go on or to say that it stopped',
    ({ install: { status } }) => status === 'running' || status === 'failed',
  );
  server.bytesPerSecond = null;
  if (stood.install.status === 'failed') await driver.ask({ type: 'store.resume' });
  await installed(driver);
  await driver.chooseGuard(INSTALLED);
  await guardWhen(driver, 'ready');
});

test('an installation is paused, goes on, and is cancelled without a trace', async ({
  driver,
  server,
}) => {
  server.bytesPerSecond = 150_000;
  await install(driver, server);
  await underWay(driver);
  await driver.ask({ type: 'store.pause' });
  await storeWhen(driver, 'it to pause', ({ install: { status } }) => status === 'paused');
  await driver.killBackground();
  expect((await store(driver)).install.status).toBe('paused');
  await driver.ask({ type: 'store.resume' });
  await storeWhen(driver, 'it to go on', ({ install: { status } }) => status === 'running');
  await driver.ask({ type: 'store.cancel' });
  await storeWhen(driver, 'it to end', ({ install: { status } }) => status === 'none');
  expect((await store(driver)).builds).toEqual([]);
  expect(await storedFiles(driver)).toEqual([]);
});

test('a guard that the browser has cleared is missed, and installed again', async ({
  driver,
  server,
}) => {
  await install(driver, server);
  await installed(driver);
  await driver.chooseGuard(INSTALLED);
  await guardWhen(driver, 'ready');
  await driver.chooseGuard(null);
  await driver.inExtension(async () => {
    const root = await navigator.storage.getDirectory();
    for await (const [, folder] of (await root.getDirectoryHandle('guards')).entries())
      if (folder instanceof FileSystemDirectoryHandle)
        await folder.removeEntry('decoder.weights.0');
  });
  await driver.chooseGuard(INSTALLED);
  expect(await guardWhen(driver, 'failed')).toMatchObject({ code: 'missing' });
  const { builds } = await store(driver);
  expect(builds?.[0]?.problem).toMatchObject({ code: 'missing' });
  const before = server.sent;
  await install(driver, server);
  await installed(driver);
  await guardWhen(driver, 'ready');
  // Only what was missing was fetched.
  const missing = BUILD.files.find(({ path }) => path === 'decoder.weights.0')?.size ?? 0;
  expect(server.sent - before).toBe(missing);
  await driver.ask({ type: 'store.remove', id: BUILD.id });
  await storeWhen(driver, 'it to be gone', ({ builds: left }) => left?.length === 0);
  expect((await driver.guardState()).status).toBe('none');
});

/** Paths of all that the store keeps on disk, its journal and folders aside. */
const storedFiles = (driver: Driver): Promise<string[]> =>
  driver.inExtension(async () => {
    const found: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, entry] of folder.entries()) {
        if (entry instanceof FileSystemDirectoryHandle) await walk(entry, `${path}${name}/`);
        else found.push(path + name);
      }
    };
    const root = await navigator.storage.getDirectory();
    for await (const [name, entry] of root.entries())
      if (name === 'guards' && entry instanceof FileSystemDirectoryHandle)
        await walk(entry, 'guards/');
    return found;
  });
