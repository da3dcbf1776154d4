import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Counts, noCounts } from '../core/verdict';
import { type Frame, Frames, type StoredFrames } from './frames';

const counts = (unsafe: number): Counts => ({ ...noCounts(), safe: 1, unsafe });
const frame = (tabId: number, frameId: number, unsafe: number, site = 'a.example'): Frame => ({
  tabId,
  frameId,
  site,
  top: 'a.example',
  counts: counts(unsafe),
});

const at = (site: string) => ({ site, top: 'a.example' });
const top = (tabId: number, document: string): Frame => ({ ...frame(tabId, 0, 4), document });
const places = (frames: Frame[]): string[] =>
  frames.map(({ tabId, frameId }) => `${tabId}:${frameId}`).sort();

let shown: Map<number, Counts>;
let saved: readonly Frame[];
let sensitive: StoredFrames['sensitive'];
let navigated: number[];
let joined: string[];

const life = async (stored: unknown = [], open = [1, 2]): Promise<Frames> => {
  const frames = new Frames({
    load: async () => (Array.isArray(stored) ? { frames: stored, sensitive } : stored),
    save: async (all) => {
      ({ frames: saved, sensitive } = structuredClone(all));
    },
    tabs: async () => new Set(open),
    navigated: (tabId) => navigated.push(tabId),
    joined: (tabId, frameId) => joined.push(`${tabId}:${frameId}`),
    counted: (tabId, sum) => shown.set(tabId, sum),
  });
  await frames.start();
  return frames;
};

beforeEach(() => {
  shown = new Map();
  saved = [];
  sensitive = [];
  navigated = [];
  joined = [];
});

describe('Frames', () => {
  it('sums over the frames of a tab', async () => {
    const frames = await life();
    frames.connected(1, 0, at('a.example'), 'one');
    frames.connected(1, 5, at('b.example'), 'one');
    frames.connected(2, 0, at('a.example'), 'one');
    frames.count(1, 0, counts(2));
    frames.count(1, 5, counts(3));
    frames.count(2, 0, counts(7));
    expect(shown.get(1)).toMatchObject({ safe: 2, unsafe: 5 });
    frames.disconnected(1, 5);
    expect(shown.get(1)?.unsafe).toBe(2);
  });

  it('outlives the background', async () => {
    vi.useFakeTimers();
    const first = await life();
    first.connected(1, 0, at('a.example'), 'one');
    first.connected(1, 5, at('b.example'), 'one');
    first.count(1, 5, counts(3));
    vi.advanceTimersByTime(1_000);
    vi.useRealTimers();
    const second = await life(saved);
    expect(second.unconnected()).toHaveLength(2);
    second.connected(1, 5, at('b.example'), 'one');
    expect(shown.get(1)?.unsafe).toBe(3);
    expect(second.unconnected().map(({ frameId }) => frameId)).toEqual([0]);
  });

  it('writes a new frame down at once, for the background may be killed at once', async () => {
    const frames = await life();
    frames.connected(1, 0, at('a.example'), 'one');
    expect(places([...saved])).toEqual(['1:0']);
  });

  it('forgets tabs that were closed meanwhile, and what it cannot read', async () => {
    const frames = await life([frame(1, 0, 1), frame(99, 0, 1)]);
    expect(frames.all().map(({ tabId }) => tabId)).toEqual([1]);
    expect((await life('nonsense')).all()).toEqual([]);
  });

  it('drops the frames of the document before, when a new one fills the tab', async () => {
    const frames = await life([top(1, 'one'), frame(1, 5, 3), frame(2, 0, 1)]);
    frames.connected(1, 8, at('a.example'), 'inner');
    frames.connected(1, 0, at('b.example'), 'two');
    expect(navigated).toEqual([1]);
    expect(places(frames.all())).toEqual(['1:0', '1:8', '2:0']);
    expect(shown.get(1)?.unsafe).toBe(0);
  });

  it('keeps the frames of a document that connects again after the background was killed', async () => {
    const frames = await life([top(1, 'one'), frame(1, 5, 3)]);
    frames.connected(1, 0, at('a.example'), 'one');
    expect(places(frames.unconnected())).toEqual(['1:5']);
    expect(shown.get(1)?.unsafe).toBe(7);
    // Its port ends before the next document connects: that one is new all the same.
    frames.disconnected(1, 0);
    frames.connected(1, 0, at('a.example'), 'two');
    expect(places(frames.all())).toEqual(['1:0']);
  });

  it('keeps the frames of a tab whose top document it has not heard of before', async () => {
    const frames = await life([frame(1, 5, 3)]);
    frames.connected(1, 0, at('a.example'), 'one');
    expect(places(frames.unconnected())).toEqual(['1:5']);
  });

  it('knows the top document in its next life', async () => {
    vi.useFakeTimers();
    const first = await life();
    first.connected(1, 0, at('a.example'), 'one');
    first.connected(1, 5, at('b.example'), 'inner');
    vi.advanceTimersByTime(1_000);
    vi.useRealTimers();
    const second = await life(saved);
    second.connected(1, 0, at('a.example'), 'one');
    expect(places(second.all())).toEqual(['1:0', '1:5']);
    const third = await life(saved);
    third.connected(1, 0, at('a.example'), 'two');
    expect(places(third.all())).toEqual(['1:0']);
  });

  it('keeps a frame whose next document connects before the last one’s port ends', async () => {
    const frames = await life();
    frames.connected(1, 0, at('a.example'), 'one');
    frames.connected(1, 0, at('a.example'), 'one');
    frames.disconnected(1, 0);
    frames.count(1, 0, counts(1));
    expect(shown.get(1)?.unsafe).toBe(1);
  });

  it('tells of every document once, however often it connects', async () => {
    const frames = await life([top(1, 'one')]);
    frames.connected(1, 0, at('a.example'), 'one');
    frames.connected(1, 5, at('b.example'), 'inner');
    frames.disconnected(1, 5);
    frames.connected(1, 5, at('b.example'), 'next');
    frames.connected(1, 5, at('b.example'), 'next');
    expect(joined).toEqual(['1:5', '1:5']);
  });

  it('clears the tabs of a site that goes off', async () => {
    const frames = await life([frame(1, 0, 4), frame(1, 5, 3, 'b.example'), frame(2, 0, 1)]);
    frames.forget(({ site }) => site === 'a.example');
    expect(shown.get(1)?.unsafe).toBe(3);
    expect(shown.get(2)).toEqual(noCounts());
  });

  it('forgets the frames of a page that the tab has left while the background slept', async () => {
    const off = { site: 'b.example', top: null };
    const frames = await life([top(1, 'one'), frame(1, 5, 3), frame(2, 0, 1)]);
    frames.connected(1, 8, off, 'inner');
    expect(places(frames.all())).toEqual(['1:8', '2:0']);
    expect(shown.get(1)).toEqual(noCounts());
  });
});

