/**
 * The engines that content is sent to: what a person has set and allowed, and what follows.
 *
 * Nothing leaves this machine but for an engine that a person has turned on, to the host that was
 * named then, and for a site that was allowed: by name, or with all others.
 */
import { ChatClient } from '../core/chat/client';
import { ChatError } from '../core/chat/trouble';
import {
  defaultNetwork,
  HOSTED_MODEL,
  isElsewhere,
  type NetworkSettings,
  type Remote,
  readApiAddress,
  type SiteEngines,
} from '../core/engines';
import { neverSendEntry } from '../core/never-send';
import type { Settings } from '../core/settings';
import { isSite, siteOf } from '../core/site';
import type { Engine } from '../core/verdict';
import type {
  EnginesView,
  EngineTest,
  RemoteState,
  SiteSending,
} from '../platform/engines-protocol';
import type { UiAnswer, UiRequest } from '../platform/messages';
import type { Budget } from './engines/remote/budget';
import type { HostedEngine } from './engines/remote/hosted';
import type { RemoteEngine, Setup } from './engines/remote/remote';
import type { Keys } from './keys';
import type { Origin } from './ladder';
import { words } from './strings';

export interface NetworkOptions {
  settings: {
    read(): Promise<Settings>;
    update(change: (settings: Settings) => Settings): Promise<Settings>;
    /** A person's own, beneath what an organisation has set. */
    readOwn(): Promise<Settings>;
    /** Throws what `update` would; stores nothing. */
    check(change: (settings: Settings) => Settings): Promise<void>;
  };
  keys: Pick<Keys, 'start' | 'get' | 'set' | 'masked'>;
  engines: {
    server: Pick<RemoteEngine, 'configure' | 'state' | 'retry'>;
    hosted: Pick<HostedEngine, 'configure' | 'state' | 'retry' | 'setJudging'>;
  };
  budget: Pick<Budget, 'start' | 'admit' | 'left' | 'nextAt' | 'perMinute'>;
  /** Whether the browser lets us read from this host. */
  mayRead(site: string): Promise<boolean>;
  /** Whether the person has agreed to the sending of pages' content, where the browser asks for it. */
  mayCollect(): Promise<boolean>;
  /** Somebody may be asked less than before: what waits for these engines is interrupted. */
  interrupt(): void;
  /** What is unknown may be known now. */
  askAgain(): void;
  changed(view: EnginesView): void;
}

export type EnginesRequest = Extract<UiRequest, { type: `engines.${string}` }>;
type Sites = Readonly<Record<string, SiteEngines>>;

const TEST_TIMEOUT_MS = 20_000;
/** Said by nobody, and safe. */
const TEST_TEXT = 'Good morning! The library opens at nine today.';

export class Network {
  readonly #options: NetworkOptions;
  #settings: NetworkSettings = defaultNetwork();
  #sites: Sites = {};
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  get view(): EnginesView {
    const { order, server, hosted, neverSend } = this.#settings;
    const { engines, keys, budget } = this.#options;
    const { left, perMinute } = budget;
    return {
      order,
      server: {
        ...server,
        key: keys.masked('server', server.address),
        state: engines.server.state,
      },
      hosted: {
        ...hosted,
        key: keys.masked('hosted', hosted.address),
        state: engines.hosted.state,
        left,
        perMinute,
        nextAt: left === 0 ? budget.nextAt : null,
      },
      neverSend,
    };
  }

  async start(): Promise<void> {
    const { settings, keys, budget } = this.#options;
    const { network: own } = await settings.readOwn();
    const addresses = { server: own.server.address, hosted: own.hosted.address };
    const [stored] = await Promise.all([
      settings.read(),
      keys.start(addresses).catch((error) => console.error('seawall: keys cannot be read', error)),
      budget.start(),
    ]);
    this.#settings = stored.network;
    this.#sites = stored.sites;
    await this.#configure();
  }

