import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Embedded, LOOK_EVERY_MS, LOOKS, MAX_FRAMES, type SeenFrame } from './embedded';

const seen = (frameId: number, site: string, partial: Partial<SeenFrame> = {}): SeenFrame => ({
  frameId,
  document: `d${frameId}`,
  url: `https://${site}/`,
  origin: `https://${site}`,
  runs: false,
  ...partial,
});
const page = seen(0, 'on.example', { runs: true });

let on: Set<string>;
let allowed: Set<string>;
let frames: SeenFrame[];
let looks: number;
/** Which looks there were, and what happens while the browser makes one. */
let looked: string[];
let whileLooking: (which: 'page' | 'all') => void;
let ran: number[];
let embedded: Embedded;

beforeEach(() => {
  vi.useFakeTimers();
  on = new Set(['on.example']);
  allowed = new Set(['on.example', 'video.example']);
  frames = [page];
  looks = 0;
  looked = [];
  whileLooking = () => {};
  ran = [];
  embedded = new Embedded({
    modeOf: (site) => (on.has(site) ? 'screen' : 'off'),
    mayRead: async (site) => allowed.has(site),
    look: async (_tabId, which) => {
      looked.push(which);
      whileLooking(which);
      if (which === 'page') return frames.filter(({ frameId }) => frameId === 0);
      looks++;
      return frames;
    },
    run: async (_tabId, put) => {
      ran.push(...put.map(({ frameId }) => frameId));
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const look = async (): Promise<number[]> => {
  embedded.wanted(1);
  await vi.advanceTimersByTimeAsync(200);
  return ran;
};

describe('frames in a page that is on', () => {
  it('are screened where the person has allowed their site', async () => {
    frames = [page, seen(1, 'video.example'), seen(2, 'ads.example')];
    expect(await look()).toEqual([1]);
  });

  it('are screened once', async () => {
    frames = [page, seen(1, 'video.example', { runs: true })];
    expect(await look()).toEqual([]);
  });

  it('count as of their origin, where their address names no site', async () => {
    const blank = { url: 'about:blank' };
    frames = [
      page,
      seen(1, 'on.example', blank),
      seen(2, 'ads.example', blank),
      seen(3, 'x', { url: 'about:srcdoc', origin: 'null' }),
      seen(4, 'x', { url: 'chrome://settings/', origin: 'chrome://settings' }),
    ];
    expect(await look()).toEqual([1, 3]);
  });

  it('are left alone where the tab shows a page that is off by now', async () => {
    frames = [seen(0, 'off.example'), seen(1, 'video.example')];
    expect(await look()).toEqual([]);
    // Not even to see which they are.
    expect(looked).toEqual(['page']);
    frames = [page, seen(1, 'video.example')];
    embedded.wanted(1);
    on.delete('on.example');
    await vi.advanceTimersByTimeAsync(200);
    expect(looked).toEqual(['page', 'page']);
    expect(ran).toEqual([]);
  });

  it.each(['page', 'all'])(
    'are left alone where it is turned off during the look at %s',
    async (during) => {
      frames = [page, seen(1, 'video.example')];
      whileLooking = (which) => void (which === during && on.delete('on.example'));
      expect(await look()).toEqual([]);
      expect(looked).toEqual(during === 'page' ? ['page'] : ['page', 'all']);
    },
  );

  it('are left alone where the browser does not show us the page itself', async () => {
    frames = [seen(1, 'video.example')];
    expect(await look()).toEqual([]);
  });

  it('are screened in a bounded number', async () => {
    const many = Array.from({ length: 3 * MAX_FRAMES }, (_, i) => seen(i + 1, 'video.example'));
    frames = [page, ...many];
    expect((await look()).length).toBe(MAX_FRAMES - 1);
    frames = [page, ...many.map((frame) => ({ ...frame, runs: frame.frameId < MAX_FRAMES }))];
    ran = [];
    expect(await look()).toEqual([]);
  });
});

describe('looks', () => {
  it('are one for all that comes in one go, and one more for what came meanwhile', async () => {
    for (let i = 0; i < 100; i++) embedded.wanted(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(looks).toBe(1);
    let answer: (frames: SeenFrame[]) => void = () => {};
    const slow = new Embedded({
      modeOf: () => 'screen',
      mayRead: async () => true,
      look: async (_tabId, which) => {
        if (which === 'page') return [page];
        looks++;
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
      run: async () => {},
    });
    slow.wanted(1);
    await vi.advanceTimersByTimeAsync(200);
    slow.wanted(1);
    slow.wanted(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(looks).toBe(2);
    answer([page]);
    await vi.advanceTimersByTimeAsync(200);
    expect(looks).toBe(3);
  });

  it('are few however often a page asks, and never end', async () => {
    const minute = async (): Promise<number> => {
      looks = 0;
      for (let ms = 0; ms < 60_000; ms += 50) {
        embedded.wanted(1);
        await vi.advanceTimersByTimeAsync(50);
      }
      return looks;
    };
    expect(await minute()).toBeLessThanOrEqual(LOOKS + 60_000 / LOOK_EVERY_MS);
    const second = await minute();
    expect(second).toBeLessThanOrEqual(60_000 / LOOK_EVERY_MS);
    expect(second).toBeGreaterThanOrEqual(60_000 / LOOK_EVERY_MS - 2);
  });

  it('of one tab hold up no other', async () => {
    for (let i = 0; i < 3 * LOOKS; i++) await look();
    looks = 0;
    embedded.wanted(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(looks).toBe(1);
  });

  it('that fail are no reason to look no more', async () => {
    const debug = vi.spyOn(console, 'debug').mockImplementation(() => {});
    let fails = true;
    const tried = new Embedded({
      modeOf: () => 'screen',
      mayRead: async () => true,
      look: async () => {
        if (fails) throw new Error('No tab with id 1.');
        return [page, seen(1, 'video.example')];
      },
      run: async (_tabId, put) => void ran.push(...put.map(({ frameId }) => frameId)),
    });
    tried.wanted(1);
    await vi.advanceTimersByTimeAsync(200);
    fails = false;
    tried.wanted(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(ran).toEqual([1]);
    debug.mockRestore();
  });
});
