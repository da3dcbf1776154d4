import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guardText } from '../../core/guard-text';
import { defaultPreferences, type Preferences } from '../../core/preferences';
import { defaultProtection } from '../../core/protection';
import { MAX_THUMBNAIL_BYTES, reviewKey, type Seen } from '../../core/review/entry';
import { jsonLine } from '../../core/review/jsonl';
import { decision, entry } from '../../core/review/testing/entries';
import { verdictOf } from '../../core/verdict';
import type { BackgroundMessage } from '../../platform/messages';
import type { ReviewAnswer, ReviewRequest } from '../../platform/review-protocol';
import type { CachedAnswer } from '../cache';
import { Ladder } from '../ladder';
import { type PagePort, type PageSender, Pages } from '../pages';
import { ScreeningQueue } from '../queue';
import { FakeEngine } from '../testing/guard';
import { ReviewStore } from './store';
import { Review } from './wire';

let number = 0;
let name: string;
let review: Review;
let engine: FakeEngine;
let pages: Pages;
let preferences: Preferences;
let reconsidered: boolean[];
let told: number;
let detected: number;
let cache: Map<string, CachedAnswer>;

/** A background as it is after a start, over the store and the cache that there are. */
function start(): void {
  reconsidered = [];
  told = 0;
  engine = new FakeEngine();
  review = new Review({
    storeName: name,
    draw: async () => null,
    images: { want: () => expect.fail('no image is asked') },
    detectLanguage: async (text) => {
      detected++;
      return text.includes('Selamat') ? 'id' : 'en';
    },
    tell: () => {
      told++;
    },
    reconsider: (all) => {
      reconsidered.push(all);
    },
    wakeAt: async () => {},
  });
  review.start(structuredClone(preferences));
  const queue = new ScreeningQueue({
    engine,
    cache: {
      find: async (keys) =>
        new Map(
          keys.flatMap((key) => {
            const known = cache.get(key);
            return known ? [[key, known] as const] : [];
          }),
        ),
      put: (key, answer) => void cache.set(key, answer),
    },
    images: { want: () => expect.fail('no image is asked') },
    detail: () => 'balanced',
    judging: review.judging,
  });
  pages = new Pages({
    queue: new Ladder({ local: queue, server: queue, hosted: queue }, () => ['local']),
    frames: {
      connected: () => {},
      disconnected: () => {},
      count: () => {},
      unconnected: () => [],
      forget: () => {},
      all: () => [],
      setSensitive: () => false,
      isSensitive: () => false,
    },
    modeOf: () => 'screen',
    pace: () => ({ waitHidden: true, batteryInView: true }),
    started: Promise.resolve(),
    hasFrames: () => {},
    protectionOf: () => ({ protection: defaultProtection(), language: 'en' }),
    mayReveal: async () => false,
    judged: (judged) => review.note(judged),
    sendTo: () => {},
  });
}

beforeEach(() => {
  name = `review-${++number}`;
  cache = new Map();
  preferences = defaultPreferences();
  detected = 0;
  start();
});
afterEach(() => review.close());

interface Asked {
  text: string;
  p?: number;
  sender?: Partial<PageSender>;
  lang?: string;
  question?: string;
}

/** What one page hears of one text. `p` is what the guard says; without it, it must not be asked. */
async function ask({ text, p, sender = {}, ...more }: Asked) {
  const heard: BackgroundMessage[] = [];
  let say: (raw: unknown) => void = () => {};
  const port: PagePort = {
    sender: {
      tabId: 1,
      frameId: 0,
      url: 'https://example.com/page#part',
      origin: undefined,
      top: 'https://example.com/page#part',
      private: false,
      document: '1',
      ...sender,
    },
    postMessage: (message) => heard.push(message),
    onMessage: (listener) => {
      say = listener;
    },
    onDisconnect: () => {},
  };
  pages.accept(port);
  await Promise.resolve();
  say({
    type: 'screen',
    requests: [{ id: 1, version: 1, kind: 'text', text, priority: 0, ...more }],
  });
  const verdict = () =>
    heard.flatMap((each) => (each.type === 'verdicts' ? each.verdicts : []))[0]?.verdict;
  await vi.waitFor(() => {
    for (const each of engine.out) {
      if (p === undefined) throw new Error('the guard was asked');
      engine.out.delete(each);
      each.answered({ ok: true, pUnsafe: p, whole: true });
    }
    expect(verdict()).toBeDefined();
  });
  await review.settled();
  return verdict();
}

