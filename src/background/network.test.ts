import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ApiServer, serveApi } from '../../tools/api/server';
import { LockedError } from '../core/managed';
import { defaultSettings, type Settings } from '../core/settings';
import type { EnginesView } from '../platform/engines-protocol';
import { Budget } from './engines/remote/budget';
import type { Setup } from './engines/remote/remote';
import { Keys } from './keys';
import type { Origin } from './ladder';
import { type EnginesRequest, Network } from './network';

const KEY = 'sk-0123456789-secret';
const PAGE: Origin = {
  site: 'news.example',
  frame: 'news.example',
  top: 'news.example',
  private: false,
  sensitive: false,
  editable: false,
};

let stored: Settings;
let readable: Set<string>;
let consent: boolean;
let setups: Record<'server' | 'hosted', Setup>;
let log: string[];
let views: EnginesView[];
let network: Network;
/** A person's own settings, where an organisation's hold instead. */
let own: Settings | null = null;
let locked = false;
let keys: Keys;
let names = 0;

beforeEach(() => {
  stored = defaultSettings();
  stored.sites = { 'news.example': { mode: 'screen' } };
  readable = new Set(['api.sea-lion.ai', '127.0.0.1']);
  consent = true;
  setups = { server: off, hosted: off };
  log = [];
  views = [];
  keys = new Keys(`keys-${names++}`);
  network = open();
});
afterEach(() => {
  vi.restoreAllMocks();
  own = null;
  locked = false;
});

const off: Setup = { ready: false, state: { status: 'off' } };
function open(): Network {
  const engine = (name: 'server' | 'hosted') => ({
    configure: (setup: Setup) => {
      setups[name] = setup;
    },
    get state() {
      const setup = setups[name];
      return setup.ready ? ({ status: 'ready' } as const) : setup.state;
    },
    retry: () => log.push(`retry ${name}`),
    setJudging: () => {},
  });
  return new Network({
    settings: {
      read: async () => structuredClone(stored),
      update: async (change) => {
        if (locked) throw new LockedError('engine');
        stored = change(structuredClone(stored));
        return stored;
      },
      readOwn: async () => structuredClone(own ?? stored),
      check: async () => {
        if (locked) throw new LockedError('engine');
      },
    },
    keys,
    engines: { server: engine('server'), hosted: engine('hosted') },
    budget: new Budget({ load: async () => undefined, save: async () => {} }),
    mayRead: async (site) => readable.has(site),
    mayCollect: async () => consent,
    interrupt: () => log.push('interrupt'),
    askAgain: () => log.push('ask again'),
    changed: (view) => views.push(view),
  });
}
const did = async (request: EnginesRequest) => {
  const answer = await network.request(request);
  if (!answer.ok) throw new Error(answer.error);
  return answer;
};
const hostedOn = async (scope: 'all' | 'sites' = 'all') => {
  await did({ type: 'engines.key', engine: 'hosted', key: KEY });
  await did({ type: 'engines.hosted', change: { on: true, scope } });
};

