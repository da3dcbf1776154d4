import { expect, test } from 'vitest';
import { verdictByPerson, verdictOf } from '../../core/verdict';
import { markWords } from './words';

const verdict = verdictOf(0.973, 'local');

test('a mark says who flags, how sure it is, and that it can be wrong', () => {
  expect(markWords({ kind: 'text', verdict, practice: false })).toBe(
    'Seawall: the guard flags this text as unsafe (97%). Seawall can be wrong. Look before you decide.',
  );
});

test('what a person has said is no guard’s word', () => {
  expect(markWords({ kind: 'text', verdict: verdictByPerson('unsafe'), practice: false })).toBe(
    'Seawall: this text was called unsafe by a person who reviewed it here.',
  );
});

test('a picture is called one', () => {
  expect(markWords({ kind: 'image', verdict, practice: false })).toContain(
    'flags this picture as unsafe (97%)',
  );
});

test('the practice guard is named and said to be no protection', () => {
  expect(markWords({ kind: 'text', verdict, practice: true })).toContain(
    'practice guard, which is no protection',
  );
});