describe('a page that asks for a password', () => {
  const page = async (): Promise<Frames> => {
    const frames = await life();
    frames.connected(1, 0, at('a.example'), 'one');
    frames.connected(1, 5, at('b.example'), 'log in');
    expect(frames.isSensitive(1)).toBe(false);
    expect(frames.setSensitive(1, 5)).toBe(true);
    expect(frames.setSensitive(1, 5)).toBe(false);
    return frames;
  };

  it('did so when the frame that asked has gone, too', async () => {
    const frames = await page();
    frames.disconnected(1, 5);
    expect(frames.isSensitive(1)).toBe(true);
    frames.connected(1, 5, at('b.example'), 'logged in');
    expect(frames.isSensitive(1)).toBe(true);
    expect(frames.isSensitive(2)).toBe(false);
  });

  it('did so over a sleep of the background, until another document fills the tab', async () => {
    (await page()).disconnected(1, 5);
    const second = await life(saved);
    expect(second.isSensitive(1)).toBe(true);
    second.connected(1, 0, at('a.example'), 'one');
    expect(second.isSensitive(1)).toBe(true);
    second.disconnected(1, 0);
    expect(second.isSensitive(1)).toBe(true);
    second.connected(1, 0, at('a.example'), 'two');
    expect(second.isSensitive(1)).toBe(false);
    expect((await life(saved)).isSensitive(1)).toBe(false);
    expect((await life(saved, [2])).isSensitive(1)).toBe(false);
  });

  it('did so where its frame tells before itself', async () => {
    const frames = await life([top(1, 'one')]);
    frames.connected(1, 0, at('a.example'), 'one');
    frames.disconnected(1, 0);
    frames.connected(1, 5, at('b.example'), 'log in');
    frames.setSensitive(1, 5);
    frames.disconnected(1, 5);
    frames.connected(1, 0, at('a.example'), 'two');
    expect(frames.isSensitive(1)).toBe(true);
    frames.disconnected(1, 0);
    frames.connected(1, 0, at('a.example'), 'three');
    expect(frames.isSensitive(1)).toBe(false);
  });
});
