import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { build, done, FakeOptionsLink, failed, none, running } from '../testing/fake-options-link';
import { atWork } from '../testing/options-scenes';
import { createOptionsStore, type OptionsStore, PRACTICE_GUARD } from './store';

let stores: OptionsStore[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const store of stores) store.stop();
  stores = [];
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const file = (path: string) => ({ path, file: new File(['x'], 'f') });

async function setUp(prepare: (link: FakeOptionsLink) => void = () => {}) {
  const link = new FakeOptionsLink();
  prepare(link);
  const store = createOptionsStore(link);
  stores.push(store);
  store.start();
  await settle();
  return { link, store };
}

it('shows what the background tells, and drops what does not fit the protocol', async () => {
  const { link, store } = await setUp(atWork);
  expect(store.view.value?.builds?.map(({ id }) => id)).toEqual([
    'sea-guard-4b-q4',
    'sea-guard-small',
  ]);
  expect(store.chosenName.value).toBe('SEA-Guard 4B');
  link.background.tell({ type: 'store', store: { builds: 'all' } });
  link.background.tell({ type: 'settings', settings: { chosen: 7 } });
  expect(store.view.value?.builds?.length).toBe(2);
  expect(store.settings.value?.chosen?.kind).toBe('installed');
});

it('comes back after the background was killed, and asks for what it missed', async () => {
  const { link, store } = await setUp(atWork);
  link.calls.length = 0;
  link.store = { ...link.store, builds: [build()] };
  link.background.events.end();
  await vi.advanceTimersByTimeAsync(100);
  expect(link.base.backgrounds.length).toBe(2);
  expect(link.calls).toEqual([
    'guard.get',
    'store.get',
    'engines.get',
    'pace.get',
    'preferences.get',
    'backup.get',
  ]);
  expect(store.view.value?.builds?.length).toBe(1);
  expect(store.background.value).toBe('answering');
});

it('says so where nobody answers, and is well again afterwards', async () => {
  const { link, store } = await setUp((l) => {
    l.base.answers = false;
  });
  expect(store.background.value).toBe('silent');
  link.base.answers = true;
  store.tryAgain();
  await settle();
  expect(store.background.value).toBe('answering');
  expect(store.settings.value?.idleMinutes).toBe(5);
});

it('tells a wrong address when it is finished, and a dangerous one as well', async () => {
  const { link, store } = await setUp();
  store.address.write('hf:own');
  expect(store.address.problem.value).toBeNull();
  store.address.leave();
  expect(store.address.problem.value).toBe('not-an-address');
  store.address.write('http://example.com/guard');
  expect(store.address.problem.value).toBe('insecure');
  store.address.write('https://me:secret@example.com/guard');
  expect(store.address.problem.value).toBe('credentials');
  expect(await store.install()).toBe(false);
  store.address.write(`https://example.com/${'a'.repeat(2_000)}`);
  expect(await store.install()).toBe(false);
  store.address.write('');
  expect(store.address.problem.value).toBeNull();
  expect(await store.install()).toBe(false);
  expect(store.address.problem.value).toBe('empty');
  expect(link.requests).toEqual([]);
});

it('installs from a tidied address, and forgets what was written once that has begun', async () => {
  const { link, store } = await setUp();
  store.address.write('  https://example.com/guard/build.json#x ');
  link.refuses = 'Something else is being installed.';
  expect(await store.install()).toBe(true);
  expect(store.trouble.value?.sentence).toBe('Something else is being installed.');
  expect(store.address.written.value).not.toBe('');
  link.refuses = null;
  await store.install();
  expect(link.requests.at(-1)).toEqual({
    type: 'store.install',
    source: { kind: 'web', address: 'https://example.com/guard/' },
  });
  expect(store.address.written.value).toBe('');
  expect(store.address.problem.value).toBeNull();
});

it('asks for the permission straight from the click, then goes on', async () => {
  const { link, store } = await setUp((l) => {
    l.store = { ...l.store, install: failed('unreachable') };
  });
  expect(store.hostToAllow.value).toBe('huggingface.co');
  link.calls.length = 0;
  const allowed = store.allowAndRetry();
  // Synchronously: the browser lets go of the click at the first await.
  expect(link.calls).toEqual(['request huggingface.co']);
  await allowed;
  expect(link.requests.at(-1)).toEqual({ type: 'store.resume' });
});

it('does not try again where the permission was not given', async () => {
  const { link, store } = await setUp((l) => {
    l.base.grants = false;
    l.store = { ...l.store, install: failed('unreachable') };
  });
  await store.allowAndRetry();
  expect(link.requests).toEqual([]);
  expect(store.trouble.value?.sentence).toContain('not allowed to read from huggingface.co');
});

