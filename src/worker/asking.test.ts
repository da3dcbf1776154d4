import { describe, expect, it } from 'vitest';
import type { AskAnswer, AskRequest, PromptKind } from '../platform/guard-protocol';
import { type Asked, Asking, GivenUp } from './asking';
import type { Timers } from './deadline';
import type { PromptTokenizer, Question } from './prompt';

/** Time that passes when a test says so. */
class Clock implements Timers {
  private readonly ticks = new Set<() => void>();

  every(_milliseconds: number, tick: () => void): () => void {
    this.ticks.add(tick);
    return () => this.ticks.delete(tick);
  }

  get waiting(): number {
    return this.ticks.size;
  }

  pass(ticks: number): void {
    for (let i = 0; i < ticks; i++) for (const tick of [...this.ticks]) tick();
  }
}

/** A token a character, one before the text. */
const suffixOf = ({ text }: Question): number[] => [0, ...text].map((c) => `${c}`.charCodeAt(0));
const PROMPT = {
  suffix: suffixOf,
  textTokens: (text: string) => suffixOf({ kind: 'prompt', text }).slice(1),
  prefix: () => [1, 2, 3],
} satisfies Partial<PromptTokenizer>;

type Logits = [safe: number, unsafe: number];
type Run = (suffixes: readonly (readonly number[])[], kind: PromptKind) => Promise<Logits[]>;

const SAFE: Logits = [2, -2];
const UNSAFE: Logits = [-2, 2];
const textOf = (suffix: readonly number[]): string => String.fromCharCode(...suffix.slice(1));

/** Asks a guard that runs so, until nothing waits or it is given up. */
function bench(run: Run, contextLimit = 8_192) {
  const answers: AskAnswer[] = [];
  const runs: string[][] = [];
  const clock = new Clock();
  const asking = new Asking({
    send: (some) => answers.push(...some),
    timers: clock,
    take: () => Promise.reject(new Error('there are no images here')),
    wake: () => {},
  });
  const guard: Asked = {
    prompt: PROMPT as unknown as PromptTokenizer,
    build: { contextLimit },
    ask: async (kind, suffixes) => {
      const lists = suffixes.map((suffix) => ('tokens' in suffix ? suffix.tokens : suffix));
      runs.push(lists.map(textOf));
      return run(lists, kind);
    },
    blind: 'it reads text only',
    prepare: () => Promise.reject(new Error('it reads text only')),
    see: () => Promise.reject(new Error('it reads text only')),
  };
  const aborting = new AbortController();
  return {
    ...{ answers, runs, clock, asking, aborting, guard },
    ask: (...texts: string[]) =>
      texts.forEach((text, id) => {
        asking.accept(request(id, text), guard);
      }),
    step: () => asking.run(guard, aborting.signal),
    async all(): Promise<void> {
      while (asking.isReady) await asking.run(guard, aborting.signal);
    },
  };
}

const request = (id: number, text: string, priority: AskRequest['priority'] = 0): AskRequest => ({
  kind: 'prompt',
  ...{ id, text, priority },
});

const judge = async (suffixes: readonly (readonly number[])[]): Promise<Logits[]> =>
  suffixes.map((suffix) => (textOf(suffix).includes('bad') ? UNSAFE : SAFE));

const outcomes = (answers: readonly AskAnswer[]) =>
  Object.fromEntries(
    answers.map((each) => [each.id, each.ok ? each.pUnsafe > 0.5 : each.reason] as const),
  );

describe('what is asked', () => {
  it('is answered once, each by its own logits', async () => {
    const { ask, all, answers, runs } = bench(judge);
    ask('a good day', 'a bad day', 'another');
    await all();
    expect(outcomes(answers)).toEqual({ 0: false, 1: true, 2: false });
    expect(runs).toHaveLength(1);
  });

  it('by one kind of prompt is never packed with another', async () => {
    const kinds: PromptKind[] = [];
    const { asking, guard, all, answers } = bench(async (suffixes, kind) => {
      kinds.push(kind);
      return judge(suffixes);
    });
    asking.accept(request(1, 'one'), guard);
    asking.accept({ ...request(2, 'two'), kind: 'response', question: 'q' }, guard);
    await all();
    expect(kinds.sort()).toEqual(['prompt', 'response']);
    expect(answers).toHaveLength(2);
  });

  it('that is long is as bad as the worst of its windows, which count together', async () => {
    const { ask, all, answers, runs } = bench(judge);
    ask(`${'all is well. '.repeat(60)}a bad day. ${'all is well. '.repeat(60)}`);
    await all();
    expect(runs.flat().length).toBeGreaterThan(2);
    expect(answers).toMatchObject([{ ok: true, whole: true }]);
    expect(outcomes(answers)).toEqual({ 0: true });
  });

  it('and cancelled is not run, and has no answer though it was in a run', async () => {
    let finish = (): void => {};
    const { ask, asking, step, answers, runs } = bench(async (suffixes) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return judge(suffixes);
    });
    ask('one', 'two');
    asking.forget(0);
    const run = step();
    asking.forget(1);
    finish();
    await run;
    expect(runs).toEqual([['two']]);
    expect(answers).toEqual([]);
    expect(asking.isReady).toBe(false);
  });

  it('and trips the tokenizer is refused alone', async () => {
    const { asking, guard, all, answers } = bench(judge);
    const prompt = {
      ...PROMPT,
      suffix: (question: Question) => {
        if (question.text.includes('trip')) throw new Error('no such token');
        return suffixOf(question);
      },
    };
    const tripping = { ...guard, prompt: prompt as unknown as PromptTokenizer };
    asking.accept(request(1, 'trip'), tripping);
    asking.accept(request(2, 'go'), tripping);
    await all();
    expect(answers).toMatchObject([
      { id: 1, ok: false, reason: 'bad-answer', message: 'no such token' },
      { id: 2, ok: true },
    ]);
  });
});

