import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Completion, judged, wordOf } from './answer';

const said = (content: string | null, logprobs: unknown = null, finish = 'stop') =>
  judged(
    v.parse(Completion, { choices: [{ message: { content }, finish_reason: finish, logprobs }] }),
  );
const listed = (...tokens: [string, number][]) => {
  const top = tokens.map(([token, p]) => ({ token, logprob: Math.log(p) }));
  return { content: [{ ...top[0], top_logprobs: top }] };
};

describe('a word', () => {
  it.each(['safe', 'SAFE.', ' Safe\n', '**safe**', '"safe"'])('%j is safe', (text) => {
    expect(said(text)).toEqual({ pUnsafe: 0, basis: 'word' });
  });
  it.each(['unsafe', 'UNSAFE.', 'Unsafe\nS1', '**unsafe**', 'unsafe: it asks for a weapon'])(
    '%j is unsafe',
    (text) => {
      expect(said(text)).toEqual({ pUnsafe: 1, basis: 'word' });
    },
  );
  it.each([
    '',
    null,
    'not safe',
    'safe or unsafe',
    'safely',
    'I cannot help with that.',
    'safe, but only just',
    '安全',
    's',
    'sa',
  ])('%j is no answer', (text) => {
    expect(said(text)).toBeNull();
  });
  it('is `unsafe` where its first piece was all that was allowed', () => {
    expect(wordOf('un', true)).toBe('unsafe');
    expect(wordOf('uns', true)).toBe('unsafe');
    expect(wordOf('un', false)).toBeNull();
    expect(wordOf('u', true)).toBeNull();
    // It might go on as anything.
    expect(wordOf('sa', true)).toBeNull();
  });
});

describe('probabilities', () => {
  it('are those of the two first tokens, against each other', () => {
    const answer = said('safe', listed(['safe', 0.6], ['unsafe', 0.3], ['S', 0.1]));
    expect(answer?.basis).toBeNull();
    expect(answer?.pUnsafe).toBeCloseTo(1 / 3, 10);
  });
  it('are summed over spellings, and over the first pieces of `unsafe`', () => {
    const answer = said('un', listed(['un', 0.4], ['safe', 0.3], [' Safe', 0.1], ['Un', 0.2]));
    expect(answer?.pUnsafe).toBeCloseTo(0.6, 10);
  });
  it('count one that is not listed as the least that is', () => {
    const answer = said('safe', listed(['safe', 0.98], ['S', 0.02]));
    expect(answer?.pUnsafe).toBeCloseTo(0.02, 10);
    const other = said('unsafe', listed(['unsafe', 0.9], ['S', 0.1]));
    expect(other?.pUnsafe).toBeCloseTo(0.9, 10);
  });
  it('count the complement where one token is listed', () => {
    const only = { content: [{ token: 'safe', logprob: Math.log(0.9) }] };
    expect(said('safe', only)?.pUnsafe).toBeCloseTo(0.1, 10);
  });
  it('never make `safe` of an `unsafe` that stands alone, however unlikely it was', () => {
    for (const p of [0.6, 0.5, 0.4, 0.1, 1e-9]) {
      const only = { content: [{ token: 'unsafe', logprob: Math.log(p) }] };
      expect(said('unsafe', only)?.pUnsafe).toBeGreaterThanOrEqual(0.5);
    }
  });
  it('that all are tiny are told apart all the same', () => {
    const tiny = listed(['Hello', 1e-11], ['safe', 1e-13], ['x', 1e-17]);
    expect(said('Hello', tiny)).toBeNull();
  });
  it('pass over a blank first token', () => {
    const blank = { token: '\n', logprob: 0, top_logprobs: [{ token: '\n', logprob: 0 }] };
    const content = [blank, ...listed(['unsafe', 0.75], ['safe', 0.25]).content];
    expect(said('\nunsafe', { content })?.pUnsafe).toBeCloseTo(0.75, 10);
  });
  it('that are next to nothing are none: it would have said something else', () => {
    const thinks = listed(['<think>', 0.9], ['safe', 1e-4], ['unsafe', 1e-6]);
    expect(said('<think>', thinks)).toBeNull();
    expect(said('safe', thinks)).toEqual({ pUnsafe: 0, basis: 'word' });
    const split = listed(['I', 0.4], ['safe', 0.35], ['unsafe', 0.25]);
    expect(said('I', split)?.pUnsafe).toBeCloseTo(0.25 / 0.6, 6);
  });
  it('of something else leave the word', () => {
    expect(said('safe', listed(['Sure', 0.9], ['Well', 0.1]))).toEqual({
      pUnsafe: 0,
      basis: 'word',
    });
    expect(said('Sure', listed(['Sure', 0.9], ['Well', 0.1]))).toBeNull();
    expect(said('safe', { content: 'none' })).toEqual({ pUnsafe: 0, basis: 'word' });
    expect(said('safe', { content: [] })).toEqual({ pUnsafe: 0, basis: 'word' });
  });
});
