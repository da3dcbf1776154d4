/** Images among what is asked: with a guard, a background and a clock that do what a test says. */
import { describe, expect, it } from 'vitest';
import { GivenUp } from '../asking';
import { bench, give, never, outcomes, settled } from '../testing/image-bench';
import { ImageError } from './trouble';

describe('an image that is asked about', () => {
  it('is fetched, looked at, and asked, and gets its own answer', async () => {
    const { image, all, answers, turns } = bench();
    image(1, 'good');
    image(2, 'bad');
    await all();
    expect(outcomes(answers)).toEqual({ 1: false, 2: true });
    expect(turns).toEqual(['look bad', 'bad', 'look good', 'good']);
  });

  it('is asked with its caption and its tokens, which the answer counts', async () => {
    const { image, all, answers } = bench();
    image(1, 'good', 0, 'a cat');
    await all();
    // One of the image, the words around it, five of the caption.
    expect(answers).toEqual([
      { ok: true, id: 1, pUnsafe: expect.any(Number), tokens: 7, whole: true },
    ]);
  });

  it('takes turns with texts, so that a text waits for one look at most', async () => {
    const seen: string[] = [];
    const { image, text, all, turns } = bench({
      see: async (name) => {
        // It comes into view while the tower runs.
        if (!seen.includes(name)) text(100 + seen.push(name), `after ${name}`);
      },
    });
    for (let id = 1; id <= 3; id++) image(id, `i${id}`);
    text(9, 'first');
    await all();
    expect(turns[0]).toBe('first');
    for (const name of seen) {
      const look = turns.indexOf(`look ${name}`);
      expect(turns[look + 1]).toBe(`after ${name}`);
    }
    expect(turns).toHaveLength(10);
  });

  it('that does not come delays neither texts nor other images', async () => {
    const { image, text, all, answers, asking } = bench({
      take: (token, signal) => (token === 'stalled' ? never() : give(token, signal)),
    });
    image(1, 'stalled');
    image(2, 'good');
    text(3, 'a text');
    await all();
    expect(outcomes(answers)).toEqual({ 2: false, 3: false });
    expect(asking.isReady).toBe(false);
  });

  it('is interrupted where the background does not give it', async () => {
    const { image, all, answers } = bench({ take: () => Promise.reject(new Error('no answer')) });
    image(1, 'gone');
    await all();
    expect(answers).toMatchObject([{ ok: false, id: 1, reason: 'interrupted' }]);
  });

  it.each(['image-missing', 'image-locked', 'image-too-large', 'image-broken'] as const)(
    'is unknown for the trouble that the background had: %s',
    async (trouble) => {
      const { image, all, answers } = bench({
        take: async () => ({ ok: false, trouble, message: 'why' }),
      });
      image(1, 'x');
      await all();
      expect(answers).toEqual([{ ok: false, id: 1, reason: trouble, message: 'why' }]);
    },
  );

  it('is unknown for what went wrong in decoding it, which the next one is not', async () => {
    const { image, all, answers, turns } = bench({
      prepare: async (name) => {
        if (name === 'bomb') throw new ImageError('image-too-large', '12000 × 12000');
        if (name === 'odd') throw new Error('a mistake of ours');
      },
    });
    for (const [id, name] of ['bomb', 'odd', 'good'].entries()) image(id, name);
    await all();
    expect(outcomes(answers)).toEqual({ 0: 'image-too-large', 1: 'bad-answer', 2: false });
    expect(turns).toEqual(['look good', 'good']);
  });

  it('whose decoding hangs times out, and the next is decoded', async () => {
    const { image, all, answers, clock } = bench({
      prepare: (name) => (name === 'hangs' ? never() : Promise.resolve()),
    });
    image(1, 'hangs');
    image(2, 'good');
    await all();
    expect(answers).toEqual([]);
    clock.pass(42);
    await all();
    expect(outcomes(answers)).toEqual({ 1: 'timeout', 2: false });
  });

  it('is one of four that are held at most, decoded one at a time', async () => {
    const { image, all, answers, counts, turns } = bench();
    for (let id = 0; id < 20; id++) image(id, `i${id}`);
    await settled();
    expect(counts.taken).toBe(4);
    await all();
    expect(answers).toHaveLength(20);
    expect(counts).toMatchObject({ taken: 20, mostDecoding: 1 });
    expect(turns.filter((turn) => turn.startsWith('look'))).toHaveLength(20);
  });
});

