/** What a person can do with the engines that content is sent to. */
import { batch, computed, signal } from '@preact/signals';
import {
  isElsewhere,
  type Judging,
  type Remote,
  readApiAddress,
  type Scope,
} from '../../../core/engines';
import { siteOf } from '../../../core/site';
import type { Engine } from '../../../core/verdict';
import type { EnginesView, EngineTest } from '../../../platform/engines-protocol';
import type { UiRequest } from '../../../platform/messages';
import type { OptionsLink } from '../../../platform/options-link';
import type { Done } from '../store';
import { words } from '../strings-engines';
import { readSite, withoutSite, withSite } from './never';

/** A server may load its model first. */
const TEST_PATIENCE_MS = 120_000;

interface Means {
  link: Pick<OptionsLink, 'requestSite' | 'requestSending'>;
  send(name: string, request: UiRequest, patienceMs?: number): Promise<Done | null>;
  tell(sentence: string, details?: string | null): void;
}

export type EnginesStore = ReturnType<typeof createEnginesStore>;

export function createEnginesStore({ link, send, tell }: Means) {
  const view = signal<EnginesView | null>(null);
  /** What the last test of each came to; null after its settings have changed. */
  const tests = signal<Readonly<Record<Remote, EngineTest | null>>>({ server: null, hosted: null });
  /** The models that the server offered when it was tested last. */
  const offered = signal<readonly string[]>([]);
  /** The engine that is turned on as soon as a person agrees to what is sent. */
  const asking = signal<Remote | null>(null);
  /** The server's address as it is being written; null where the field shows what is stored. */
  const written = signal<string | null>(null);
  const problem = signal<'empty' | 'not-an-address' | null>(null);
  let saving: Promise<boolean> | null = null;
  /** Which test of each is the last one, with the settings that are stored. */
  const latest: Record<Remote, symbol | null> = { server: null, hosted: null };

  const address = computed(() => written.value ?? view.value?.server.address ?? '');

  /** The address that is asked, were it tested or turned on now; null where there is none. */
  function addressOf(engine: Remote): string | null {
    if (engine === 'server') return readApiAddress(address.value);
    return view.value?.hosted.address ?? null;
  }
  const hostOf = (engine: Remote): string | null => siteOf(addressOf(engine) ?? undefined);

  const command = async (name: string, request: UiRequest): Promise<boolean> =>
    (await send(name, request)) !== null;

  function change(engine: Remote, what: { on?: boolean; scope?: Scope }, name: string) {
    const request: UiRequest =
      engine === 'server'
        ? { type: 'engines.server', change: what }
        : { type: 'engines.hosted', change: what };
    return command(`${engine} ${name}`, request);
  }

  function forgetTest(engine: Remote): void {
    latest[engine] = null;
    tests.value = { ...tests.value, [engine]: null };
  }

  async function storeAddress(): Promise<boolean> {
    const server = view.value?.server;
    const text = written.value;
    if (!server || text === null) return true;
    const read = text.trim() === '' ? '' : readApiAddress(text);
    if (read === null) {
      problem.value = 'not-an-address';
      return false;
    }
    problem.value = null;
    if (read !== server.address) {
      // Who receives what is sent is another one then: that is asked anew.
      const anew = server.on && read !== '' && isElsewhere(server.address, read);
      const request: UiRequest = {
        type: 'engines.server',
        change: { address: read, ...(anew ? { on: false } : {}) },
      };
      if (!(await command('server address', request))) return false;
      forgetTest('server');
      offered.value = [];
      if (anew) asking.value = 'server';
    }
    if (written.value === text) written.value = null;
    return true;
  }

  /** True if what the field shows is stored now. */
  function saveAddress(): Promise<boolean> {
    saving ??= storeAddress().finally(() => {
      saving = null;
    });
    return saving;
  }

  /** Asks the browser; true if it and the person agree. To be called straight from a click. */
  async function allowed(
    ask: (host: string) => Promise<boolean>,
    host: string,
    declined: (host: string) => string,
  ): Promise<boolean> {
    const answer = ask(host);
    try {
      if (await answer) return true;
      tell(declined(host));
    } catch (error) {
      tell(declined(host), String(error));
    }
    return false;
  }

  async function setNeverSend(list: EnginesView['neverSend']): Promise<boolean> {
    return command('never send', { type: 'engines.neverSend', ...list });
  }

  return {
    view,
    /** Whether content may be asked about elsewhere. */
    elsewhere: computed(
      () => view.value !== null && (view.value.server.on || view.value.hosted.on),
    ),
    tests,
    offered,
    asking,
    address,
    problem,
    hostOf,
    addressOf,

    writeAddress(text: string): void {
      batch(() => {
        written.value = text;
        problem.value = null;
      });
    },
    saveAddress,

    /** Off at once; on after a second word. False where an address must be written first. */
    toggle(engine: Remote): boolean {
      const now = view.value?.[engine];
      if (!now) return true;
      if (now.on || asking.value === engine) {
        asking.value = null;
        if (now.on) void change(engine, { on: false }, 'on');
        return true;
      }
      if (hostOf(engine) === null) {
        problem.value = address.value.trim() === '' ? 'empty' : 'not-an-address';
        return false;
      }
      asking.value = engine;
      return true;
    },

    leave(): void {
      asking.value = null;
    },

    /** A person agrees to what is sent. To be called straight from a click. */
    async agree(engine: Remote, scope: Scope): Promise<void> {
      const host = hostOf(engine);
      if (host === null) return;
      const answer = allowed(link.requestSending, host, words.consent.declined);
      asking.value = null;
      if (!(await answer)) return;
      if (engine === 'server' && !(await saveAddress())) return;
      // Saved meanwhile, it may be another one than was agreed to.
      if (hostOf(engine) !== host) return;
      await change(engine, { on: true, scope }, 'on');
    },

    /** What was agreed to was taken back in the browser. To be called straight from a click. */
    async askAgain(engine: Remote): Promise<void> {
      const host = hostOf(engine);
      if (host === null) return;
      if (await allowed(link.requestSending, host, words.state.declined)) {
        await change(engine, { on: true }, 'on');
      }
    },

    setScope: (engine: Remote, scope: Scope) => change(engine, { scope }, 'scope'),

    async setModel(model: string): Promise<boolean> {
      if (model === view.value?.server.model) return true;
      forgetTest('server');
      return command('server model', { type: 'engines.server', change: { model } });
    },

    setJudging: (judging: Judging) =>
      command('judging', { type: 'engines.hosted', change: { judging } }),

    async setKey(engine: Remote, key: string | null): Promise<boolean> {
      forgetTest(engine);
      return command(`${engine} key`, { type: 'engines.key', engine, key });
    },

    /** One harmless question. To be called straight from a click; false as with `toggle`. */
    async test(engine: Remote): Promise<boolean> {
      const host = hostOf(engine);
      if (host === null) {
        problem.value = address.value.trim() === '' ? 'empty' : 'not-an-address';
        return false;
      }
      if (!(await allowed(link.requestSite, host, words.test.declined))) return true;
      if (engine === 'server' && !(await saveAddress())) return true;
      forgetTest(engine);
      const self = Symbol();
      latest[engine] = self;
      const done = await send(`test ${engine}`, { type: 'engines.test', engine }, TEST_PATIENCE_MS);
      if (latest[engine] !== self) return true;
      const test = done?.test ?? null;
      batch(() => {
        tests.value = { ...tests.value, [engine]: test };
        if (engine === 'server' && test && test.models.length > 0) offered.value = test.models;
      });
      return true;
    },

    /** One place up (-1) or down (1); true if it is there now. */
    async move(engine: Engine, by: -1 | 1): Promise<boolean> {
      const order = [...(view.value?.order ?? [])];
      const from = order.indexOf(engine);
      const other = order[from + by];
      if (from < 0 || other === undefined) return false;
      order[from] = other;
      order[from + by] = engine;
      return command('order', { type: 'engines.order', order });
    },

    /** Puts a site on the list of those that are never sent, or back on it. */
    async neverSend(site: string): Promise<'done' | 'wrong' | 'there' | 'failed'> {
      const list = view.value?.neverSend;
      const read = readSite(site);
      if (read === null) return 'wrong';
      if (!list) return 'failed';
      const next = withSite(list, read);
      if (next === null) return 'there';
      return (await setNeverSend(next)) ? 'done' : 'failed';
    },

    async maySend(site: string): Promise<boolean> {
      const list = view.value?.neverSend;
      return list !== undefined && (await setNeverSend(withoutSite(list, site)));
    },
  };
}
