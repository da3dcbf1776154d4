/** Images through the same queue as texts: real bytes, hashes and shelf; no network and no guard. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Shelf } from './images/shelf';
import { kept } from './testing/collect';
import { eventually, ImageBench, settle } from './testing/image-bench';
import { bytesOf } from './testing/images';

let bench: ImageBench;
beforeEach(() => {
  bench = new ImageBench();
});

describe('an image', () => {
  it('is fetched, asked with its caption, and remembered', async () => {
    bench.ask(bench.image('sign', 1, { text: ' A  sign ' }));
    await bench.underWay('sign');
    bench.fetcher.end('sign');
    await bench.out('A sign');
    const [request] = bench.engine.out;
    if (request?.kind !== 'image') expect.fail('no image is asked');
    expect(request).toMatchObject({ detail: 'balanced', priority: 1 });
    expect(await bench.images.give(request.image)).toMatchObject({ ok: true });
    bench.engine.answer('A sign');
    expect(bench.flags()).toEqual(['sign: unsafe']);
    expect(bench.stored.size).toBe(1);
  });

  it('that is known is not asked', async () => {
    await bench.asked('sign');
    bench.engine.answer('sign');
    bench.verdicts = [];
    bench.ask(bench.image('sign'));
    await eventually(() => expect(bench.flags()).toEqual(['sign: unsafe']));
    expect(bench.engine.batches).toHaveLength(1);
  });

  it('is asked once for all who show the same bytes with the same caption', async () => {
    const same = { text: 'the same' };
    bench.ask(
      bench.image('one', 2, same),
      bench.image('two', 2, same),
      bench.image('other caption'),
    );
    await bench.underWay('one', 'two', 'other caption');
    for (const name of ['one', 'two', 'other caption']) {
      bench.fetcher.end(name, { ok: true, bytes: bytesOf('bytes') });
    }
    await eventually(() => expect(bench.remembered).toHaveLength(3));
    await bench.out('the same', 'other caption');
    bench.engine.answer('the same');
    expect(bench.flags()).toEqual(['one: unsafe', 'two: unsafe']);
  });

  it('at one address is fetched once, whoever waits for it', async () => {
    bench.ask(bench.image('sign'), bench.image('sign'));
    bench.ask(bench.image('sign'));
    await bench.underWay('sign');
    bench.fetcher.end('sign');
    await eventually(() => expect(bench.remembered).toHaveLength(3));
    await bench.out('sign');
    bench.engine.answer('sign');
    expect(bench.flags()).toEqual(['sign: unsafe', 'sign: unsafe', 'sign: unsafe']);
    expect(bench.fetcher.started).toEqual(['sign']);
  });

  it('of a page’s own is asked like any other', async () => {
    bench.ask(
      bench.image('canvas', 2, { source: { from: 'page', data: 'data:image/png;base64,YWJj' } }),
    );
    await bench.out('canvas');
    bench.engine.answer('canvas');
    expect(bench.flags()).toEqual(['canvas: unsafe']);
  });

  it('looked at in another detail is another question', async () => {
    await bench.asked('sign');
    bench.engine.answer('sign');
    bench.detail = 'thorough';
    bench.queue.interruptAll();
    bench.ask(bench.image('sign'));
    await bench.out('sign');
    expect([...bench.engine.out][0]).toMatchObject({ detail: 'thorough' });
    bench.engine.answer('sign', { ok: true, pUnsafe: 0.1, whole: true });
    expect(bench.flags()).toEqual(['sign: unsafe', 'sign: safe']);
    expect(bench.stored.size).toBe(2);
  });

  it.each(['image-missing', 'image-locked', 'image-too-large', 'image-broken'] as const)(
    'that cannot be had is unknown, with its reason: %s',
    async (trouble) => {
      bench.ask(bench.image('sign'));
      await bench.underWay('sign');
      bench.fetcher.end('sign', { ok: false, trouble });
      await eventually(() => expect(bench.flags()).toEqual([`sign: ${trouble}`]));
      expect(bench.verdicts[0]?.[1]).toEqual({
        flag: 'unknown',
        pUnsafe: null,
        engine: null,
        reason: trouble,
      });
      expect(bench.engine.batches).toEqual([]);
      expect(bench.stored.size).toBe(0);
    },
  );

  it('that the guard cannot read is unknown, and not remembered', async () => {
    await bench.asked('sign');
    bench.engine.answer('sign', { ok: false, reason: 'image-broken' });
    expect(bench.flags()).toEqual(['sign: image-broken']);
    expect(bench.stored.size).toBe(0);
  });

  it('is not held any longer when it has its verdict', async () => {
    await bench.asked('sign');
    const [request] = bench.engine.out;
    bench.engine.answer('sign');
    if (request?.kind !== 'image') expect.fail('no image is asked');
    bench.shelf.remove(request.image);
    expect(await bench.images.give(request.image)).toBeNull();
  });
});

describe('no image is fetched', () => {
  it('where there is no guard', async () => {
    bench.engine.who = null;
    bench.engine.state = { status: 'none' };
    bench.ask(bench.image('sign'));
    await eventually(() => expect(bench.flags()).toEqual(['sign: no-guard']));
    expect(bench.fetcher.started).toEqual([]);
  });

  it('for a guard that has said that it sees none, until it is another', async () => {
    await bench.asked('first');
    bench.engine.answer('first', { ok: false, reason: 'no-sight' });
    await settle();
    bench.ask(bench.image('second'));
    await eventually(() => expect(bench.flags()).toEqual(['first: no-sight', 'second: no-sight']));
    expect(bench.fetcher.started).toEqual(['first']);
    bench.engine.who = { id: 'guard-2', practice: false };
    bench.ask(bench.image('third'));
    await bench.underWay('third');
  });
});

describe('a stalled image', () => {
  it('delays no text', async () => {
    bench.ask(...Array.from({ length: 1_000 }, (_, i) => bench.image(`stalled${i}`, 0)));
    await eventually(() => expect(bench.fetcher.underWay.size).toBe(1_000));
    bench.ask(bench.text('visible', 0), bench.text('rest', 2));
    await bench.out('visible', 'rest');
    bench.engine.answer('visible');
    bench.engine.answer('rest');
    expect(bench.flags()).toEqual(['visible: unsafe', 'rest: unsafe']);
  });

  it('delays no other image', async () => {
    bench.ask(bench.image('stalled', 0));
    await bench.asked('sign', 2);
    bench.engine.answer('sign');
    expect(bench.flags()).toEqual(['sign: unsafe']);
  });
});

it('answers a page of 1,000 images, and holds no more of them than the shelf does', async () => {
  bench = new ImageBench(new Shelf({ maxBytes: 200_000 }));
  const names = Array.from({ length: 1_000 }, (_, i) => `image${i}`);
  bench.ask(...names.map((name) => bench.image(name)));
  await eventually(() => expect(bench.fetcher.underWay.size).toBe(1_000));
  let most = 0;
  let again = 0;
  for (const name of names) {
    bench.fetcher.end(name, { ok: true, bytes: bytesOf(name.padEnd(10_000, '.')) });
  }
  // All have been looked up by now, and wait for the guard: the shelf holds the last few.
  await eventually(() => expect(bench.remembered).toHaveLength(1_000));
  while (bench.verdicts.length < 1_000) {
    for (const request of [...bench.engine.out]) {
      if (request.kind !== 'image') continue;
      // As the guard's Worker does: the bytes that have left the shelf are fetched once more.
      const given = bench.images.give(request.image);
      if (bench.fetcher.underWay.has(request.text)) {
        again++;
        bench.fetcher.end(request.text, {
          ok: true,
          bytes: bytesOf(request.text.padEnd(10_000, '.')),
        });
      }
      expect(await given).toMatchObject({ ok: true });
      most = Math.max(most, bench.shelf.count);
      bench.engine.answer(request.text);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(most).toBeLessThanOrEqual(20);
  expect(again).toBeGreaterThan(900);
  expect(new Set(bench.flags())).toEqual(new Set(names.map((name) => `${name}: unsafe`)));
});

describe('the memory that images take', () => {
  const SIZE = 10_000;
  /** Wanted, and their bytes come; the test keeps none of them. */
  async function come(names: readonly string[]): Promise<WeakRef<object>[]> {
    bench.ask(...names.map((name) => bench.image(name)));
    await bench.underWay(...names);
    return names.map((name) => {
      const bytes = bytesOf(name.padEnd(SIZE, '.'));
      bench.fetcher.end(name, { ok: true, bytes });
      return new WeakRef(bytes);
    });
  }

  it('is that of the shelf, however many wait', async () => {
    bench = new ImageBench(new Shelf({ maxBytes: 3 * SIZE }));
    const refs = await come(Array.from({ length: 40 }, (_, i) => `image ${i}`));
    await eventually(() => expect(bench.remembered).toHaveLength(40));
    await settle();
    expect(bench.verdicts).toEqual([]);
    expect(await kept(refs)).toBeLessThanOrEqual(3);
  });

  it('is none for what has been answered', async () => {
    const names = ['one', 'two', 'three'];
    const sources = names.map((name) => {
      const source = { from: 'page', data: `data:image/png,${name}` } as const;
      bench.ask(bench.image(name, 2, { source }));
      return new WeakRef(source);
    });
    await bench.out(...names);
    for (const name of names) bench.engine.answer(name);
    expect(bench.verdicts).toHaveLength(3);
    expect(await kept(sources)).toBe(0);
  });
});
