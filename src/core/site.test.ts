import { describe, expect, it } from 'vitest';
import { isSite, matchPattern, siteOf } from './site';

describe('siteOf', () => {
  it.each([
    ['https://example.com/a?b#c', 'example.com'],
    ['http://EXAMPLE.com:8080/', 'example.com'],
    ['http://127.0.0.1:4000/', '127.0.0.1'],
    ['http://[::1]:4000/', '[::1]'],
    ['https://ไทย.example/', 'xn--o3cw4h.example'],
    ['https://under_score.example.', 'under_score.example.'],
  ])('%s → %s', (url, site) => {
    expect(siteOf(url)).toBe(site);
    expect(isSite(site)).toBe(true);
  });

  it.each(['file:///etc/passwd', 'about:srcdoc', 'chrome://newtab', 'data:text/html,x', '', 'x'])(
    'has none for %s',
    (url) => expect(siteOf(url)).toBeNull(),
  );
});

it.each([
  '*',
  '*.example.com',
  'a/b',
  'a b',
  'example.com:80',
  '',
  '[::1',
  'ไทย.example',
  '<all_urls>',
  // A table would take them for something of its own.
  '__proto__',
  'constructor',
  'prototype',
])('no wildcard, other pattern or field of every object passes for a site: %s', (site) =>
  expect(isSite(site)).toBe(false),
);

it('makes one pattern for all ports and both schemes', () => {
  expect(matchPattern('example.com')).toBe('*://example.com/*');
});
