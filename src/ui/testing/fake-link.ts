/** A link with no browser behind it: tests hold both ends. Nothing of the extension imports it. */
import { merged } from '../../core/merged';
import { defaultProtection, type ProtectionChange } from '../../core/protection';
import type { EnginesView, SiteSending } from '../../platform/engines-protocol';
import type { GuardState } from '../../platform/guard-protocol';
import type {
  ElementSummary,
  ImageSummary,
  PageMessage,
  PopupMessage,
  SiteMode,
  UiEvent,
  UiRequest,
} from '../../platform/messages';
import type { StoreView } from '../../platform/store-protocol';
import type { Channel, ChannelEvents, TabView, UiLink } from '../../platform/ui-link';
import type { FakeLock } from './fake-lock';

export interface FakePort {
  events: ChannelEvents;
  sent: PopupMessage[];
  closed: boolean;
  tell(message: unknown): void;
}

export class FakeLink implements UiLink {
  view: TabView | null = {
    id: 7,
    url: 'https://example.com/a',
    loading: false,
    private: false,
  };
  mode: SiteMode = 'screen';
  guard: GuardState = ready();
  /** What the person answers to the browser's question. */
  grants = true;
  /** False: no content script runs on the page. */
  listens = true;
  /** False: the background is dead. */
  answers = true;
  /** The small pictures that are to be had, by address; a promise that never ends for a stalled one. */
  readonly thumbnails = new Map<string, string | Promise<string>>();
  /** Told after the guard's state on every new port. */
  store: StoreView | null = null;
  /** Told after the guard's state, too. */
  engines: EnginesView | null = null;
  sending: SiteSending | null = null;
  /** A lock over the background, where there is one. */
  lock: FakeLock | null = null;
  ownProtection: ProtectionChange = {};
  /** Every call, in order, by name. */
  readonly calls: string[] = [];
  readonly requests: UiRequest[] = [];
  readonly pages: FakePort[] = [];
  /** Ports to single frames. */
  readonly frames: FakePort[] = [];
  readonly backgrounds: FakePort[] = [];
  /** Sites that Seawall may read. */
  readonly readable = new Set<string>();
  #watch: () => void = () => {};

  /** The newest open port to the page. */
  get page(): FakePort {
    return last(this.pages);
  }
  get background(): FakePort {
    return last(this.backgrounds);
  }

  tab = async (): Promise<TabView | null> => this.view;
  watchTab(_id: number, changed: () => void): void {
    this.#watch = changed;
  }
  moveTo(view: TabView | null): void {
    this.view = view;
    this.#watch();
  }
  async reload(): Promise<void> {
    this.calls.push('reload');
  }
  openPage = (_tabId: number, events: ChannelEvents, frameId?: number): Channel => {
    if (frameId !== undefined) {
      this.calls.push(`open frame ${frameId}`);
      return open(this.frames, events);
    }
    const channel = open(this.pages, events);
    if (!this.listens) queueMicrotask(() => events.end());
    return channel;
  };
  openBackground = (events: ChannelEvents): Channel => {
    const channel = open(this.backgrounds, events);
    if (this.answers) {
      const port = last(this.backgrounds);
      queueMicrotask(() => {
        port.tell({ type: 'guard', guard: this.guard } satisfies UiEvent);
        if (this.engines) port.tell({ type: 'engines', engines: this.engines } satisfies UiEvent);
        if (this.lock) port.tell({ type: 'lock', lock: this.lock.view } satisfies UiEvent);
        if (this.store) port.tell({ type: 'store', store: this.store } satisfies UiEvent);
      });
    }
    return channel;
  };
  async ask(request: UiRequest): Promise<unknown> {
    this.calls.push(request.type);
    this.requests.push(request);
    if (!this.answers) throw new Error('Could not establish connection.');
    const byLock = this.lock?.answer(request);
    if (byLock) return byLock;
    if (request.type === 'site.set') this.mode = request.mode;
    if (request.type === 'engines.site' && this.sending) {
      const { engine, send } = request;
      const allowed = { ...this.sending.allowed, [engine]: send ?? false };
      this.sending = { ...this.sending, allowed };
      return { ok: true, sending: this.sending };
    }
    if (request.type === 'protection.set') this.ownProtection = request.change ?? {};
    if (request.type === 'protection.get' || request.type === 'protection.set') {
      const own = this.ownProtection;
      return { ok: true, protection: { own, holds: merged(defaultProtection(), own) } };
    }
    if (request.type === 'site.get') {
      return {
        ok: true,
        mode: this.mode,
        ...(this.engines ? { engines: this.engines } : {}),
        ...(this.sending ? { sending: this.sending } : {}),
      };
    }
    if (request.type === 'image.thumbnail') {
      const { source } = request;
      const address = source.from === 'web' ? source.url : source.data;
      return { ok: true, thumbnail: (await this.thumbnails.get(address)) ?? null };
    }
    return { ok: true };
  }
  async requestSite(site: string): Promise<boolean> {
    this.calls.push(`request ${site}`);
    return this.grants;
  }
  async requestSites(sites: readonly string[]): Promise<boolean> {
    this.calls.push(`request ${sites.join(' ')}`);
    if (this.grants) for (const site of sites) this.readable.add(site);
    return this.grants;
  }
  mayRead = async (site: string): Promise<boolean> => this.readable.has(site);
  async requestSending(host: string): Promise<boolean> {
    this.calls.push(`request sending to ${host}`);
    return this.grants;
  }
  async removeSite(site: string): Promise<boolean> {
    this.calls.push(`remove ${site}`);
    return true;
  }
  async openReview(): Promise<void> {
    this.calls.push('review');
  }
  async openOptions(): Promise<void> {
    this.calls.push('options');
  }
  async openOwn(page: string): Promise<void> {
    this.calls.push(`open ${page}`);
  }
}

