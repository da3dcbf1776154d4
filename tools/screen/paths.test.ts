import { afterEach, expect, it, vi } from 'vitest';
import { placed } from './paths';

afterEach(() => vi.unstubAllEnvs());

it('means every path from where the command was typed', () => {
  vi.stubEnv('INIT_CWD', '/home/me/pages');
  const given = { browser: 'chrome', guard: '../guard', out: 'o/seen.json', screenshots: 'shots' };
  expect(placed(given)).toEqual({
    browser: 'chrome',
    guard: '/home/me/guard',
    out: '/home/me/pages/o/seen.json',
    screenshots: '/home/me/pages/shots',
  });
});

it('leaves alone what is no path, is absolute or is not given', () => {
  vi.stubEnv('INIT_CWD', '/home/me/pages');
  const given = { guard: 'practice', out: '/tmp/seen.json' };
  expect(placed(given)).toEqual(given);
});
