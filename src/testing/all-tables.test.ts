import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingIn } from '../core/i18n';
import { LANGUAGES } from '../core/language';
import { ALL_TABLES, WRITTEN } from './all-tables';
import { leavesOf, problemsOf } from './walk';

/** Texts that are right as they are in other languages too, and functions by their paths. */
const SAME = new Set<string>([
  'Seawall',
  'SEA-LION',
  'Details',
  // Loanwords in some.
  'Model',
  'Server',
  'PIN',
  'Key',
  'Ctrl+Z',
  'Mail',
  'SEA-LION key',
  'now.device.adapter',
  'now.device.precision',
  'playground.sea-lion.ai',
  'https://playground.sea-lion.ai',
  'list.details.model',
  'list.details.id',
  'now.device.id',
  // Functions that put a colon or a sign between names.
  'list.of',
  'list.count',
  'never.of',
]);

const ROOT = join(import.meta.dirname, '..', '..');

const filesWithTables = (): string[] =>
  readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .filter((file) => /^export const \w+: Tables</m.test(readFileSync(join(ROOT, file), 'utf8')))
    .sort();

it('knows every table that there is', () => {
  expect(Object.keys(ALL_TABLES).sort()).toEqual(filesWithTables());
});

describe.each(Object.entries(ALL_TABLES))('%s', (_, tables) => {
  it('lacks no language that Seawall is written in', () => {
    expect(missingIn(tables).filter((language) => WRITTEN.includes(language))).toEqual([]);
  });

  const others = LANGUAGES.filter((language) => language !== 'en' && tables[language]);
  it.each(others)('says the same in %s', (language) => {
    expect(problemsOf(tables.en, tables[language] ?? {}, language, SAME)).toEqual([]);
  });

  it('can be walked: every text that is made of something is tried', () => {
    // Against itself only the English is wrong.
    const problems = problemsOf(tables.en, tables.en, 'en', { has: () => true });
    expect(problems).toEqual([]);
    expect(leavesOf(tables.en).size).toBeGreaterThan(0);
  });
});

describe('the walk', () => {
  const en = {
    name: 'Seawall',
    hello: 'Good morning',
    of: (done: string, all: string) => `${done} of ${all}`,
    count: (n: number) => `${n.toLocaleString('en')} pages`,
    inner: { sign: '·' },
  };
  const id = {
    name: 'Seawall',
    hello: 'Selamat pagi',
    of: (done: string, all: string) => `${done} dari ${all}`,
    count: (n: number) => `${n.toLocaleString('id')} halaman`,
    inner: { sign: '·' },
  };
  const wrong = (change: object) => problemsOf(en, { ...id, ...change }, 'id', SAME);

  it('finds nothing where all is well', () => {
    expect(wrong({})).toEqual([]);
  });

  it.each([
    ['hello: is missing', { hello: undefined }],
    ['hello: is empty', { hello: ' ' }],
    ['hello: is still English (“Good morning”)', { hello: 'Good morning' }],
    ['more: the original has no such text', { more: 'x' }],
    ['hello: is of another kind', { hello: () => 'Selamat pagi' }],
    ['of: leaves an argument out (“Zqxone dari”)', { of: (done: string) => `${done} dari` }],
    ['count: leaves a number out (“halaman”)', { count: () => 'halaman' }],
    ['inner.sign: is missing', { inner: {} }],
  ])('finds that %s', (problem, change) => {
    expect(wrong(change)).toContain(problem);
  });

  it('finds what breaks', () => {
    const of = (done: string, all: { text: string }) => `${done} ${all.text}`;
    expect(wrong({ of })[0]).toMatch(/^of: holds something broken/);
  });
});

it('names and commands are there for the browser in every language', () => {
  const messagesOf = (language: string): Record<string, { message: string }> =>
    JSON.parse(readFileSync(join(ROOT, 'public', '_locales', language, 'messages.json'), 'utf8'));
  const manifest = readFileSync(join(ROOT, 'manifest.json'), 'utf8');
  const wanted = [...manifest.matchAll(/__MSG_(\w+)__/g)].map(([, name]) => name);
  expect(wanted.length).toBeGreaterThan(5);
  const en = messagesOf('en');
  for (const language of LANGUAGES) {
    const messages = messagesOf(language);
    expect(Object.keys(messages).sort()).toEqual([...new Set(wanted)].sort());
    // The stores take no longer one.
    expect(messages.description?.message.length).toBeLessThanOrEqual(132);
    if (language === 'en') continue;
    for (const [name, { message }] of Object.entries(messages)) {
      if (name !== 'name') expect(message, `${language} ${name}`).not.toBe(en[name]?.message);
    }
  }
});
