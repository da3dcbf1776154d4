import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GuardEvent, GuardRequest } from '../../platform/guard-protocol';
import type { HostRequest } from '../../platform/offscreen';
import type { StoreEvent } from '../../platform/store-protocol';
import { readyState } from '../testing/guard';
import { type HostPort, OffscreenDocument } from './offscreen';

/** One offscreen document at most, like Chrome; `attach` makes it open a port to the host. */
class FakeChrome {
  documents = 0;
  created = 0;
  /** The document is there and does not answer. */
  deaf = false;
  ports: FakePort[] = [];
  stopped: string[] = [];
  host: OffscreenDocument | null = null;

  exists = async () => this.documents > 0;
  create = async () => {
    if (this.documents > 0) throw new Error('Only a single offscreen document may be created.');
    this.documents++;
    this.created++;
    this.deaf = false;
  };
  close = async () => {
    if (this.documents === 0) throw new Error('No current offscreen document.');
    this.documents--;
  };
  rests = 0;
  ask = async (request: HostRequest) => {
    if (this.documents === 0 || this.deaf) throw new Error('Receiving end does not exist.');
    if (request.type === 'host.rest') {
      this.rests++;
      return true;
    }
    const { type, port: name } = request;
    if (type === 'host.stop') {
      this.stopped.push(name);
      return true;
    }
    const port = new FakePort();
    this.ports.push(port);
    this.host?.accept(name, port);
    return true;
  };
}

class FakePort implements HostPort {
  readonly got: unknown[] = [];
  closed = false;
  say: (raw: unknown) => void = () => {};
  end: () => void = () => {};
  postMessage(message: unknown): void {
    if (this.closed) throw new Error('Attempting to use a disconnected port object');
    this.got.push(message);
  }
  disconnect(): void {
    this.closed = true;
  }
  onMessage(listener: (raw: unknown) => void): void {
    this.say = listener;
  }
  onDisconnect(listener: () => void): void {
    this.end = listener;
  }
}

const open: GuardRequest = {
  type: 'open',
  source: { kind: 'packaged', path: 'guards/practice/' },
  url: 'x',
  idleMs: 60_000,
};

let chrome: FakeChrome;
let host: ReturnType<OffscreenDocument['hosts']>['guard'];
let store: ReturnType<OffscreenDocument['hosts']>['store'];
let events: GuardEvent[];
let ended: number;

beforeEach(() => {
  vi.spyOn(console, 'debug').mockImplementation(() => {});
  chrome = new FakeChrome();
  chrome.host = new OffscreenDocument(chrome);
  ({ guard: host, store } = chrome.host.hosts());
  events = [];
  ended = 0;
});
afterEach(() => {
  vi.restoreAllMocks();
});

const connect = () => host.connect({ event: (event) => events.push(event), ended: () => ended++ });

describe('OffscreenDocument', () => {
  it('makes the document, and talks to it over the port that it opens', async () => {
    const channel = await connect();
    channel.send(open);
    expect(chrome.ports[0]?.got).toEqual([open]);
    chrome.ports[0]?.say({ type: 'state', state: readyState() });
    chrome.ports[0]?.say({ type: 'state', state: 'wonderful' });
    expect(events).toEqual([{ type: 'state', state: readyState() }]);
  });

  it('takes the document that an earlier life left', async () => {
    chrome.documents = 1;
    await connect();
    expect(chrome.created).toBe(0);
  });

  it('replaces a document that does not answer', async () => {
    chrome.documents = 1;
    chrome.deaf = true;
    await connect();
    expect(chrome.created).toBe(1);
    expect(chrome.documents).toBe(1);
  });

  it('has a document while something is drawn, and lets it rest afterwards', async () => {
    const document = new OffscreenDocument(chrome);
    const drawn = await Promise.all([1, 2, 3].map((n) => document.during(async () => n * 2)));
    expect(drawn).toEqual([2, 4, 6]);
    expect(chrome.created).toBe(1);
    await expect(document.during(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(chrome.rests).toBe(2);
  });

  it('makes one document however many ask at once', async () => {
    await Promise.all([connect(), connect(), host.stop(), connect()]);
    expect(chrome.documents).toBe(1);
  });

  it('tells when the document has gone, and throws at nobody', async () => {
    const channel = await connect();
    const [port] = chrome.ports;
    port?.disconnect();
    channel.send(open);
    port?.end();
    expect(ended).toBe(1);
  });

  it('holds both Workers, each over a port of its own', async () => {
    const told: StoreEvent[] = [];
    const [guard, installing] = await Promise.all([
      connect(),
      store.connect({ event: (event) => told.push(event), ended: () => {} }),
    ]);
    expect(chrome.documents).toBe(1);
    guard.send(open);
    installing.send({ type: 'store.list' });
    expect(chrome.ports.map(({ got }) => got)).toEqual([[open], [{ type: 'store.list' }]]);
    chrome.ports[1]?.say({ type: 'store.install', install: { status: 'none' } });
    chrome.ports[1]?.say({ type: 'state', state: readyState() });
    expect(told).toEqual([{ type: 'store.install', install: { status: 'none' } }]);
    expect(events).toEqual([]);
  });

  it('lets nobody in uncalled', async () => {
    const port = new FakePort();
    chrome.host?.accept('guard', port);
    expect(port.closed).toBe(true);
  });

  it('stops one Worker, and leaves the document to the other', async () => {
    await host.stop();
    expect(chrome.stopped).toEqual([]);
    await connect();
    await host.stop();
    expect(chrome.stopped).toEqual(['guard']);
    expect(chrome.documents).toBe(1);
  });

  it('closes a document that does not answer when told to stop', async () => {
    chrome.documents = 1;
    chrome.deaf = true;
    await host.stop();
    expect(chrome.documents).toBe(0);
  });
});