async function kept() {
  const answer = await review.request({
    type: 'review.page',
    filter: {},
    after: null,
    limit: 100,
  });
  return answer.type === 'page' ? answer.items : [];
}

async function decide(id: string, call: 'agree' | 'overturn') {
  return review.request({ type: 'review.decide', id, call, reviewer: 'Ana', note: '' });
}

describe('what is kept', () => {
  it('is an unsafe verdict with all that tells of it', async () => {
    await ask({ text: 'A bad text that is long enough to be sure of its language', p: 0.9 });
    expect(await kept()).toMatchObject([
      {
        address: 'https://example.com/page',
        site: 'example.com',
        kind: 'text',
        snippet: 'A bad text that is long enough to be sure of its language',
        language: 'en',
        flag: 'unsafe',
        pUnsafe: 0.9,
        engine: 'local',
        build: 'guard-1',
        decision: null,
      },
    ]);
    await vi.waitFor(() => expect(told).toBe(1));
  });

  it('is no safe verdict, unless a person wants them', async () => {
    await ask({ text: 'A good text', p: 0.1 });
    expect(await kept()).toEqual([]);
    preferences.review.keepSafe = true;
    review.follow(structuredClone(preferences));
    await ask({ text: 'A good text', p: 0.1 });
    expect(await kept()).toMatchObject([{ flag: 'safe', pUnsafe: 0.1 }]);
  });

  it('is nothing from a private window, and nothing at all where a person has said so', async () => {
    await ask({ text: 'A bad text', p: 0.9, sender: { private: true } });
    preferences.review.keep = false;
    review.follow(structuredClone(preferences));
    await ask({ text: 'Another bad text', p: 0.9 });
    expect(await kept()).toEqual([]);
  });

  it('names the page for what stands in a frame', async () => {
    const sender = { frameId: 3, url: 'https://ads.example.net/frame' };
    await ask({ text: 'A bad text', p: 0.9, sender });
    expect(await kept()).toMatchObject([{ address: 'https://example.com/page' }]);
  });

  it('is written once a minute for the same verdict on the same page', async () => {
    const store = new ReviewStore(name);
    await ask({ text: 'A bad text', p: 0.9 });
    const [first] = await kept();
    await store.forget(first?.id ?? '');
    await ask({ text: 'A bad text', p: 0.9 });
    expect(await kept()).toEqual([]);
    store.close();
  });

  it('is written one by one where it is unsafe, and goes before what is safe', async () => {
    const { Recorder } = await import('./recorder');
    const written: string[][] = [];
    const recorder = new Recorder({
      store: {
        addAll: async (seen) => {
          written.push(seen.map(({ snippet }) => snippet));
          if (seen.some(({ snippet }) => snippet === 'bad 1')) throw new Error('ended');
          return seen.map(() => 'added' as const);
        },
      },
      settings: () => ({ ...preferences.review, keepSafe: true }),
      thumbnail: async () => null,
      language: async () => null,
      added: () => {},
    });
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    for (const text of ['good 1', 'good 2', 'bad 1', 'good 3', 'bad 2']) {
      recorder.note({
        request: { id: 1, version: 1, kind: 'text', text, priority: 0 },
        verdict: verdictOf(text.startsWith('bad') ? 0.9 : 0.1, 'local'),
        about: { build: 'x', language: 'en' },
        sender: {
          tabId: 1,
          frameId: 0,
          url: 'https://example.com/',
          origin: undefined,
          top: undefined,
          private: false,
          document: '1',
        },
      });
    }
    await recorder.settled();
    expect(written.filter((each) => each.some((text) => text.startsWith('bad')))).toEqual([
      ['bad 1'],
      ['bad 2'],
    ]);
    expect(written.flat().toSorted()).toEqual(['bad 1', 'bad 2', 'good 1', 'good 2', 'good 3']);
    // The one whose writing failed is lost, and said; no other.
    expect(quiet).toHaveBeenCalledOnce();
    quiet.mockRestore();
  });

  it('has a small picture of an image, unless there is none or it is too large', async () => {
    const { Recorder } = await import('./recorder');
    const kept: Seen[] = [];
    const pictures = [
      'data:image/webp;base64,AQID',
      null,
      `data:image/webp;base64,${'A'.repeat(60_000)}`,
    ];
    const recorder = new Recorder({
      store: {
        addAll: async (seen) => {
          kept.push(...seen);
          return seen.map(() => 'added' as const);
        },
      },
      settings: () => preferences.review,
      thumbnail: async () => pictures.shift() ?? null,
      language: async () => null,
      added: () => {},
    });
    for (const image of ['a', 'b', 'c']) {
      recorder.note({
        request: {
          id: 1,
          version: 1,
          kind: 'image',
          text: 'A sign',
          source: { from: 'web', url: 'https://example.com/a.png' },
          priority: 0,
        },
        verdict: verdictOf(0.9, 'local'),
        about: { build: 'x', image: image.repeat(64) },
        sender: {
          tabId: 1,
          frameId: 0,
          url: 'https://example.com/',
          origin: undefined,
          top: undefined,
          private: false,
          document: '1',
        },
      });
    }
    await recorder.settled();
    expect(kept.map(({ kind, snippet }) => [kind, snippet])).toEqual(
      Array.from({ length: 3 }, () => ['image', 'A sign']),
    );
    expect(kept.map(({ thumbnail }) => thumbnail && [...thumbnail])).toEqual([
      [1, 2, 3],
      null,
      null,
    ]);
    expect(kept[0]?.content).toBe(
      await reviewKey({ kind: 'image', bytes: 'a'.repeat(64), detail: 'fast', text: 'A sign' }),
    );
  });

  it('breaks nothing where the store does not work', async () => {
    review.close();
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = new Review({
      storeName: name,
      draw: async () => null,
      images: { want: () => expect.fail('no image is asked') },
      detectLanguage: async () => Promise.reject(new Error('no detector')),
      tell: () => {},
      reconsider: () => {},
      wakeAt: async () => Promise.reject(new Error('no alarms')),
    });
    broken.start(preferences);
    broken.close();
    review = broken;
    const contents = [{ kind: 'prompt', text: 'x' }] as const;
    expect((await broken.judging.rulings(contents)).size).toBe(0);
    expect(await broken.judging.language({ text: 'words in Latin letters' })).toBeNull();
    await broken.retain();
    expect(quiet).toHaveBeenCalled();
    quiet.mockRestore();
  });
});

