import { beforeEach, describe, expect, it } from 'vitest';
import type { MenuItem } from '../platform/around';
import type { SiteMode } from '../platform/messages';
import { LockRefusal } from './lock';
import { Pointing } from './pointing';

let log: string[];
let on: Set<string>;
let menus: (readonly MenuItem[])[];
let locked: boolean;
let grants: boolean;
let begin: () => void;
/** What frames answer to a step. */
let ends: Set<number>;
let counted: number;

const counts = (unsafe: number) => ({ safe: 0, unsafe, unknown: 0, waiting: 0 });

function make(): Pointing {
  const started = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return new Pointing({
    started,
    policy: {
      get sites() {
        return [...on];
      },
      modeOf: (site): SiteMode => (on.has(site) ? 'screen' : 'off'),
      async set(site, mode) {
        log.push(`${site} ${mode}`);
        if (mode === 'screen') on.add(site);
        else on.delete(site);
      },
    },
    wanted: {
      note: async (site) => void log.push(`noted ${site}`),
      decided: async () => {},
    },
    lock: {
      async require(what) {
        if (locked) throw new LockRefusal('locked');
        log.push(`may ${what}`);
      },
    },
    frames: () => [
      { tabId: 1, frameId: 7, counts: counts(1) },
      { tabId: 1, frameId: 0, counts: counts(2) },
      { tabId: 1, frameId: 3, counts: counts(0) },
      { tabId: 2, frameId: 0, counts: counts(5) },
    ],
    async ask(_, frameId, request) {
      log.push(`${frameId} ${Object.values(request).join(' ')}`);
      return { done: !ends.has(frameId) };
    },
    setMenu: async (items) => void menus.push(items),
    requestSite: async (site) => {
      log.push(`asked ${site}`);
      return grants;
    },
    removeSite: async (site) => {
      log.push(`given back ${site}`);
      return true;
    },
    openPanel: async (windowId) => void log.push(`panel ${windowId}`),
    openOptions: async () => void log.push('options'),
    overturn: async () => counted,
    reviewed: () => void log.push('lists hear of it'),
  });
}

beforeEach(() => {
  log = [];
  on = new Set();
  menus = [];
  locked = false;
  grants = true;
  ends = new Set();
  counted = 1;
});

const click = (id: string) => ({
  id,
  tabId: 1,
  frameId: 7,
  pageUrl: 'https://a.example/x',
  private: false,
});
const tab = { id: 1, url: 'https://a.example/', windowId: 4 };

describe('the context menu', () => {
  it('has on pages that are off what can be done there, and is made once for the same', async () => {
    const pointing = make();
    await pointing.follow();
    await pointing.follow();
    expect(menus.length).toBe(1);
    on.add('a.example');
    await pointing.follow();
    expect(menus[1]?.map(({ id, sites }) => [id, sites])).toEqual([
      ['screen', null],
      ['wrong', ['a.example']],
      ['hide', ['a.example']],
      ['unhide', ['a.example']],
    ]);
  });

  it('asks the browser straight from the click, before anything is known', async () => {
    const pointing = make();
    const turned = pointing.clicked(click('screen'));
    expect(log).toEqual(['asked a.example']);
    begin();
    await turned;
    expect(log).toEqual(['asked a.example', 'noted a.example', 'may sites', 'a.example screen']);
  });

  it('turns nothing on that the person or the lock does not allow', async () => {
    const pointing = make();
    begin();
    grants = false;
    await pointing.clicked(click('screen'));
    expect(on.size).toBe(0);
    [grants, locked] = [true, true];
    await pointing.clicked(click('screen'));
    expect(on.size).toBe(0);
    expect(log.at(-1)).toBe('options');
  });

  it('asks again about the element where the site is on', async () => {
    on.add('a.example');
    const pointing = make();
    begin();
    await pointing.clicked(click('screen'));
    expect(log).toEqual(['asked a.example', '7 pointed again']);
  });

  it('overturns only where the lock lets it, and tells of it for something alone', async () => {
    const pointing = make();
    begin();
    await pointing.clicked(click('wrong'));
    expect(log).toEqual(['may settings', '7 pointed which', 'lists hear of it']);
    log = [];
    counted = 0;
    await pointing.clicked(click('wrong'));
    expect(log).toEqual(['may settings', '7 pointed which']);
    log = [];
    locked = true;
    await pointing.clicked(click('wrong'));
    expect(log).toEqual(['options']);
  });

  it('does nothing on a page of the browser’s own', async () => {
    const pointing = make();
    begin();
    await pointing.clicked({ ...click('screen'), pageUrl: 'about:config' });
    await pointing.clicked(click('unheard of'));
    expect(log).toEqual([]);
  });
});

describe('shortcuts', () => {
  it('turn a site on, and off with its permission given back', async () => {
    const pointing = make();
    begin();
    await pointing.commanded('toggle-site', tab);
    await pointing.commanded('toggle-site', tab);
    expect(log.slice(-4)).toEqual([
      'asked a.example',
      'may sites',
      'a.example off',
      'given back a.example',
    ]);
  });

  it('step through the frames that have something unsafe, and around', async () => {
    const pointing = make();
    begin();
    await pointing.commanded('next-unsafe', tab);
    ends.add(0);
    await pointing.commanded('next-unsafe', tab);
    ends = new Set([7]);
    await pointing.commanded('next-unsafe', tab);
    expect(log).toEqual(['0 step 1', '0 step 1', '7 step 1', '7 step 1', '0 step 1']);
  });

  it('hide the marks of all frames, and show them again', async () => {
    const pointing = make();
    begin();
    await pointing.commanded('toggle-marks', tab);
    await pointing.commanded('toggle-marks', tab);
    expect(log.filter((each) => each.startsWith('0'))).toEqual(['0 marks false', '0 marks true']);
    expect(log.length).toBe(6);
  });

  it('open the panel before anything is awaited', () => {
    const pointing = make();
    void pointing.commanded('open-panel', tab);
    expect(log).toEqual(['panel 4']);
    void pointing.commanded('open-panel', null);
    expect(log.length).toBe(1);
  });
});