  /** Permissions, or Firefox's consent, have changed. */
  permissionsChanged(): Promise<void> {
    return this.#serial(async () => {
      const { engines, changed, askAgain } = this.#options;
      const before = JSON.stringify([engines.server.state, engines.hosted.state]);
      await this.#configure();
      if (JSON.stringify([engines.server.state, engines.hosted.state]) === before) return;
      changed(this.view);
      askAgain();
    });
  }

  /** An organisation's policy has changed. */
  settingsChanged(): Promise<void> {
    return this.#serial(async () => this.#take(await this.#options.settings.read()));
  }

  /** A site has been turned on or off, and what was set for it may have gone with it. */
  async sitesChanged(): Promise<void> {
    this.#sites = (await this.#options.settings.read()).sites;
  }

  /** Whom content may be shown to, in the order in which they are asked. */
  routeOf(origin: Origin): readonly Engine[] {
    const { site, frame, top } = origin;
    const order = this.#sites[site]?.order ?? this.#settings.order;
    const staysHere = origin.private || origin.sensitive || origin.editable;
    const isNever = staysHere || [site, frame, top].some((each) => this.#mayBeNever(each));
    return order.filter(
      (engine) =>
        engine === 'local' ||
        (!isNever &&
          this.#settings[engine].on &&
          this.#allowed(engine, site) &&
          // A frame of another site needs what its own page would need.
          this.#allowed(engine, frame ?? site)),
    );
  }

  sendingOf(site: string): SiteSending {
    const own = this.#sites[site]?.order;
    return {
      order: own ?? this.#settings.order,
      ownOrder: own !== undefined,
      allowed: { server: this.#allowed('server', site), hosted: this.#allowed('hosted', site) },
      never: this.#never(site),
    };
  }

  /** One after another, as they were given; a test takes its time and holds up nobody. */
  async request(request: EnginesRequest): Promise<UiAnswer> {
    if (request.type === 'engines.test') {
      const test = await this.#test(request.engine);
      return { ok: true, engines: this.view, test };
    }
    return this.#serial(() => this.#answer(request));
  }

  /** What the browser does not name may be any site. */
  #mayBeNever(site: string | null): boolean {
    return site === null || this.#never(site) !== null;
  }

  #never(site: string): string | null {
    return neverSendEntry(site, this.#settings.neverSend);
  }

  #allowed(engine: Remote, site: string): boolean {
    return this.#sites[site]?.send?.[engine] ?? this.#settings[engine].scope === 'all';
  }

  async #answer(request: Exclude<EnginesRequest, { type: 'engines.test' }>): Promise<UiAnswer> {
    switch (request.type) {
      case 'engines.get':
        break;
      case 'engines.order':
        await this.#store((network) => ({ ...network, order: request.order }));
        break;
      case 'engines.server':
        return this.#change('server', request.change);
      case 'engines.hosted':
        return this.#change('hosted', request.change);
      case 'engines.key': {
        const key = request.key?.trim() || null;
        if (key !== null && !/^[\x21-\x7e]+$/.test(key)) return refused(words.engines.noKey);
        const { address } = this.#settings[request.engine];
        await this.#options.keys.set(request.engine, key, address);
        await this.#configure();
        this.#options.askAgain();
        break;
      }
      case 'engines.site':
        return this.#setSite(request.site, ({ send, ...rest }) => {
          const { [request.engine]: _before, ...others } = send ?? {};
          const next =
            request.send === null ? others : { ...others, [request.engine]: request.send };
          return { ...rest, ...(Object.keys(next).length > 0 ? { send: next } : {}) };
        });
      case 'engines.siteOrder':
        return this.#setSite(request.site, ({ order: _before, ...rest }) => ({
          ...rest,
          ...(request.order === null ? {} : { order: request.order }),
        }));
      case 'engines.neverSend': {
        const { added, removed } = request;
        const odd = [...added, ...removed].find((site) => !isSite(site));
        if (odd !== undefined) return refused(words.engines.noSite(odd));
        await this.#store((network) => ({ ...network, neverSend: { added, removed } }));
        break;
      }
    }
    return { ok: true, engines: this.view };
  }

  async #change(
    engine: Remote,
    asked: Extract<EnginesRequest, { change: unknown }>['change'],
  ): Promise<UiAnswer> {
    const { address: written, ...rest } = asked;
    const before = this.#settings[engine];
    const address = written === undefined ? before.address : readApiAddress(written);
    if (address === null && written?.trim() !== '') return refused(words.engines.noAddress);
    const next = { ...before, ...given(rest), address: address ?? '' };
    const change = (network: NetworkSettings): NetworkSettings => ({ ...network, [engine]: next });
    // Before a key is forgotten for nothing.
    await this.#options.settings.check((old) => ({ ...old, network: change(old.network) }));
    // What was agreed to was agreed to for one host, and a key was given for it.
    const moves = isElsewhere(before.address, next.address);
    if (moves && asked.on !== true) next.on = false;
    if (next.on && (moves || !before.on)) {
      const host = hostOf(next.address);
      if (host === null) return refused(words.engines.addressFirst);
      if (!(await this.#options.mayRead(host))) return refused(words.engines.notReachable(host));
      if (!(await this.#options.mayCollect())) return refused(words.engines.notTold);
    }
    const { keys } = this.#options;
    const key = keys.get(engine, before.address);
    // One that was given before there was an address is for the first.
    if (moves && key !== null)
      await keys.set(engine, before.address === '' ? key : null, next.address);
    await this.#store(change);
    return { ok: true, engines: this.view };
  }

  async #setSite(site: string, change: (engines: SiteEngines) => SiteEngines): Promise<UiAnswer> {
    if (!this.#sites[site]) return refused(words.engines.off(site));
    const stored = await this.#options.settings.update((old) => {
      const known = old.sites[site];
      if (!known) return old;
      const { mode, ...engines } = known;
      return { ...old, sites: { ...old.sites, [site]: { ...change(engines), mode } } };
    });
    await this.#take(stored);
    return { ok: true, engines: this.view, sending: this.sendingOf(site) };
  }

  async #store(change: (network: NetworkSettings) => NetworkSettings): Promise<void> {
    const { settings } = this.#options;
    await this.#take(await settings.update((old) => ({ ...old, network: change(old.network) })));
  }

  /** Takes settings; whoever may no longer be asked is asked no more, at once. */
  async #take({ network, sites }: Settings): Promise<void> {
    this.#settings = network;
    this.#sites = sites;
    this.#options.interrupt();
    await this.#configure();
    // What came meanwhile was looked up under the settings of before.
    this.#options.interrupt();
    this.#options.changed(this.view);
    this.#options.askAgain();
  }

  async #configure(): Promise<void> {
    const { engines } = this.#options;
    engines.hosted.setJudging(this.#settings.hosted.judging);
    engines.server.configure(await this.#setupOf('server'));
    engines.hosted.configure(await this.#setupOf('hosted'));
  }

  async #setupOf(engine: Remote): Promise<Setup> {
    const { keys, mayRead, mayCollect } = this.#options;
    const { on, address } = this.#settings[engine];
    const host = hostOf(address);
    const unready = (why: Extract<RemoteState, { status: 'unready' }>['why']): Setup => ({
      ready: false,
      state: { status: 'unready', why },
    });
    if (!on) return { ready: false, state: { status: 'off' } };
    if (host === null) return unready('no-address');
    if (engine === 'hosted' && keys.get('hosted', address) === null) return unready('no-key');
    if (!(await mayRead(host))) return unready('no-permission');
    if (!(await mayCollect())) return unready('no-consent');
    const { server, hosted } = this.#settings;
    const model = engine === 'server' ? server.model : HOSTED_MODEL;
    const way = engine === 'hosted' ? hosted.judging : '';
    const identity = `${engine} ${address} ${model} ${way}`;
    return { ready: true, address, model, key: keys.get(engine, address), identity };
  }

  async #test(engine: Remote): Promise<EngineTest> {
    const { keys, budget, engines } = this.#options;
    const { address } = this.#settings[engine];
    const result: EngineTest = {
      trouble: null,
      message: '',
      models: [],
      logprobs: null,
      milliseconds: null,
    };
    const client = new ChatClient({
      address,
      model: engine === 'server' ? this.#settings.server.model : HOSTED_MODEL,
      key: keys.get(engine, address),
      style: engine === 'server' ? 'official' : 'hosted',
      timeoutMs: TEST_TIMEOUT_MS,
      retries: 0,
    });
    const signal = AbortSignal.timeout(3 * TEST_TIMEOUT_MS);
    try {
      if (hostOf(address) === null) throw new ChatError('unreachable', words.engines.notWritten);
      if (engine === 'server') result.models = await client.models(signal);
      const began = performance.now();
      const question = { kind: 'prompt', text: TEST_TEXT } as const;
      const answer = await client.ask(
        question,
        signal,
        engine === 'hosted' ? budget.admit : undefined,
      );
      result.milliseconds = Math.round(performance.now() - began);
      result.logprobs = answer.basis === null;
      const { testedSafe, testedUnsafe } = words.engines;
      result.message = (answer.pUnsafe < 0.5 ? testedSafe : testedUnsafe)(TEST_TEXT);
      engines[engine].retry();
    } catch (error) {
      const known =
        error instanceof ChatError ? error : new ChatError('slow', words.engines.noAnswer);
      const { trouble } = known;
      result.trouble =
        trouble === 'content' || trouble === 'no-sight' ? 'no-guard-answer' : trouble;
      result.message = known.message;
    }
    return result;
  }

  #serial<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#chain.then(act);
    this.#chain = result.catch(() => {});
    return result;
  }
}

const hostOf = (address: string): string | null => siteOf(address);

const refused = (error: string): UiAnswer => ({ ok: false, error });

/** Without what was left out: it must not write over what is set. */
const given = <T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