describe('what a person says', () => {
  async function overturned(text: string): Promise<string> {
    await ask({ text, p: 0.9 });
    const id = (await kept()).find(({ snippet }) => snippet === text)?.id ?? '';
    await decide(id, 'overturn');
    return id;
  }

  it('holds for the content everywhere, without asking the guard', async () => {
    await overturned('A bad text');
    const verdict = await ask({ text: 'A  bad\u200b text', sender: { url: 'https://b.example/' } });
    expect(verdict).toEqual({
      flag: 'safe',
      pUnsafe: null,
      engine: null,
      reason: null,
      basis: 'person',
    });
    expect((await kept()).length).toBe(1);
    expect(await ask({ text: 'Another bad text', p: 0.9 })).toMatchObject({ flag: 'unsafe' });
  });

  it('holds after the background was ended, and in private windows', async () => {
    await overturned('A bad text');
    review.close();
    start();
    const verdict = await ask({ text: 'A bad text', sender: { private: true } });
    expect(verdict).toMatchObject({ flag: 'safe', basis: 'person' });
  });

  it('holds no more when it is undone, or its entry is deleted', async () => {
    const id = await overturned('A bad text');
    await review.request({ type: 'review.undo' });
    expect(await ask({ text: 'A bad text', p: 0.9 })).toMatchObject({
      flag: 'unsafe',
      pUnsafe: 0.9,
    });
    await decide(id, 'overturn');
    await review.request({ type: 'review.forget', id });
    expect(await ask({ text: 'A bad text', p: 0.9 })).toMatchObject({ flag: 'unsafe' });
  });

  it('is told to open pages, and agreeing is not', async () => {
    const id = await overturned('A bad text');
    await vi.waitFor(() => expect(reconsidered).toEqual([false]));
    await review.request({ type: 'review.undo' });
    await vi.waitFor(() => expect(reconsidered).toEqual([false, false]));
    await decide(id, 'agree');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(reconsidered.length).toBe(2);
  });

  it('makes unsafe what the guard calls safe, and then all is asked about', async () => {
    preferences.review.keepSafe = true;
    review.follow(structuredClone(preferences));
    await ask({ text: 'A text', p: 0.1 });
    await decide((await kept())[0]?.id ?? '', 'overturn');
    await vi.waitFor(() => expect(reconsidered).toEqual([true]));
    expect(await ask({ text: 'A text' })).toMatchObject({ flag: 'unsafe', basis: 'person' });
  });

  it('is of an answer in a talk with its question, whatever else it is asked as', async () => {
    const exchange = { text: 'An answer', question: 'A question' };
    await ask({ ...exchange, p: 0.9 });
    const [first] = await kept();
    expect(first?.content).toBe(
      await reviewKey({
        kind: 'response',
        question: guardText(exchange.question),
        text: guardText(exchange.text),
      }),
    );
    await decide(first?.id ?? '', 'overturn');
    expect(await ask(exchange)).toMatchObject({ flag: 'safe', basis: 'person' });
    expect(await ask({ text: 'An answer', p: 0.9 })).toMatchObject({ flag: 'unsafe' });
  });

  it('costs no read of the store while nobody has overturned anything', async () => {
    const asked = vi.spyOn(ReviewStore.prototype, 'rulings');
    const looked = vi.spyOn(ReviewStore.prototype, 'hasRulings');
    await ask({ text: 'One text', p: 0.9 });
    await ask({ text: 'Two texts', p: 0.9 });
    expect(asked).not.toHaveBeenCalled();
    expect(looked).toHaveBeenCalledOnce();
    vi.restoreAllMocks();
  });

  it('holds nobody up where the store hangs', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { Rulings } = await import('./rulings');
    const rulings = new Rulings(
      { hasRulings: () => new Promise(() => {}), rulings: async () => new Map() },
      Date.now,
      5,
    );
    expect((await rulings.of([{ kind: 'prompt', text: 'x' }])).size).toBe(0);
    expect(quiet).toHaveBeenCalledOnce();
    // … and is left alone for a while.
    expect((await rulings.of([{ kind: 'prompt', text: 'x' }])).size).toBe(0);
    expect(quiet).toHaveBeenCalledOnce();
    quiet.mockRestore();
  });
});

