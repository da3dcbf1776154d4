import { describe, expect, it } from 'vitest';
import { defaultProtection, parentalProtection } from '../../core/protection';
import { unknown, verdictOf } from '../../core/verdict';
import { type LookOf, lookOf } from './look';

const of = (change: Partial<LookOf>): LookOf => ({
  kind: 'text',
  verdict: null,
  isRevealed: false,
  isOverdue: false,
  before: null,
  ...change,
});
const unsafe = verdictOf(0.9, 'local');
const safe = verdictOf(0.1, 'local');
const usual = defaultProtection();
const parental = parentalProtection();

describe('what is to be seen', () => {
  it('is by the rule where it is unsafe, text and image each by its own', () => {
    expect(lookOf(of({ verdict: unsafe }), usual)).toEqual({ kind: 'mark', why: 'unsafe' });
    expect(lookOf(of({ kind: 'image', verdict: unsafe }), usual).kind).toBe('blur');
    expect(lookOf(of({ verdict: unsafe }), { ...usual, text: 'hide' }).kind).toBe('hide');
    expect(lookOf(of({ verdict: unsafe, isRevealed: true }), parental).kind).toBe('shown');
    expect(lookOf(of({ verdict: unsafe, isRevealed: true }), usual).kind).toBe('mark');
  });

  it('is nothing before the verdict where pages are held, and the page’s own elsewhere', () => {
    expect(lookOf(of({}), usual).kind).toBe('plain');
    expect(lookOf(of({}), parental).kind).toBe('held');
    expect(lookOf(of({ verdict: safe }), parental).kind).toBe('plain');
    expect(lookOf(of({ verdict: unknown('turn') }), parental).kind).toBe('held');
  });

  it('is by the rule for that where nobody judges it, or not in time', () => {
    const show = { ...parental, unjudged: 'show' } as const;
    expect(lookOf(of({ verdict: unknown('no-guard') }), parental)).toEqual({
      kind: 'cover',
      why: 'unjudged',
    });
    expect(lookOf(of({ isOverdue: true }), parental).kind).toBe('cover');
    expect(lookOf(of({ isOverdue: true }), show).kind).toBe('plain');
    expect(lookOf(of({ verdict: unknown('no-guard') }), show).kind).toBe('plain');
    expect(lookOf(of({ verdict: unknown('no-guard') }), usual).kind).toBe('plain');
    expect(lookOf(of({ isOverdue: true, isRevealed: true }), parental).kind).toBe('shown');
  });

  it('stays what it was while it is asked about again', () => {
    expect(lookOf(of({ before: 'safe' }), parental).kind).toBe('plain');
    expect(lookOf(of({ before: 'unsafe' }), parental).kind).toBe('cover');
    expect(lookOf(of({ kind: 'image', before: 'unsafe' }), usual).kind).toBe('blur');
    // A mark says what is known now.
    expect(lookOf(of({ before: 'unsafe' }), usual).kind).toBe('plain');
  });
});
