/**
 * Everything that Seawall keeps on a machine, filled by the code of today with the same things each
 * time: what a release's fixtures are made of. How they are added to: docs/architecture.md, Versions.
 */
import { VerdictCache } from '../background/cache';
import { Keys } from '../background/keys';
import { LockStore } from '../background/lock-store';
import { ReviewStore } from '../background/review/store';
import { writeBackup } from '../core/backup';
import { newLock } from '../core/lock/lock';
import { pbkdf2, storedSecret } from '../core/lock/secret';
import { decision, entry, seen } from '../core/review/testing/entries';
import type { Settings } from '../core/settings';
import { SettingsStore } from '../platform/storage';
import { writeInstalled } from '../worker/store/installed';
import { Journal } from '../worker/store/journal';
import { FakeDisk } from '../worker/store/testing/fake-disk';
import { type DatabaseDump, dumpDatabase } from './databases';

export const THEN = Date.UTC(2026, 10, 27, 12);
export const PIN = '4829';
export const RECOVERY_CODE = 'ABCDEFGH23456789';
export const SERVER = 'https://guard.example.org/v1';
export const KEY = 'a-key-for-the-server';

/** Every field set to something else than a new profile has. */
export const SETTINGS: Settings = {
  version: 6,
  sites: {
    'example.com': { mode: 'screen' },
    'news.example.org': {
      mode: 'screen',
      send: { server: true, hosted: false },
      order: ['server', 'local', 'hosted'],
      protection: { text: 'cover', images: 'hide', hold: true, holdSeconds: 12, unjudged: 'cover' },
    },
  },
  guard: { kind: 'installed', id: 'sea-guard-4b-q4', practice: false },
  idleMinutes: 45,
  imageDetail: 'thorough',
  network: {
    order: ['local', 'hosted', 'server'],
    server: { on: true, address: SERVER, model: 'guard', scope: 'all' },
    hosted: { on: true, address: 'https://api.sea-lion.ai/v1', scope: 'sites', judging: 'each' },
    neverSend: { added: ['diary.example.com'], removed: ['mail.google.com'] },
  },
  pace: { waitHidden: false, batteryInView: false },
  preferences: {
    language: 'my',
    protection: { text: 'blur', images: 'cover', hold: true, holdSeconds: 9, unjudged: 'cover' },
    review: {
      keep: false,
      keepSafe: true,
      limits: { maxAgeMs: 2_592_000_000, maxEntries: 5_000, maxBytes: 10_000_000 },
    },
    thresholds: { all: 0.4, languages: { my: 0.6, 'zh-Hant': 0.7 } },
    notify: false,
    welcomed: true,
    parental: true,
    protectionBefore: {
      text: 'mark',
      images: 'blur',
      hold: false,
      holdSeconds: 5,
      unjudged: 'show',
    },
  },
};

export const ANSWERS = {
  'key of a text': { pUnsafe: 0.93, whole: true },
  'key of a group': { pUnsafe: 0.02, whole: false, basis: 'group' },
} as const;

export const REVIEWED = {
  text: seen(1, {
    language: 'my',
    snippet: 'ပထမ စာ first words',
    address: 'https://a.example/x?y=1',
  }),
  safe: seen(2, { flag: 'safe', pUnsafe: 0.1, engine: 'server', build: 'guard' }),
  image: seen(3, { kind: 'image', language: null, thumbnail: Uint8Array.of(255, 216, 255, 224) }),
};
export const OVERTURNED = decision({ call: 'overturn', note: 'It is a quote.' });
export const AGREED = decision({ call: 'agree', reviewer: 'second' });

export const INSTALLED = {
  format: 1,
  id: 'sea-guard-4b-q4',
  name: 'SEA-Guard 4B',
  practice: false,
  model: 'aisingapore/Qwen-SEA-Guard-4B-2602',
  licence: 'other',
  bits: 4,
  bytes: 7,
  installedAt: THEN,
  address: 'https://builds.example.org/sea-guard-4b-q4/',
  buildSha256: 'ab'.repeat(32),
  files: [
    { path: 'build.json', size: 5, lastModified: 1_000 },
    { path: 'embeddings.bin', size: 7, lastModified: 1_000 },
  ],
  damaged: null,
} as const;

/** What is on disk, by what it is: file names of a release's fixtures, and their contents. */
export async function filledStores(): Promise<Record<string, unknown>> {
  const area = new Map<string, unknown>();
  await new SettingsStore({
    get: async (key) => (area.has(key) ? { [key]: area.get(key) } : {}),
    set: async (items) => {
      for (const [key, value] of Object.entries(items)) area.set(key, structuredClone(value));
    },
  }).update(() => SETTINGS);
  // Its own ids are random, so it is written here as it writes it.
  area.set('hosted.budget', { sent: [{ id: 'one', endedAt: THEN }], pausedUntil: THEN + 30_000 });
  return {
    'storage-local.json': Object.fromEntries(area),
    'databases.json': await filledDatabases(),
    'backup.json': JSON.parse(writeBackup(SETTINGS, new Date(THEN))),
    ...(await filledGuardStore()),
  };
}

async function filledDatabases(): Promise<DatabaseDump[]> {
  const cache = new VerdictCache({ now: () => THEN });
  for (const [key, answer] of Object.entries(ANSWERS)) cache.put(key, answer);
  await cache.flush();

  const derive = pbkdf2(crypto.subtle);
  const secret = (text: string, salt: number) =>
    storedSecret(text, derive, (bytes) => bytes.fill(salt));
  const lock = {
    ...newLock(await secret(PIN, 7), await secret(RECOVERY_CODE, 8)),
    tries: { pin: { wrong: 6, since: THEN }, code: { wrong: 0, since: 0 } },
    schedule: [{ days: [1, 5], from: 1_200, to: 420 }],
  };
  await new LockStore().change(() => lock);

  await new Keys().set('server', KEY, SERVER);

  const reviews = new ReviewStore();
  await reviews.addAll(Object.values(REVIEWED));
  await reviews.decide((await entry(1, REVIEWED.text)).id, OVERTURNED);
  await reviews.decide((await entry(3, REVIEWED.image)).id, AGREED);

  const names = (await indexedDB.databases()).map(({ name }) => name ?? '').sort();
  return Promise.all(names.map(dumpDatabase));
}

async function filledGuardStore(): Promise<Record<string, string>> {
  const root = new FakeDisk().connect();
  const journal = await Journal.open(root);
  const { id, name, practice, buildSha256: sha256 } = INSTALLED;
  journal.add(
    { kind: 'source', source: { kind: 'web', address: INSTALLED.address } },
    { kind: 'build', sha256, id, name, practice, totalBytes: 100, repair: false },
    { kind: 'range', path: 'decoder.weights.0', start: 0, end: 60, hash: 'cd'.repeat(32) },
    { kind: 'again', path: 'embeddings.bin', attempt: 1 },
    { kind: 'difference', path: 'embeddings.bin', at: 3 },
    { kind: 'notice', text: 'embeddings.bin was wrong and is fetched once more.' },
  );
  journal.close();
  const folder = await root.getDirectoryHandle(id, { create: true });
  await writeInstalled(folder, { ...INSTALLED, files: [...INSTALLED.files] });
  return {
    'journal.jsonl': await textOf(await root.getDirectoryHandle('installing'), 'journal.jsonl'),
    'installed.json': await textOf(folder, 'installed.json'),
  };
}

const textOf = async (
  folder: Awaited<ReturnType<ReturnType<FakeDisk['connect']>['getDirectoryHandle']>>,
  name: string,
): Promise<string> => (await (await folder.getFileHandle(name)).getFile()).text();