describe('thresholds', () => {
  const INDONESIAN = 'Selamat pagi semuanya, apa kabar kalian di hari yang cerah ini?';
  const ENGLISH = 'Good morning to everybody here, and how are you all this fine day?';

  function set(thresholds: Preferences['thresholds']): void {
    preferences.thresholds = thresholds;
    review.follow(structuredClone(preferences));
  }

  it('say from which P on content is flagged, for what was answered before, too', async () => {
    expect(await ask({ text: 'A text', p: 0.6 })).toMatchObject({ flag: 'unsafe' });
    set({ all: 0.7, languages: {} });
    expect(reconsidered).toEqual([true]);
    expect(await ask({ text: 'A text' })).toMatchObject({ flag: 'safe', pUnsafe: 0.6 });
    expect(detected).toBeLessThanOrEqual(1);
  });

  it('are a language’s own where it has one', async () => {
    set({ all: 0.5, languages: { id: 0.8 } });
    expect(await ask({ text: INDONESIAN, p: 0.6 })).toMatchObject({ flag: 'safe' });
    expect(await ask({ text: ENGLISH, p: 0.6 })).toMatchObject({ flag: 'unsafe' });
    // What the page says counts where a detector could not be sure.
    expect(await ask({ text: 'Selamat pagi', p: 0.6, lang: 'id-ID' })).toMatchObject({
      flag: 'safe',
    });
  });

  it('are told of once: other choices ask nothing anew', async () => {
    preferences.notify = false;
    review.follow(structuredClone(preferences));
    expect(reconsidered).toEqual([]);
  });
});