function open(ports: FakePort[], events: ChannelEvents): Channel {
  const port: FakePort = {
    events,
    sent: [],
    closed: false,
    tell(message) {
      if (!port.closed) events.message(message);
    },
  };
  ports.push(port);
  return {
    send: (message) => port.sent.push(message),
    close: () => {
      port.closed = true;
    },
  };
}

function last(ports: FakePort[]): FakePort {
  const port = ports.at(-1);
  if (!port) throw new Error('no port has been opened');
  return port;
}

export const emptyStore = (partial: Partial<StoreView> = {}): StoreView => ({
  builds: [],
  freeBytes: 41_300_000_000,
  unavailable: null,
  install: { status: 'none' },
  verification: null,
  ...partial,
});

export const ready = (practice = false): GuardState => ({
  status: 'ready',
  id: 'guard-1',
  name: practice ? 'Practice guard' : 'SEA-Guard',
  practice,
  device: {
    kind: 'webgpu',
    precision: 'f32',
    adapter: 'test',
    subgroups: false,
    selfTestDifference: 0,
  },
});

export function element(id: number, partial: Partial<ElementSummary> = {}): ElementSummary {
  return {
    id,
    kind: 'text',
    image: null,
    snippet: `Element ${id}`,
    lang: 'en',
    direction: 'ltr',
    verdict: { flag: 'safe', pUnsafe: 0.02, engine: 'local', reason: null },
    ...partial,
  };
}

/** A picture at an address of its own; its caption is `snippet`. */
export function picture(
  id: number,
  image: Partial<ImageSummary> = {},
  partial: Partial<ElementSummary> = {},
): ElementSummary {
  return element(id, {
    kind: 'image',
    image: {
      src: `https://img.example.com/${id}.jpg`,
      width: 640,
      height: 480,
      thumbnail: null,
      ...image,
    },
    snippet: `Picture ${id}`,
    ...partial,
  });
}

export const unsafe = (p = 0.97): ElementSummary['verdict'] => ({
  flag: 'unsafe',
  pUnsafe: p,
  engine: 'local',
  reason: null,
});

type Reason = NonNullable<ElementSummary['verdict']>['reason'];

export const notKnown = (reason: Reason = 'timeout'): NonNullable<ElementSummary['verdict']> => ({
  flag: 'unknown',
  pUnsafe: null,
  engine: 'local',
  reason,
});

/** The whole state of a frame, its counts taken from its elements. */
export function pageOf(
  elements: ElementSummary[],
  {
    frame = 'top',
    marksRemoved = false,
    saving = false,
    embedded = false,
    site = 'example.com',
    parts = [],
  }: Partial<Omit<Extract<PageMessage, { type: 'page' }>, 'type' | 'elements' | 'counts'>> = {},
): PageMessage {
  const counts = { safe: 0, unsafe: 0, unknown: 0, waiting: 0 };
  for (const { verdict } of elements) counts[verdict?.flag ?? 'waiting']++;
  return { type: 'page', frame, counts, elements, marksRemoved, saving, embedded, site, parts };
}
