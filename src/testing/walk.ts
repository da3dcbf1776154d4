/** What is wrong with a table of words beside its original, a line each. */
import { number, speak } from '../core/i18n';
import type { Language } from '../core/language';

/** Texts that may read the same: names, signs, and what no language writes otherwise. */
export interface Same {
  has(text: string): boolean;
}

type Leaf = string | ((...args: never[]) => unknown);

/** Told apart from words and from each other, wherever they come out. */
const NAMES = ['Zqxone', 'Zqxtwo', 'Zqxthree', 'Zqxfour'];
const COUNTS = [4321, 5432, 6543, 7654];
/** Counts that take other forms in some language. */
const FORMS = [0, 1, 2, 3, 5, 11, 21, 100];
const MAX_ARGUMENTS = 4;
const BROKEN = /\b(undefined|NaN|null)\b|\[object|=>/;

/** All texts of a table by their paths. */
export function leavesOf(table: unknown, path = ''): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  if (typeof table === 'string') leaves.set(path, table);
  else if (isCallable(table)) leaves.set(path, table);
  else if (typeof table === 'object' && table !== null) {
    for (const [name, value] of Object.entries(table)) {
      for (const [at, leaf] of leavesOf(value, path === '' ? name : `${path}.${name}`))
        leaves.set(at, leaf);
    }
  }
  return leaves;
}

const isCallable = (value: unknown): value is (...args: never[]) => unknown =>
  typeof value === 'function';

export function problemsOf(
  original: object,
  translation: object,
  language: Language,
  same: Same,
): string[] {
  const [ours, theirs] = [leavesOf(original), leavesOf(translation)];
  const extra = [...theirs.keys()].filter((path) => !ours.has(path));
  const problems = extra.map((path) => `${path}: the original has no such text`);
  for (const [path, leaf] of ours) {
    const other = theirs.get(path);
    if (other === undefined) problems.push(`${path}: is missing`);
    else if (typeof leaf !== typeof other) problems.push(`${path}: is of another kind`);
    else if (typeof leaf === 'string') problems.push(...ofText(path, leaf, String(other), same));
    else if (isCallable(other)) problems.push(...ofFunction(path, leaf, other, language, same));
  }
  return problems;
}

function ofText(path: string, original: string, text: string, same: Same): string[] {
  if (original.trim() !== '' && text.trim() === '') return [`${path}: is empty`];
  // A sign or a number alone is no word.
  if (text === original && /\p{L}{2}/u.test(text) && !same.has(text))
    return [`${path}: is still English (“${text}”)`];
  return [];
}

/**
 * Nobody says here what arguments a text takes: all likely ones are tried, and those under which the
 * original makes a whole sentence count.
 */
function ofFunction(
  path: string,
  original: (...args: never[]) => unknown,
  other: (...args: never[]) => unknown,
  language: Language,
  same: Same,
): string[] {
  const problems = new Set<string>();
  let [tried, failed] = [0, 0];
  for (const args of likelyArguments(original)) {
    const ours = said(original, args, 'en');
    if (ours === null || BROKEN.test(ours)) continue;
    tried++;
    const theirs = said(other, args, language);
    // Some take words where a list is meant, as `[...words]` does, and others do not.
    if (theirs === null) failed++;
    else if (BROKEN.test(theirs)) problems.add(`${path}: holds something broken (“${theirs}”)`);
    else if (ours !== '' && theirs.trim() === '') problems.add(`${path}: is empty`);
    else {
      for (const name of NAMES)
        if (ours.includes(name) && !theirs.includes(name))
          problems.add(`${path}: leaves an argument out (“${theirs}”)`);
      for (const count of COUNTS)
        if (ours.includes(written(count, 'en')) && !theirs.includes(written(count, language)))
          problems.add(`${path}: leaves a number out (“${theirs}”)`);
      if (theirs === ours && hasWords(ours, args) && !same.has(path))
        problems.add(`${path}: is still English (“${theirs}”)`);
    }
  }
  if (failed > 0 && failed === tried) problems.add(`${path}: fails where the original does not`);
  if (tried === 0) problems.add(`${path}: no arguments were found that it can be tried with`);
  return [...problems];
}

/** Beyond the arguments. */
const hasWords = (text: string, args: readonly unknown[]): boolean => {
  const given = args.filter((each) => typeof each !== 'object').map(String);
  // The longest first: one may be in another.
  const names = ['Seawall', ...NAMES, ...given].sort((a, b) => b.length - a.length);
  return /\p{L}{2}/u.test(names.reduce((rest, name) => rest.replaceAll(name, ''), text));
};

function said(
  text: (...args: never[]) => unknown,
  args: readonly unknown[],
  language: Language,
): string | null {
  speak(() => language);
  try {
    const result: unknown = Reflect.apply(text, undefined, args);
    return typeof result === 'string' ? result : null;
  } catch {
    return null;
  } finally {
    speak(() => 'en');
  }
}

function written(count: number, language: Language): string {
  speak(() => language);
  const text = number(count);
  speak(() => 'en');
  return text;
}

function* likelyArguments(text: (...args: never[]) => unknown): Generator<unknown[], void> {
  // Those with a default are not counted by `length`: one more is tried.
  const most = Math.min(MAX_ARGUMENTS, text.length + 1);
  for (let length = text.length; length <= most; length++) {
    yield* combinations(length, (at) => [
      NAMES[at],
      COUNTS[at],
      true,
      false,
      [NAMES[at]],
      // An object of counts.
      new Proxy({}, { get: () => COUNTS[at] }),
      ...(length <= 2 ? KEYS : FEW_KEYS),
    ]);
  }
  if (text.length === 1) {
    for (const count of FORMS) yield [count];
  }
}

/**
 * Words of ours that texts are chosen by: a table by engine or kind has no other keys. A function
 * that is chosen by others needs one of its own here.
 */
const FEW_KEYS = ['server', 'text', 'slow'];
const KEYS = [
  ...FEW_KEYS,
  'sites',
  'hosted',
  'local',
  'image',
  'unsafe',
  'safe',
  'fast',
  'balanced',
];

function* combinations(
  length: number,
  at: (index: number) => readonly unknown[],
): Generator<unknown[], void> {
  if (length === 0) {
    yield [];
    return;
  }
  for (const head of combinations(length - 1, at)) {
    for (const last of at(length - 1)) yield [...head, last];
  }
}
