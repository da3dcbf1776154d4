import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  callFor,
  Entry,
  entryId,
  entryOf,
  MAX_SNIPPET,
  pageAddress,
  personFlag,
  reviewKey,
  Seen,
  snippetOf,
} from './entry';
import { decision, entry, key, seen } from './testing/entries';

describe('an entry', () => {
  it('is one for each content on each page', async () => {
    const one = await entryId(key(1), 'https://example.com/');
    expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(await entryId(key(1), 'https://example.com/')).toBe(one);
    expect(await entryId(key(2), 'https://example.com/')).not.toBe(one);
    expect(await entryId(key(1), 'https://example.com/other')).not.toBe(one);
  });

  it('knows the site of its page', async () => {
    const made = await entryOf(seen(1, { address: 'https://forum.example.org:8443/a?b=c' }));
    expect(made.site).toBe('forum.example.org');
    expect(v.parse(Entry, made)).toEqual(made);
  });

  it('has a content key of its own, the same for the same content', async () => {
    const text = { kind: 'prompt', text: 'Selamat pagi' } as const;
    expect(await reviewKey(text)).toBe(await reviewKey({ ...text }));
    expect(await reviewKey(text)).not.toBe(await reviewKey({ ...text, text: 'Selamat malam' }));
  });

  it.each([
    ['a flag that is unknown', { flag: 'unknown' }],
    ['a P above 1', { pUnsafe: 1.01 }],
    ['a P that is no number', { pUnsafe: Number.NaN }],
    ['a content that is no key', { content: 'x' }],
    ['an address with a password', { address: 'https://user:secret@example.com/' }],
    ['an address with a place in it', { address: 'https://example.com/#place' }],
    ['an address of a script', { address: 'javascript:alert(1)' }],
    ['an address of a file', { address: 'file:///etc/passwd' }],
    ['a language as nobody writes it', { language: 'EN_us' }],
    ['a snippet that is too long', { snippet: 'x'.repeat(MAX_SNIPPET + 1) }],
    ['a thumbnail that is too large', { thumbnail: new Uint8Array(32 * 1024 + 1) }],
    ['a time that Date does not know', { seenAt: 8.64e15 + 1 }],
  ])('is refused with %s', (_name, wrong) => {
    expect(v.is(Seen, seen(1))).toBe(true);
    expect(v.is(Seen, { ...seen(1), ...wrong })).toBe(false);
  });
});

it('keeps no secrets of an address', () => {
  const kept = pageAddress('https://user:secret@Example.com/a?q=1#token');
  expect(kept).toBe('https://example.com/a?q=1');
  expect(pageAddress('about:blank')).toBeNull();
  expect(pageAddress(`https://example.com/${'a'.repeat(3_000)}`)).toBeNull();
});

it.each([
  ['https://example.com/reset?token=a1b2&lang=th', 'https://example.com/reset?lang=th'],
  ['https://example.com/?access_token=x&id_token=y', 'https://example.com/'],
  ['https://example.com/cb?code=4%2F0Ab&state=z&scope=a+b', 'https://example.com/cb?scope=a+b'],
  ['https://example.com/a?PHPSESSID=1&sid=2&page=3', 'https://example.com/a?page=3'],
  ['https://example.com/f?X-Amz-Signature=ab&X-Amz-Date=1', 'https://example.com/f?X-Amz-Date=1'],
  [`https://example.com/m?a=${'Zm9v'.repeat(12)}&b=1`, 'https://example.com/m?b=1'],
  ['https://example.com/?password=p&passwd=q&pwd=r&api_key=s&key=t', 'https://example.com/'],
])('keeps no parameter that is a secret by its name or its look: %s', (url, kept) => {
  expect(pageAddress(url)).toBe(kept);
  expect(pageAddress(kept)).toBe(kept);
});

it.each([
  'https://example.com/watch?v=dQw4w9WgXcQ',
  'https://example.com/?author=x&q=two%20words&t=10&',
  'https://example.com/?q=a+long+search+for+something+that+is+no+secret+at+all+but+words',
  'https://example.com/a;b?c&d=',
])('leaves all other parameters as they are: %s', (url) => expect(pageAddress(url)).toBe(url));

it('cuts a snippet between characters as a reader sees them', () => {
  expect(snippetOf('short')).toBe('short');
  const long = snippetOf('👩‍👩‍👧 '.repeat(100));
  expect(long.length).toBeLessThanOrEqual(MAX_SNIPPET);
  expect(long.trim().endsWith('👩‍👩‍👧')).toBe(true);
});

it('tells what the person says from what the guard said', async () => {
  const agreed = await entry(1, { decision: decision() });
  const overturned = await entry(1, { decision: decision({ call: 'overturn' }) });
  expect(personFlag(await entry(1))).toBeNull();
  expect(personFlag(agreed)).toBe('unsafe');
  expect(personFlag(overturned)).toBe('safe');
  expect(personFlag({ ...overturned, flag: 'safe' })).toBe('unsafe');
  expect(callFor('safe', 'unsafe')).toBe('overturn');
  expect(callFor('unsafe', 'unsafe')).toBe('agree');
});
