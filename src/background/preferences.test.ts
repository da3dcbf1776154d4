/** What a person has chosen: kept while parental mode is on, and back when it ends. */
import { beforeEach, expect, it, vi } from 'vitest';
import { readBackup, restored, writeBackup } from '../core/backup';
import { defaultProtection, type Protection, parentalProtection } from '../core/protection';
import type { Settings } from '../core/settings';
import { SettingsStore } from '../platform/storage';
import { Preferences } from './preferences';

vi.mock('../platform/browser', () => ({ browser: {} }));

const CHOSEN: Protection = {
  ...defaultProtection(),
  text: 'hide',
  images: 'cover',
  holdSeconds: 9,
};
const ON = { parental: true, protection: parentalProtection() };
const here = () => true;
let disk: Record<string, unknown>;
let managed: Record<string, unknown>;

/** A background as it is after a start. */
async function start(): Promise<{ preferences: Preferences; settings: SettingsStore }> {
  const area = {
    get: async (key: string) => structuredClone({ [key]: disk[key] }),
    set: async (items: object) => void Object.assign(disk, structuredClone(items)),
  };
  const settings = new SettingsStore(area, async () => managed);
  const preferences = new Preferences({ settings, changed: () => {} });
  await preferences.start();
  return { preferences, settings };
}

beforeEach(() => {
  disk = {};
  managed = {};
});

it('what stood before parental mode stands again after it, over restarts', async () => {
  const { preferences } = await start();
  await preferences.set({ protection: CHOSEN });
  await preferences.set(ON);
  expect(preferences.current.protection).toEqual(parentalProtection());
  const { preferences: again } = await start();
  // Said twice, or made milder or stricter meanwhile: what stood before is what stood before.
  await again.set(ON);
  await again.set({ protection: { ...parentalProtection(), holdSeconds: 20 } });
  await again.set({ parental: false });
  expect(again.current).toMatchObject({ parental: false, protection: CHOSEN });
  await again.set({ protection: defaultProtection() });
  await again.set({ parental: false });
  expect(again.current.protection).toEqual(defaultProtection());
});

it('who chooses something else with the same word gets that', async () => {
  const { preferences } = await start();
  await preferences.set({ protection: CHOSEN });
  await preferences.set(ON);
  const other: Protection = { ...CHOSEN, text: 'blur' };
  await preferences.set({ parental: false, protection: other });
  expect(preferences.current.protection).toEqual(other);
});

it('a backup of before brings its choice for afterwards, and ends nothing', async () => {
  const { preferences, settings } = await start();
  const of = async (protection: Protection): Promise<Settings> => {
    await preferences.set({ protection });
    const read = readBackup(writeBackup(await settings.readOwn(), new Date(0)));
    if (!read.ok) throw new Error(read.problem);
    return read.settings;
  };
  const backup = await of(CHOSEN);
  await preferences.set({ protection: defaultProtection() });
  await preferences.set(ON);
  await settings.update((now) => restored(now, backup, here));
  await preferences.settingsChanged();
  expect(preferences.current).toMatchObject(ON);
  await preferences.set({ parental: false });
  expect(preferences.current.protection).toEqual(CHOSEN);
});

it('a backup that was made in parental mode is of what stood before it, elsewhere', async () => {
  const { preferences, settings } = await start();
  await preferences.set({ protection: CHOSEN });
  await preferences.set(ON);
  const backup = await settings.readOwn();
  disk = {};
  const { preferences: other, settings: others } = await start();
  await others.update((now) => restored(now, backup, here));
  await other.settingsChanged();
  expect(other.current).toMatchObject({ parental: false, protection: CHOSEN });
  await other.set(ON);
  await other.set({ parental: false });
  expect(other.current.protection).toEqual(CHOSEN);
});

it('where a policy has set parental mode, a person’s own choice is what it was', async () => {
  const { preferences } = await start();
  await preferences.set({ protection: CHOSEN });
  managed = { parental: true };
  const { preferences: under } = await start();
  expect(under.current).toMatchObject({ parental: true, protection: { hold: true } });
  await under.set({ parental: false });
  expect(under.current).toMatchObject({ parental: false, protection: CHOSEN });
});
