/** Images beside texts: places, priorities, cancelling, time; see `queue-images.test.ts`. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEADLINE_MS, IMAGE_DEADLINE_MS } from './queue';
import { eventually, ImageBench, settle } from './testing/image-bench';

let bench: ImageBench;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  bench = new ImageBench();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('places', () => {
  it('are bounded for images, and are none of those for texts', async () => {
    const names = Array.from({ length: 40 }, (_, i) => `image${i}`);
    bench.ask(...names.map((name) => bench.image(name, 0)));
    await bench.underWay(...names);
    for (const name of names) bench.fetcher.end(name);
    await eventually(() => expect(bench.remembered).toHaveLength(40));
    await eventually(() => expect(bench.engine.out.size).toBe(8));
    bench.ask(...Array.from({ length: 100 }, (_, i) => bench.text(`text${i}`, 0)));
    await eventually(() => expect(bench.engine.out.size).toBe(8 + 64));
    for (const name of bench.engine.texts().filter((each) => each.startsWith('image'))) {
      bench.engine.answer(name);
    }
    expect(bench.engine.texts().filter((each) => each.startsWith('image'))).toHaveLength(8);
  });
});

describe('priority', () => {
  it('is that of the fetch too, and changes while it is under way', async () => {
    const [ticket] = bench.ask(bench.image('sign', 2));
    await bench.underWay('sign');
    expect(bench.fetcher.underWay.get('sign')?.priority).toBe(2);
    ticket?.reprioritise(0);
    expect(bench.fetcher.underWay.get('sign')?.priority).toBe(0);
    bench.fetcher.end('sign');
    await bench.out('sign');
    expect([...bench.engine.out][0]?.priority).toBe(0);
    ticket?.reprioritise(1);
    expect([...bench.engine.out][0]?.priority).toBe(1);
  });

  it('changed before anything is fetched holds', async () => {
    const [ticket] = bench.ask(bench.image('sign', 2));
    ticket?.reprioritise(0);
    await bench.underWay('sign');
    expect(bench.fetcher.underWay.get('sign')?.priority).toBe(0);
  });

  it('takes what is in view first', async () => {
    for (let i = 0; i < 8; i++) await bench.asked(`filler${i}`, 0);
    bench.ask(bench.image('rest', 2), bench.image('visible', 0));
    await bench.underWay('rest', 'visible');
    bench.fetcher.end('rest');
    bench.fetcher.end('visible');
    await eventually(() => expect(bench.remembered).toHaveLength(10));
    bench.engine.answer('filler0');
    await eventually(() => expect(bench.engine.texts()).toContain('visible'));
    expect(bench.engine.texts()).not.toContain('rest');
  });
});

describe('cancelling', () => {
  it('ends a fetch that nobody else waits for', async () => {
    const [first, second] = bench.ask(bench.image('sign'), bench.image('sign'));
    await bench.underWay('sign');
    first?.cancel();
    expect(bench.fetcher.underWay.size).toBe(1);
    second?.cancel();
    expect(bench.fetcher.underWay.size).toBe(0);
    await settle();
    expect(bench.verdicts).toEqual([]);
    expect(bench.engine.batches).toEqual([]);
  });

  it('before the fetch begins lets it not begin', async () => {
    const [ticket] = bench.ask(bench.image('sign'));
    ticket?.cancel();
    await settle();
    expect(bench.fetcher.started).toEqual([]);
  });

  it('of what is with the engine cancels it there', async () => {
    const ticket = await bench.asked('sign');
    ticket.cancel();
    expect(bench.engine.out.size).toBe(0);
    expect(bench.verdicts).toEqual([]);
  });
});

describe('another guard', () => {
  it('interrupts what is fetched, what waits and what is asked', async () => {
    await bench.asked('asked');
    bench.ask(bench.image('fetching'), bench.image('not yet fetching'));
    await bench.underWay('fetching', 'not yet fetching');
    bench.ask(bench.image('looking up'));
    bench.queue.interruptAll();
    expect(bench.flags().toSorted()).toEqual([
      'asked: interrupted',
      'fetching: interrupted',
      'looking up: interrupted',
      'not yet fetching: interrupted',
    ]);
    expect(bench.fetcher.underWay.size).toBe(0);
    expect(bench.engine.out.size).toBe(0);
    await settle();
    expect(bench.fetcher.started).not.toContain('looking up');
    expect(bench.verdicts).toHaveLength(4);
  });
});

describe('a private window', () => {
  it('leaves nothing behind: no answer, no bytes, nothing in the browser’s cache', async () => {
    bench.ask(bench.image('secret', 2, { remember: false }));
    await bench.underWay('secret');
    expect(bench.fetcher.underWay.get('secret')?.remember).toBe(false);
    bench.fetcher.end('secret');
    await bench.out('secret');
    expect(bench.shelf.count).toBe(1);
    bench.engine.answer('secret');
    expect(bench.flags()).toEqual(['secret: unsafe']);
    expect(bench.remembered).toEqual([false]);
    expect(bench.stored.size).toBe(0);
    expect(bench.shelf.count).toBe(0);
  });
});

describe('time', () => {
  it('is longer with an image out, for everybody', async () => {
    await bench.asked('sign');
    bench.ask(bench.text('text'));
    await bench.out('sign', 'text');
    vi.advanceTimersByTime(IMAGE_DEADLINE_MS - 10_000);
    expect(bench.verdicts).toEqual([]);
    bench.engine.answer('sign');
    vi.advanceTimersByTime(DEADLINE_MS - 10_000);
    expect(bench.flags()).toEqual(['sign: unsafe']);
    vi.advanceTimersByTime(10_000);
    expect(bench.flags()).toEqual(['sign: unsafe', 'text: timeout']);
  });

  it('runs out for an image too', async () => {
    await bench.asked('sign');
    vi.advanceTimersByTime(IMAGE_DEADLINE_MS);
    expect(bench.flags()).toEqual(['sign: timeout']);
    expect(bench.engine.out.size).toBe(0);
  });
});