it('offers a permission only where one is missing', async () => {
  const { link, store } = await setUp();
  link.tell(failed('refused'));
  expect(store.hostToAllow.value).toBeNull();
  link.tell(
    failed('unreachable', { source: { kind: 'web', address: 'http://localhost:8000/guard/' } }),
  );
  expect(store.hostToAllow.value).toBe('localhost');
  link.tell(failed('unreachable', { source: { kind: 'web', address: 'nonsense' } }));
  expect(store.hostToAllow.value).toBeNull();
});

it('begins anew what cannot be resumed', async () => {
  const { link, store } = await setUp();
  link.tell(failed('not-a-build', { resumable: false }));
  await store.retryInstall();
  expect(link.requests.at(-1)).toEqual({
    type: 'store.install',
    source: { kind: 'web', address: 'hf:example/sea-guard-4b' },
  });
});

it('holds a folder until it is copied, and only the latest', async () => {
  const { link, store } = await setUp();
  await store.installFolder([file('guard/cat.png')]);
  expect(store.trouble.value?.sentence).toContain('holds no guard');
  expect(link.offers).toEqual([]);
  await store.installFolder([file('guard/build.json')]);
  await store.installFolder([file('guard/build.json')]);
  expect(link.offers.map(({ closed }) => closed)).toEqual([true, false]);
  const source = { kind: 'folder', token: 'token-2', name: 'guard' } as const;
  expect(link.requests.at(-1)).toEqual({ type: 'store.install', source });
  link.tell(running({ source, stage: 'copying' }));
  expect(link.offers[1]?.closed).toBe(false);
  link.tell(done({ ...source, token: 'token-1' }));
  expect(link.offers[1]?.closed).toBe(false);
  link.tell(done(source));
  expect(link.offers[1]?.closed).toBe(true);
});

it('lets the folder go with the page', async () => {
  const { link, store } = await setUp();
  await store.installFolder([file('guard/build.json')]);
  store.stop();
  expect(link.offers[0]?.closed).toBe(true);
});

it('carries out commands one after another, and each once', async () => {
  const { link, store } = await setUp(atWork);
  const practice = store.use(PRACTICE_GUARD);
  const twice = store.use(PRACTICE_GUARD);
  const small = store.use({ kind: 'installed', id: 'sea-guard-small', practice: false });
  expect(store.busy.value.size).toBe(2);
  expect(await Promise.all([practice, twice, small])).toEqual([true, false, true]);
  expect(link.requests.map((request) => 'source' in request && request.source)).toEqual([
    PRACTICE_GUARD,
    { kind: 'installed', id: 'sea-guard-small', practice: false },
  ]);
  expect(store.busy.value.size).toBe(0);
  expect(store.chosenName.value).toBe('SEA-Guard small');
});

it('tells a silence after a command, and leaves everything as it was', async () => {
  const { link, store } = await setUp(atWork);
  link.base.answers = false;
  await store.remove('sea-guard-small');
  expect(store.trouble.value?.sentence).toContain('did not answer');
  expect(store.view.value?.builds?.length).toBe(2);
  expect(store.busy.value.size).toBe(0);
});

it('removes after the second word only', async () => {
  const { link, store } = await setUp(atWork);
  store.ask('remove sea-guard-small');
  expect(link.requests).toEqual([]);
  await store.remove('sea-guard-small');
  expect(store.asking.value).toBeNull();
  expect(store.view.value?.builds?.map(({ id }) => id)).toEqual(['sea-guard-4b-q4']);
});

it('forgets how an installation ended', async () => {
  const { link, store } = await setUp();
  link.tell(failed('crashed'));
  await store.cancel();
  expect(store.view.value?.install).toEqual(none);
});

it.each(['', ' ', '0', '241', '2.5', 'five', '-3', '1e9'])(
  'sets no %o minutes',
  async (written) => {
    const { link, store } = await setUp();
    expect(await store.setIdle(written)).toBe('wrong');
    expect(link.requests).toEqual([]);
  },
);

it('sets the minutes, and only where they change', async () => {
  const { link, store } = await setUp();
  expect(await store.setIdle('5')).toBe('saved');
  expect(link.requests).toEqual([]);
  expect(await store.setIdle('240')).toBe('saved');
  expect(link.requests).toEqual([{ type: 'guard.idle', minutes: 240 }]);
  expect(store.settings.value?.idleMinutes).toBe(240);
  link.refuses = 'No.';
  expect(await store.setIdle('7')).toBe('failed');
});