describe('what may be sent', () => {
  it('is nothing, until an engine is turned on', async () => {
    await network.start();
    expect(network.routeOf(PAGE)).toEqual(['local']);
    expect(setups).toEqual({ server: off, hosted: off });
  });

  it('is what all sites were allowed for', async () => {
    await hostedOn('all');
    expect(network.routeOf(PAGE)).toEqual(['local', 'hosted']);
    expect(setups.hosted).toMatchObject({ ready: true, key: KEY });
  });

  it('is what a site was named for, and can be taken back', async () => {
    await hostedOn('sites');
    expect(network.routeOf(PAGE)).toEqual(['local']);
    const site = { type: 'engines.site', site: 'news.example', engine: 'hosted' } as const;
    expect((await did({ ...site, send: true })).sending?.allowed.hosted).toBe(true);
    expect(network.routeOf(PAGE)).toEqual(['local', 'hosted']);
    expect(network.routeOf({ ...PAGE, site: 'other.example' })).toEqual(['local']);
    log = [];
    await did({ ...site, send: null });
    expect(network.routeOf(PAGE)).toEqual(['local']);
    // What waits to be sent is not sent any more.
    expect(log[0]).toBe('interrupt');
    await did({ type: 'engines.hosted', change: { scope: 'all' } });
    await did({ ...site, send: false });
    expect(network.routeOf(PAGE)).toEqual(['local']);
  });

  it.each<[string, Partial<Origin>]>([
    ['a private window', { private: true }],
    ['a page that asks for a password', { sensitive: true }],
    ['where a person writes', { editable: true }],
    ['a frame in a page that nobody can name', { top: null }],
    ['a mailbox', { site: 'mail.google.com', top: 'mail.google.com' }],
    ['a frame in a mailbox', { top: 'mail.google.com' }],
    ['a mailbox in a frame', { frame: 'mail.google.com' }],
    ['a frame of nobody knows whom', { frame: null }],
    ['a frame of a bank in another page', { frame: 'www.klikbca.com' }],
  ])('is never %s', async (_, origin) => {
    await hostedOn('all');
    await did({ type: 'engines.server', change: { address: '127.0.0.1:8000/v1' } });
    await did({ type: 'engines.server', change: { on: true, scope: 'all' } });
    expect(network.routeOf(PAGE)).toEqual(['local', 'server', 'hosted']);
    expect(network.routeOf({ ...PAGE, ...origin })).toEqual(['local']);
  });

  it('is what a person adds to the list that is never sent, or takes off it', async () => {
    await hostedOn('all');
    const site = 'mail.google.com';
    const mail = { ...PAGE, site, frame: site, top: site };
    await did({
      type: 'engines.neverSend',
      added: ['news.example'],
      removed: ['mail.google.com'],
    });
    expect(network.routeOf(PAGE)).toEqual(['local']);
    expect(network.routeOf(mail)).toEqual(['local', 'hosted']);
    expect(network.sendingOf('news.example').never).toBe('news.example');
    const answer = await network.request({
      type: 'engines.neverSend',
      added: ['*.example'],
      removed: [],
    });
    expect(answer).toMatchObject({ ok: false });
  });

  it('is not a frame of a site that may not be sent, in whichever page', async () => {
    await hostedOn('all');
    const frame = { ...PAGE, site: 'other.example', top: 'other.example' };
    expect(network.routeOf(frame)).toEqual(['local', 'hosted']);
    await did({ type: 'engines.site', site: 'news.example', engine: 'hosted', send: false });
    expect(network.routeOf(frame)).toEqual(['local']);
    expect(network.routeOf({ ...frame, frame: 'other.example' })).toEqual(['local', 'hosted']);
  });

  it('is a frame of another site only where that was named, too', async () => {
    await hostedOn('sites');
    const frame = { ...PAGE, frame: 'other.example' };
    stored.sites['other.example'] = { mode: 'screen' };
    const named = { type: 'engines.site', engine: 'hosted', send: true } as const;
    await did({ ...named, site: 'news.example' });
    expect(network.routeOf(PAGE)).toEqual(['local', 'hosted']);
    expect(network.routeOf(frame)).toEqual(['local']);
    await did({ ...named, site: 'other.example' });
    expect(network.routeOf(frame)).toEqual(['local', 'hosted']);
  });

  it('follows the order, for all sites and for one', async () => {
    await hostedOn('all');
    await did({ type: 'engines.order', order: ['hosted', 'local', 'server'] });
    expect(network.routeOf(PAGE)).toEqual(['hosted', 'local']);
    const order = ['local', 'hosted', 'server'] as const;
    await did({ type: 'engines.siteOrder', site: 'news.example', order: [...order] });
    expect(network.routeOf(PAGE)).toEqual(['local', 'hosted']);
    expect(network.sendingOf('news.example')).toMatchObject({ order, ownOrder: true });
    await did({ type: 'engines.siteOrder', site: 'news.example', order: null });
    expect(network.routeOf(PAGE)).toEqual(['hosted', 'local']);
  });
});

