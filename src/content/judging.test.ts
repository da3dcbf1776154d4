import { afterEach, expect, test, vi } from 'vitest';
import { unknown, type Verdict, verdictOf } from '../core/verdict';
import type { ScreenElement, TextElement } from './extract/element';
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

test.each([
  ['asked about once more', (judging: Judging) => judging.reconsider(true)],
  ['with another question', (judging: Judging, answer: TextElement) => judging.requestion(answer)],
])('an unsafe answer %s stays so while its turn is waited for', (_, again) => {
  const counted = new Map([['unsafe', 0]]);
  const count = (verdict: Verdict | null | undefined, by: number): void => {
    const name = verdict?.flag ?? 'waiting';
    if (verdict !== undefined) counted.set(name, (counted.get(name) ?? 0) + by);
  };
  const judging = new Judging({
    ...deps,
    tally: {
      change(before, after) {
        count(before, -1);
        count(after, 1);
      },
    },
  });
  const answer = fakeElement(1, 'some words');
  answer.turn = { role: 'answer', isKnown: true };
  elements.clear();
  elements.set(1, answer);
  judging.added(answer);
  judging.judged(1, 1, verdictOf(0.9, 'hosted'), false);
  again(judging, answer);
  expect(answer.verdict?.flag).toBe('unsafe');
  judging.judged(1, answer.version, unknown('turn', 'hosted'), false);
  expect(answer.verdict?.flag).toBe('unsafe');
  expect(counted.get('unsafe')).toBe(1);
  judging.judged(1, answer.version, verdictOf(0.1, 'hosted'), false);
  expect(answer.verdict?.flag).toBe('safe');
  expect(counted.get('unsafe')).toBe(0);
  // A turn that is waited for by what has no such verdict is said.
  judging.judged(1, answer.version, unknown('turn', 'hosted'), false);
  expect(answer.verdict?.reason).toBe('turn');
});
