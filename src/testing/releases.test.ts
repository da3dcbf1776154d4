/**
 * What an earlier version has left on a machine is read by the code of today. A release's fixtures
 * are never changed again; docs/architecture.md, Versions, says how the next one gets its own.
 */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Dexie } from 'dexie';
import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { VerdictCache } from '../background/cache';
import { Budget } from '../background/engines/remote/budget';
import { Keys } from '../background/keys';
import { LockStore } from '../background/lock-store';
import { ReviewStore } from '../background/review/store';
import { readBackup } from '../core/backup';
import { defaultNetwork } from '../core/engines';
import { guards } from '../core/lock/lock';
import { isSecret, pbkdf2 } from '../core/lock/secret';
import { defaultPace } from '../core/pace';
import { defaultPreferences } from '../core/preferences';
import type { Entry } from '../core/review/entry';
import { entry } from '../core/review/testing/entries';
import { readSettings, SETTINGS_VERSION } from '../core/settings';
import { SettingsStore } from '../platform/storage';
import { listBuilds } from '../worker/store/installed';
import { Journal, readJournal } from '../worker/store/journal';
import { writeWhole } from '../worker/store/opfs';
import { FakeDisk } from '../worker/store/testing/fake-disk';
import { DatabaseDump, dumpDatabase, loadDatabase } from './databases';
import {
  AGREED,
  ANSWERS,
  filledStores,
  INSTALLED,
  KEY,
  OVERTURNED,
  PIN,
  RECOVERY_CODE,
  REVIEWED,
  SERVER,
  SETTINGS,
  THEN,
} from './release-stores';

// Nothing of it is asked here; without an extension it would not even load.
vi.mock('../platform/browser', () => ({ browser: {} }));

/** The newest; each has a folder. */
const NEWEST = 'first-release';
const RELEASES = [NEWEST];

const FIXTURES = join(import.meta.dirname, 'fixtures');
const textOf = (release: string, name: string): string =>
  readFileSync(join(FIXTURES, release, name), 'utf8');
const jsonOf = (release: string, name: string): unknown => JSON.parse(textOf(release, name));

beforeEach(async () => {
  for (const { name = '' } of await indexedDB.databases()) await Dexie.delete(name);
});

it('what is stored today is what the newest release has stored', async () => {
  // Another shape than that needs a migration, and fixtures of its own.
  for (const [name, contents] of Object.entries(await filledStores())) {
    const written =
      typeof contents === 'string' ? contents : `${JSON.stringify(contents, null, 2)}\n`;
    await expect(written).toMatchFileSnapshot(join(FIXTURES, NEWEST, name));
  }
});