describe('turning an engine on', () => {
  it('needs what the browser asks for', async () => {
    readable.clear();
    const on = { type: 'engines.hosted', change: { on: true } } as const;
    expect(await network.request(on)).toMatchObject({ ok: false, error: /api\.sea-lion\.ai/ });
    readable.add('api.sea-lion.ai');
    consent = false;
    expect(await network.request(on)).toMatchObject({ ok: false });
    expect(stored.network.hosted.on).toBe(false);
  });

  it('needs an address, and one that is one', async () => {
    const on = { type: 'engines.server', change: { on: true } } as const;
    expect(await network.request(on)).toMatchObject({ ok: false });
    const address = 'javascript:alert(1)';
    expect(await network.request({ type: 'engines.server', change: { address } })).toMatchObject({
      ok: false,
    });
  });

  it('holds for the host that was named: another one turns it off', async () => {
    await did({ type: 'engines.server', change: { address: 'http://127.0.0.1:8000/v1/' } });
    await did({ type: 'engines.server', change: { on: true } });
    expect(stored.network.server).toMatchObject({ on: true, address: 'http://127.0.0.1:8000/v1' });
    await did({ type: 'engines.server', change: { address: 'http://127.0.0.1:11434/v1' } });
    expect(stored.network.server.on).toBe(true);
    await did({ type: 'engines.server', change: { address: 'http://elsewhere.example/v1' } });
    expect(stored.network.server.on).toBe(false);
    expect(setups.server).toEqual(off);
  });

  it('needs a key of its own for another host: none is sent elsewhere', async () => {
    await did({ type: 'engines.server', change: { address: 'http://127.0.0.1:8000/v1' } });
    await did({ type: 'engines.key', engine: 'server', key: KEY });
    await did({ type: 'engines.server', change: { address: 'http://127.0.0.1:9000/v1' } });
    expect(network.view.server.key).not.toBeNull();
    await did({ type: 'engines.server', change: { address: 'http://elsewhere.example/v1' } });
    expect(network.view.server.key).toBeNull();
    await did({ type: 'engines.hosted', change: { on: true } });
    await did({ type: 'engines.key', engine: 'hosted', key: KEY });
    await did({ type: 'engines.hosted', change: { address: 'http://api.sea-lion.ai/v1' } });
    expect(stored.network.hosted.on).toBe(false);
    expect(network.view.hosted.key).toBeNull();
  });

  it('that is refused changes nothing, and keeps the key', async () => {
    await did({ type: 'engines.server', change: { address: 'http://127.0.0.1:8000/v1' } });
    await did({ type: 'engines.key', engine: 'server', key: KEY });
    const change = { address: 'http://elsewhere.example/v1', on: true };
    expect(await network.request({ type: 'engines.server', change })).toMatchObject({ ok: false });
    expect(network.view.server).toMatchObject({ address: 'http://127.0.0.1:8000/v1' });
    expect(network.view.server.key).not.toBeNull();
  });

  it('may come after its key', async () => {
    await did({ type: 'engines.key', engine: 'server', key: KEY });
    await did({ type: 'engines.server', change: { address: 'http://127.0.0.1:8000/v1' } });
    expect(network.view.server.key).not.toBeNull();
  });

  it('ends when a permission goes, or the consent', async () => {
    await hostedOn();
    readable.clear();
    await network.permissionsChanged();
    expect(setups.hosted).toEqual({
      ready: false,
      state: { status: 'unready', why: 'no-permission' },
    });
    readable.add('api.sea-lion.ai');
    consent = false;
    await network.permissionsChanged();
    expect(setups.hosted).toMatchObject({ state: { why: 'no-consent' } });
    log = [];
    await network.permissionsChanged();
    expect(log).toEqual([]);
  });

  it('is kept over a restart, which asks no page anew', async () => {
    await hostedOn();
    log = [];
    setups = { server: off, hosted: off };
    network = open();
    await network.start();
    expect(setups.hosted).toMatchObject({ ready: true, key: KEY });
    expect(network.routeOf(PAGE)).toEqual(['local', 'hosted']);
    expect(log).toEqual([]);
  });
});

describe('a key', () => {
  it('is in no view, no setting and no log', async () => {
    const logs = (['log', 'debug', 'warn', 'error', 'info'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => {}),
    );
    const answer = await did({ type: 'engines.key', engine: 'hosted', key: ` ${KEY} ` });
    await did({ type: 'engines.hosted', change: { on: true } });
    expect(answer.engines?.hosted.key).toBe('••••cret');
    const said = JSON.stringify([answer, views, stored, logs.map(({ mock }) => mock.calls)]);
    expect(said).not.toContain(KEY);
    expect(said).not.toContain(KEY.slice(0, 8));
  });

  it('can be forgotten, and short ones show nothing', async () => {
    await did({ type: 'engines.key', engine: 'server', key: 'short' });
    expect(network.view.server.key).toBe('••••');
    await did({ type: 'engines.key', engine: 'server', key: null });
    expect(network.view.server.key).toBeNull();
    const again = new Keys(`keys-${names - 1}`);
    await again.start({ server: '', hosted: '' });
    expect(again.get('server', '')).toBeNull();
  });

  it('that no header can carry is refused', async () => {
    const key = 'two words';
    expect(await network.request({ type: 'engines.key', engine: 'server', key })).toMatchObject({
      ok: false,
    });
  });

  it('is missed where the hosted guard has none', async () => {
    await did({ type: 'engines.hosted', change: { on: true } });
    expect(setups.hosted).toEqual({ ready: false, state: { status: 'unready', why: 'no-key' } });
  });
});

