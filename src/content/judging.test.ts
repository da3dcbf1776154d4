import { afterEach, expect, test, vi } from 'vitest';
import { verdictOf } from '../core/verdict';
import type { ScreenElement } from './extract/element';
import { Judging, type JudgingDeps } from './judging';
import { fakeElement } from './testing/fake-element';

afterEach(() => vi.useRealTimers());

const elements = new Map<number, ScreenElement>();
const none = (): void => {};
const deps: JudgingDeps = {
  exchanges: { added: none, changed: () => false, removed: none },
  moved: none,
  schedule: {
    add: none,
    change: none,
    move: none,
    remove: none,
    loaded: none,
    answer: (id) => elements.get(id) ?? null,
    postpone: (id) => elements.get(id) ?? null,
    repeat: none,
    askAgain: none,
  },
  tally: { change: none },
  elements: () => elements,
  isFresh: () => true,
  imagesChanged: none,
  changed: none,
  removed: none,
  wake: none,
};

test('a verdict that is recalled again and again is asked for anew in the end', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const judging = new Judging(deps);
  const put = (id: number): ScreenElement => {
    const element = fakeElement(id, 'some words');
    elements.clear();
    elements.set(id, element);
    judging.added(element);
    return element;
  };
  put(1);
  judging.judged(1, 1, verdictOf(0.9, 'local'), false);
  vi.advanceTimersByTime(40_000);
  expect(put(2).verdict?.flag).toBe('unsafe');
  vi.advanceTimersByTime(40_000);
  expect(put(3).verdict).toBeNull();
});