describe('the requests of the review page', () => {
  const request = <T extends ReviewRequest>(asked: T) => review.request(asked);

  it('export all in pieces, and import them with what is refused', async () => {
    const entries = await Promise.all(
      Array.from({ length: 550 }, (_, i) =>
        entry(i, i % 2 ? { decision: decision({ call: 'overturn' }) } : {}),
      ),
    );
    const lines = entries.map((each, i) => ({ number: i + 1, text: jsonLine(each).trim() }));
    let refused = 0;
    for (let at = 0; at < lines.length; at += 200) {
      const batch = [...lines.slice(at, at + 199), { number: at + 200, text: '{}' }];
      const answer = await request({ type: 'review.import', lines: batch });
      if (answer.type === 'imported') refused += answer.result.refused;
    }
    expect(refused).toBe(3);
    const count = await request({ type: 'review.count', filter: {} });
    expect(count).toEqual({ type: 'count', count: 548 });
    // What was overturned there holds here.
    expect((await request({ type: 'review.names', of: 'site' })).type).toBe('names');
    await vi.waitFor(() => expect(reconsidered).toContain(false));

    let [text, pieces] = ['', 0];
    let after: { order: number; id: string } | null = null;
    do {
      const piece = await review.request({
        type: 'review.export',
        format: 'csv',
        filter: {},
        after,
      });
      if (piece.type !== 'piece') throw new Error('no piece');
      text += piece.text;
      after = piece.next;
      pieces++;
    } while (after);
    expect(pieces).toBe(2);
    const csv = text.split('\r\n');
    // The last line ends, too.
    expect(csv.length).toBe(550);
    expect(csv.filter((line) => line.startsWith('\ufeffid')).length).toBe(1);
  });

  it('export no piece that fills the memory, whatever the pictures', async () => {
    const thumbnail = new Uint8Array(MAX_THUMBNAIL_BYTES);
    const entries = Array.from({ length: 120 }, (_, i) => entry(i, { kind: 'image', thumbnail }));
    const store = new ReviewStore(name);
    await store.merge(await Promise.all(entries));
    store.close();
    const ids: string[] = [];
    const lengths: number[] = [];
    let after: { order: number; id: string } | null = null;
    do {
      const request = { type: 'review.export', format: 'jsonl', filter: {}, after } as const;
      const piece: ReviewAnswer = await review.request(request);
      if (piece.type !== 'piece') throw new Error('no piece');
      const lines = piece.text.trim().split('\n');
      expect(lines).toHaveLength(piece.entries);
      ids.push(...lines.map((line): string => JSON.parse(line).id));
      lengths.push(piece.text.length);
      after = piece.next;
    } while (after);
    expect(Math.max(...lengths)).toBeLessThan(4.2 * 1024 * 1024);
    expect(lengths.length).toBeGreaterThan(1);
    // All of them, once.
    expect(ids).toHaveLength(120);
    expect(new Set(ids).size).toBe(120);
  });

  it('count what was flagged by day, site and language', async () => {
    const until = Date.UTC(2026, 0, 31);
    const day = 24 * 60 * 60_000;
    const store = new ReviewStore(name);
    await store.merge(
      await Promise.all([
        entry(1, { seenAt: until - 1 }),
        entry(2, { seenAt: until - day, decision: decision() }),
        entry(3, { seenAt: until - day - 1, kind: 'image', language: null }),
        entry(4, { seenAt: until - 2, flag: 'safe' }),
        entry(5, { seenAt: until - 40 * day, address: 'https://other.example/' }),
        entry(6, { seenAt: until }),
      ]),
    );
    store.close();
    const picture = await request({ type: 'review.picture', days: 30, until });
    if (picture.type !== 'picture') throw new Error('no picture');
    expect(picture.days.length).toBe(30);
    expect(picture.days.slice(-3).map(({ count }) => count)).toEqual([0, 1, 2]);
    expect(picture.days.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(picture.sites).toEqual([
      { name: 'example.com', count: 4 },
      { name: 'other.example', count: 1 },
    ]);
    expect(picture.languages).toEqual([
      { name: 'en', count: 4 },
      { name: null, count: 1 },
    ]);
  });

  it('tell of an entry how many are like it', async () => {
    await ask({ text: 'A bad text', p: 0.9 });
    await ask({ text: 'A bad text', sender: { url: 'https://example.com/b' } });
    await ask({ text: 'Another', p: 0.8 });
    const [first] = await kept();
    const answer = await request({ type: 'review.get', id: first?.id ?? '' });
    expect(answer).toMatchObject({ item: first, thumbnail: null, sameSite: 3 });
    expect(await request({ type: 'review.get', id: 'f'.repeat(32) })).toMatchObject({ item: null });
    const changed = await request({
      type: 'review.decideTogether',
      by: 'site',
      value: 'example.com',
      flag: 'unsafe',
      call: 'agree',
      reviewer: '',
      note: '',
    });
    expect(changed).toEqual({ type: 'changed', count: 3 });
    const undone = await request({ type: 'review.undo' });
    expect(undone.type === 'undone' && undone.items.length).toBe(3);
  });
});