describe.each(RELEASES)('%s', (release) => {
  const database = async (name: string): Promise<void> => {
    const dumps = v.parse(v.array(DatabaseDump), jsonOf(release, 'databases.json'));
    const dump = dumps.find((each) => each.name === name);
    if (!dump) throw new Error(`${release} has no ${name}.`);
    await loadDatabase(dump);
    expect((await dumpDatabase(name)).version).toBe(dump.version);
  };

  it('its settings, and its count of requests', async () => {
    const stored = v.parse(
      v.record(v.string(), v.unknown()),
      jsonOf(release, 'storage-local.json'),
    );
    const area = { get: async () => stored, set: async () => {} };
    expect(await new SettingsStore(area).read()).toEqual(SETTINGS);
    const memory = { load: async () => stored['hosted.budget'], save: async () => {} };
    const budget = new Budget({ ...memory, now: () => THEN + 1_000 });
    await budget.start();
    expect([budget.left, budget.nextAt]).toEqual([0, THEN + 30_000]);
  });

  it('its backup', () => {
    expect(readBackup(textOf(release, 'backup.json'))).toEqual({ ok: true, settings: SETTINGS });
  });

  it('its lock: the same PIN and code open it, others do not', async () => {
    await database('seawall-lock');
    const lock = await new LockStore().read();
    if (!lock) throw new Error('The lock is gone.');
    const derive = pbkdf2(crypto.subtle);
    expect(await isSecret(PIN, lock.pin, derive)).toBe(true);
    expect(await isSecret('4828', lock.pin, derive)).toBe(false);
    expect(await isSecret(RECOVERY_CODE, lock.code, derive)).toBe(true);
    expect(lock.tries.pin).toEqual({ wrong: 6, since: THEN });
    expect(lock.schedule).toEqual([{ days: [1, 5], from: 1_200, to: 420 }]);
    expect(guards(lock, 'settings', THEN)).toBe(true);
  });

  it('its keys, each for its own host', async () => {
    await database('seawall-keys');
    const keys = new Keys();
    await keys.start({ server: SERVER, hosted: 'https://api.sea-lion.ai/v1' });
    expect(keys.get('server', SERVER)).toBe(KEY);
    expect(keys.get('server', 'https://elsewhere.example/v1')).toBeNull();
    expect(keys.get('hosted', 'https://api.sea-lion.ai/v1')).toBeNull();
  });

  it('its cache, until the answers are too old', async () => {
    await database('seawall-verdicts');
    const keys = Object.keys(ANSWERS);
    const known = await new VerdictCache({ now: () => THEN + 60_000 }).find(keys, false);
    expect(known.size).toBe(2);
    for (const [key, answer] of Object.entries(ANSWERS))
      expect(known.get(key)).toMatchObject(answer);
    const later = new VerdictCache({ now: () => THEN + 31 * 86_400_000 });
    expect((await later.find(keys, false)).size).toBe(0);
  });

  it('its reviews: what was seen and decided, by every way to find it', async () => {
    await database('seawall-review');
    const store = new ReviewStore();
    const all = async (filter = {}): Promise<Entry[]> => {
      const found: Entry[] = [];
      for await (const each of store.all(filter)) found.push(each);
      return found;
    };
    const [text, safe, image] = await Promise.all([
      entry(1, { ...REVIEWED.text, decision: OVERTURNED }),
      entry(2, REVIEWED.safe),
      entry(3, { ...REVIEWED.image, decision: AGREED }),
    ]);
    expect(await all()).toEqual([image, safe, text]);
    expect(await all({ site: 'a.example' })).toEqual([text]);
    expect(await all({ language: null })).toEqual([image]);
    expect(await all({ decision: 'none' })).toEqual([safe]);
    expect(await all({ text: 'first words' })).toEqual([text]);
    expect(await store.rulings([text.content])).toEqual(new Map([[text.content, 'safe']]));
    expect(await store.undo()).toEqual([image.id]);
    expect(await store.undo()).toEqual([text.id]);
    expect(await store.hasRulings()).toBe(false);
    store.close();
  });

  it('its guard builds, installed and half installed', async () => {
    const root = new FakeDisk().connect();
    const guardsFolder = await root.getDirectoryHandle('guards', { create: true });
    const folder = await guardsFolder.getDirectoryHandle(INSTALLED.id, { create: true });
    await writeWhole(folder, 'installed.json', textOf(release, 'installed.json'));
    const { id, name, model, licence, bits, bytes, installedAt, address } = INSTALLED;
    const listed = { id, name, model, licence, bits, bytes, installedAt, address };
    expect(await listBuilds(root)).toEqual([
      expect.objectContaining({
        ...listed,
        sha256: INSTALLED.buildSha256,
        problem: { code: 'missing', message: 'build.json is gone' },
      }),
    ]);

    const installing = await root.getDirectoryHandle('installing', { create: true });
    await writeWhole(installing, 'journal.jsonl', textOf(release, 'journal.jsonl'));
    expect(await readJournal(root)).toMatchObject({
      source: { kind: 'web', address: INSTALLED.address },
      build: { id: INSTALLED.id, totalBytes: 100, repair: false },
      doneBytes: 60,
    });
    const journal = await Journal.open(root);
    expect(journal.left?.files.get('embeddings.bin')).toMatchObject({ attempt: 1, difference: 3 });
    journal.close();
  });
});

describe('settings from before the first release', () => {
  const stored = v.parse(v.array(v.unknown()), jsonOf('before-release', 'settings.json'));
  const at = (version: number) => stored[version];
  const site = { 'example.com': { mode: 'screen' } };

  it('there is one of each version', () => {
    expect(stored).toHaveLength(SETTINGS_VERSION);
  });

  it.each([
    [0, { sites: site, guard: { kind: 'packaged', path: 'guards/practice/' }, idleMinutes: 5 }],
    [1, { sites: site, imageDetail: 'balanced' }],
    [2, { idleMinutes: 30, guard: { kind: 'installed', id: 'one', practice: true } }],
    [3, { imageDetail: 'fast', network: defaultNetwork() }],
    [4, { network: { order: ['server', 'local', 'hosted'], server: { scope: 'all' } } }],
    [5, { pace: { ...defaultPace(), waitHidden: false } }],
  ])('version %i', (version, kept) => {
    const read = readSettings(at(version));
    if (!read.ok) throw new Error(read.problem);
    expect(read.settings).toMatchObject(kept);
    expect(read.settings.version).toBe(SETTINGS_VERSION);
    // Nothing is sent, covered or welcomed that was not before.
    expect(read.settings.preferences).toEqual({ ...defaultPreferences(), welcomed: true });
    expect(read.settings.network).toMatchObject({ server: { on: false }, hosted: { on: false } });
  });
});