describe('the test', () => {
  let api: ApiServer;
  afterEach(() => api.close());
  const test = async () => {
    await did({ type: 'engines.server', change: { address: api.address } });
    const { test: result } = await did({ type: 'engines.test', engine: 'server' });
    return result;
  };

  it('tells what is offered and whether it tells probabilities', async () => {
    api = await serveApi();
    const result = await test();
    expect(result).toMatchObject({ trouble: null, logprobs: true });
    expect(result?.models).toHaveLength(1);
    expect(result?.milliseconds).toBeGreaterThanOrEqual(0);
    expect(log).toContain('retry server');
  });

  it('sends nothing of any page, and needs not be on', async () => {
    api = await serveApi({ logprobs: 'ignored' });
    expect(await test()).toMatchObject({ trouble: null, logprobs: false });
    expect(stored.network.server.on).toBe(false);
    const sent = JSON.stringify(api.requests.map(({ body }) => body));
    expect(sent).toContain('The library opens at nine');
  });

  it.each([
    [{ key: 'x' }, 'key-refused'],
    [{ models: ['a', 'b'] }, 'model-missing'],
    [{ fail: () => 'html' as const }, 'not-an-api'],
    [{ fail: () => '403' as const }, 'origin-refused'],
    [
      { logprobs: 'ignored' as const, words: { safe: 'Hi there', unsafe: 'Hi' } },
      'no-guard-answer',
    ],
  ])('names the trouble (%#)', async (behaviour, trouble) => {
    api = await serveApi(behaviour);
    expect(await test()).toMatchObject({ trouble });
  });

  it('says that nobody is there', async () => {
    api = await serveApi();
    await did({ type: 'engines.server', change: { address: api.address } });
    await api.close();
    const { test: result } = await did({ type: 'engines.test', engine: 'server' });
    expect(result).toMatchObject({ trouble: 'unreachable' });
    api = await serveApi();
  });
});

describe('under a policy of an organisation', () => {
  const MINE = 'https://mine.example/v1';
  const THEIRS = 'https://theirs.example/v1';
  const at = (address: string): Settings => ({
    ...stored,
    network: {
      ...stored.network,
      server: { ...stored.network.server, on: true, address, scope: 'all' },
    },
  });
  beforeEach(() => readable.add('mine.example').add('theirs.example'));

  it('takes another at once, and sends nothing more to whom it takes off', async () => {
    stored = at(MINE);
    await network.start();
    log = [];
    stored = { ...stored, network: { ...stored.network, server: at(THEIRS).network.server } };
    await network.settingsChanged();
    expect(setups.server).toMatchObject({ ready: true, address: THEIRS });
    expect(log[0]).toBe('interrupt');
    expect(views.at(-1)?.server.address).toBe(THEIRS);
  });

  it('neither’s key goes to the other', async () => {
    own = at(MINE);
    stored = own;
    await network.start();
    await did({ type: 'engines.key', engine: 'server', key: KEY });
    expect(setups.server).toMatchObject({ address: MINE, key: KEY });
    stored = at(THEIRS);
    await network.settingsChanged();
    expect(setups.server).toMatchObject({ address: THEIRS, key: null });
    expect(network.view.server.key).toBeNull();
    // The policy goes; theirs did not touch it.
    stored = own;
    await network.settingsChanged();
    expect(setups.server).toMatchObject({ address: MINE, key: KEY });
    // The other way round.
    stored = at(THEIRS);
    await network.settingsChanged();
    await did({ type: 'engines.key', engine: 'server', key: 'theirs-0123456789' });
    stored = own;
    await network.settingsChanged();
    expect(setups.server).toMatchObject({ address: MINE, key: null });
  });

  it('a key of an earlier version is for the address that a person has set', async () => {
    const name = `keys-${names - 1}`;
    const db = new Dexie(name);
    db.version(1).stores({ keys: 'engine' });
    await db.table('keys').put({ engine: 'server', key: KEY });
    db.close();
    keys = new Keys(name);
    network = open();
    own = at(MINE);
    stored = at(THEIRS);
    await network.start();
    expect(setups.server).toMatchObject({ address: THEIRS, key: null });
    stored = own;
    await network.settingsChanged();
    expect(setups.server).toMatchObject({ address: MINE, key: KEY });
  });

  it('a change that is refused forgets no key', async () => {
    stored = at(MINE);
    await network.start();
    await did({ type: 'engines.key', engine: 'server', key: KEY });
    locked = true;
    const request = { type: 'engines.server', change: { address: THEIRS } } as const;
    await expect(network.request(request)).rejects.toThrow(LockedError);
    expect(network.view.server.key).not.toBeNull();
    expect(setups.server).toMatchObject({ address: MINE, key: KEY });
  });
});