describe('an image that is cancelled', () => {
  it('while it comes is not waited for, and makes room', async () => {
    const signals: AbortSignal[] = [];
    const { image, all, asking, answers, counts } = bench({
      take: (token, signal) => {
        signals.push(signal);
        return token === 'stalled' ? never() : give(token, signal);
      },
    });
    for (let id = 0; id < 4; id++) image(id, 'stalled');
    image(4, 'good');
    await settled();
    expect(counts.taken).toBe(4);
    asking.forget(2);
    expect(signals.map(({ aborted }) => aborted)).toContain(true);
    await all();
    expect(outcomes(answers)).toEqual({ 4: false });
  });

  it('before or during its look has no answer, and is not asked', async () => {
    const { image, all, asking, answers, turns } = bench({
      see: async (name) => {
        if (name === 'second') asking.forget(2);
      },
    });
    image(1, 'first');
    image(2, 'second');
    image(3, 'third');
    await settled();
    asking.forget(1);
    await all();
    expect(turns).toEqual(['look third', 'third', 'look second']);
    expect(answers.map(({ id }) => id)).toEqual([3]);
  });

  it('after its look frees what was held of it', async () => {
    const { image, asking, step, counts } = bench();
    for (let id = 0; id < 5; id++) image(id, `i${id}`);
    await settled();
    await step();
    expect(counts.taken).toBe(4);
    asking.forget(3);
    await settled();
    expect(counts.taken).toBe(5);
    expect(asking.isReady).toBe(true);
  });
});

describe('a guard that does not see', () => {
  it('says so at once, and nothing is fetched', async () => {
    const { image, text, all, answers, counts } = bench({ blind: 'This guard reads text only.' });
    image(1, 'x');
    text(2, 'a text');
    expect(answers).toEqual([
      { ok: false, id: 1, reason: 'no-sight', message: 'This guard reads text only.' },
    ]);
    await all();
    expect(outcomes(answers)).toEqual({ 1: 'no-sight', 2: false });
    expect(counts.taken).toBe(0);
  });

  it('by its numbers is found out at the first look, for all images that wait', async () => {
    const { image, text, all, answers, turns } = bench({
      see: async () => {
        throw new ImageError('no-sight', 'off by 0.3');
      },
    });
    for (let id = 0; id < 9; id++) image(id, `i${id}`, 1);
    text(20, 'a text', 2);
    await all();
    expect(turns.filter((turn) => turn.startsWith('look'))).toHaveLength(1);
    expect(answers.filter((each) => !each.ok && each.message === 'off by 0.3')).toHaveLength(9);
    expect(outcomes(answers)).toMatchObject({ 0: 'no-sight', 8: 'no-sight', 20: false });
  });
});

describe('an image that fails', () => {
  it('in the tower is refused alone, where the guard still answers', async () => {
    const { image, text, all, answers, turns } = bench({
      see: async (name) => {
        if (name === 'poison') throw new Error('shape mismatch');
      },
    });
    image(1, 'good');
    image(2, 'poison');
    text(3, 'a text');
    await all();
    expect(outcomes(answers)).toEqual({ 1: false, 2: 'bad-answer', 3: false });
    expect(turns).toContain('Hello.');
  });

  it('in the tower of a guard that answers nothing any more gives the guard up', async () => {
    const { image, text, step, asking, answers } = bench({
      see: () => Promise.reject(new Error('device is lost')),
      run: () => Promise.reject(new Error('device is lost')),
    });
    image(1, 'good');
    await settled();
    await expect(step()).rejects.toBeInstanceOf(GivenUp);
    expect(answers).toEqual([]);
    text(2, 'a text');
    asking.refuseAll('interrupted', 'crashed');
    expect(outcomes(answers)).toEqual({ 1: 'interrupted', 2: 'interrupted' });
    expect(asking.isReady).toBe(false);
  });

  it('by taking too long times out, and gives the guard up', async () => {
    let slow = false;
    const { image, step, all, clock, answers } = bench({
      see: () => (slow ? never() : Promise.resolve()),
    });
    image(1, 'good');
    await all();
    slow = true;
    image(2, 'slow');
    await settled();
    const stepped = step();
    const given = expect(stepped).rejects.toBeInstanceOf(GivenUp);
    await settled();
    clock.pass(25);
    await given;
    expect(outcomes(answers)).toEqual({ 1: false, 2: 'timeout' });
  });

  it('the first of all has minutes, since the tower is opened then', async () => {
    const { image, step, clock, answers } = bench({ see: () => never() });
    image(1, 'first');
    await settled();
    const stepped = expect(step()).rejects.toBeInstanceOf(GivenUp);
    await settled();
    clock.pass(300);
    expect(answers).toEqual([]);
    clock.pass(100);
    await stepped;
    expect(outcomes(answers)).toEqual({ 1: 'timeout' });
  });

  it('in the decoder is asked again alone, and refused alone', async () => {
    const { image, all, answers, turns } = bench({
      see: async (name) => {
        // Comes into view before the first is asked, so that both are ready for one run.
        if (name === 'good') image(2, 'poison', 0);
      },
      run: async (names) => {
        if (names.includes('poison')) throw new Error('no finite numbers');
      },
    });
    image(1, 'good', 1);
    await all();
    expect(outcomes(answers)).toEqual({ 1: false, 2: 'bad-answer' });
    expect(turns).toEqual([
      ...['look good', 'look poison', 'poison+good'],
      ...['poison', 'Hello.', 'good'],
    ]);
  });

  it('ends with the run that its guard’s end ends', async () => {
    const { image, step, aborting, answers } = bench({ see: () => never() });
    image(1, 'x');
    await settled();
    const stepped = expect(step()).rejects.toBeInstanceOf(GivenUp);
    await settled();
    aborting.abort(new GivenUp('the guard was closed'));
    await stepped;
    expect(answers).toEqual([]);
  });
});