describe('a run that fails', () => {
  const poisoned: Run = async (suffixes) => {
    if (suffixes.some((suffix) => textOf(suffix).includes('poison'))) throw new Error('it broke');
    return judge(suffixes);
  };

  it('is asked in halves, until what it failed for is alone', async () => {
    const { ask, all, answers } = bench(poisoned);
    ask('one', 'two', 'poison', 'a bad one', 'five', 'six', 'seven');
    await all();
    expect(outcomes(answers)).toEqual({
      ...{ 0: false, 1: false, 2: 'bad-answer', 3: true, 4: false, 5: false, 6: false },
    });
  });

  it('does not hold up what comes into view meanwhile', async () => {
    const { ask, asking, guard, step, answers } = bench(poisoned);
    ask('one', 'two', 'three', 'poison', 'five', 'six', 'seven', 'eight');
    await step();
    asking.accept(request(99, 'in view'), guard);
    await step();
    await step();
    expect(answers.map(({ id }) => id)).toContain(99);
  });

  it('with numbers that are none is a failure too', async () => {
    const { ask, all, answers } = bench(async (suffixes) =>
      suffixes.map((suffix) => (textOf(suffix) === 'odd' ? [Number.NaN, 1] : SAFE)),
    );
    ask('one', 'odd', 'three');
    await all();
    expect(outcomes(answers)).toEqual({ 0: false, 1: 'bad-answer', 2: false });
  });

  it('for any text at all is a guard to be opened anew', async () => {
    const { ask, all, answers, asking } = bench(async () => {
      throw new Error('it broke');
    });
    ask('one', 'two', 'three');
    await expect(all()).rejects.toThrow(GivenUp);
    expect(answers).toEqual([]);
    asking.refuseAll('interrupted', 'it broke');
    expect(outcomes(answers)).toEqual({ 0: 'interrupted', 1: 'interrupted', 2: 'interrupted' });
  });

  it('for want of memory is followed by smaller ones', async () => {
    const sizes: number[] = [];
    const texts = Array.from({ length: 30 }, (_, i) => `text ${i} of many`);
    const { ask, all, answers } = bench(async (suffixes) => {
      const tokens = suffixes.reduce((sum, { length }) => sum + length, 0);
      sizes.push(tokens);
      if (tokens > 70) throw new Error('Out of memory');
      return judge(suffixes);
    });
    ask(...texts);
    await all();
    expect(answers.filter(({ ok }) => ok)).toHaveLength(texts.length);
    expect(sizes[0]).toBeGreaterThan(70);
    expect(sizes.filter((size) => size > 70).length).toBeLessThan(4);
  });
});

describe('a run that hangs', () => {
  const never = (): Promise<never> => new Promise(() => {});

  it('ends at its deadline: what it held is too late, the rest waits, the guard is given up', async () => {
    const { ask, step, clock, answers, asking } = bench(never);
    // The newest go first.
    ask('x'.repeat(150), 'one', 'two');
    const run = step();
    await Promise.resolve();
    // Sixty seconds: twenty times what a first run may take.
    clock.pass(119);
    expect(answers).toEqual([]);
    clock.pass(2);
    await expect(run).rejects.toThrow(GivenUp);
    expect(outcomes(answers)).toEqual({ 1: 'timeout', 2: 'timeout' });
    expect(clock.waiting).toBe(0);
    asking.refuseAll('interrupted', 'closed');
    expect(answers).toHaveLength(3);
  });

  it('ends at once with its guard', async () => {
    const { ask, step, aborting, answers, clock } = bench(never);
    ask('one');
    const run = step();
    aborting.abort(new GivenUp('the device was lost'));
    await expect(run).rejects.toThrow('the device was lost');
    expect(answers).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it('has a deadline by what such runs took before', async () => {
    let hang = false;
    const { ask, asking, guard, all, step, clock } = bench((suffixes) =>
      hang ? never() : judge(suffixes),
    );
    ask('one', 'two', 'three');
    await all();
    hang = true;
    asking.accept(request(9, 'again'), guard);
    const run = step();
    await Promise.resolve();
    // Ten seconds at least, though a run took no time at all.
    clock.pass(21);
    await expect(run).rejects.toThrow('no answer within 10 seconds');
  });
});
