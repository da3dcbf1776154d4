import { beforeEach, describe, expect, it } from 'vitest';
import { writeBackup } from '../core/backup';
import { defaultSettings, type Settings } from '../core/settings';
import { Backups } from './backups';

let own: Settings;
let kept: unknown;
let log: string[];
let mayRead: (site: string) => boolean;

const backups = () =>
  new Backups({
    settings: {
      readOwn: async () => structuredClone(own),
      async updateOwn(change) {
        log.push('stored');
        own = change(own);
        return own;
      },
    },
    memory: {
      load: async () => kept,
      async save(settings) {
        log.push(settings ? 'kept' : 'forgotten');
        kept = settings ?? undefined;
      },
    },
    isHere: () => false,
    async replaced() {
      log.push('taken');
      // As the policy of sites does.
      const sites = Object.entries(own.sites).filter(([site]) => mayRead(site));
      own = { ...own, sites: Object.fromEntries(sites) };
    },
    now: () => new Date(0),
  });

const other = (): Settings => ({
  ...defaultSettings(),
  idleMinutes: 60,
  sites: { 'a.example': { mode: 'screen' }, 'b.example': { mode: 'screen' } },
});
const text = writeBackup(other(), new Date(0));

beforeEach(() => {
  own = defaultSettings();
  kept = undefined;
  log = [];
  mayRead = () => true;
});

describe('backups', () => {
  it('give a file, and change nothing by looking at one', async () => {
    expect(await backups().request({ type: 'backup.export' })).toEqual({
      canUndo: false,
      text: writeBackup(defaultSettings(), new Date(0)),
    });
    const { changes } = await backups().request({ type: 'backup.preview', text });
    expect(changes?.map(({ part }) => part)).toEqual(['sites', 'idleMinutes']);
    expect(log).toEqual([]);
  });

  it('keep what was before, before anything changes', async () => {
    await backups().request({ type: 'backup.restore', text });
    expect(log).toEqual(['kept', 'stored', 'taken']);
    expect(own.idleMinutes).toBe(60);
    expect(kept).toEqual(defaultSettings());
  });

  it('take it back in another life of the background, once', async () => {
    await backups().request({ type: 'backup.restore', text });
    expect(await backups().request({ type: 'backup.get' })).toEqual({ canUndo: true });
    const undone = await backups().request({ type: 'backup.undo' });
    expect(undone).toMatchObject({ canUndo: false, unreadable: [] });
    expect(own).toEqual(defaultSettings());
    await expect(backups().request({ type: 'backup.undo' })).rejects.toThrow(
      'There is nothing to take back',
    );
  });

  it('name the sites that did not come on', async () => {
    mayRead = (site) => site === 'a.example';
    const view = await backups().request({ type: 'backup.restore', text });
    expect(view.unreadable).toEqual(['b.example']);
    expect(Object.keys(own.sites)).toEqual(['a.example']);
  });

  it('restore nothing of what does not parse, with a sentence', async () => {
    for (const bad of ['', 'null', '{"kind":"seawall-settings","settings":{"version":6}}'])
      await expect(backups().request({ type: 'backup.restore', text: bad })).rejects.toThrow(
        /Nothing was changed|nothing of it was used/,
      );
    expect(log).toEqual([]);
  });

  it('keep nothing where nothing changes', async () => {
    const same = writeBackup(defaultSettings(), new Date(0));
    expect(await backups().request({ type: 'backup.restore', text: same })).toEqual({
      canUndo: false,
      changes: [],
    });
    expect(log).toEqual([]);
  });

  it('offer nothing back that cannot be read', async () => {
    kept = { version: 99 };
    expect(await backups().request({ type: 'backup.get' })).toEqual({ canUndo: false });
  });
});
