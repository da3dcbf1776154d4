/** What `npm run screen` does in every browser alike, so it is asked once. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import * as v from 'valibot';
import { Report } from '../tools/screen/report';
import { screen } from './screen-command';

for (const [what, args, says] of [
  ['a file that is not there', ['e2e/pages/nowhere.html'], 'nowhere.html'],
  ['an address of another kind', ['ftp://127.0.0.1/x.html'], 'ftp://127.0.0.1/x.html'],
  ['a site that does not answer', ['--no-webgpu', 'http://127.0.0.1:9/'], 'http://127.0.0.1:9/'],
  ['a folder that is no guard', ['--guard', 'e2e', 'e2e/pages/notices.html'], 'build.json'],
  ['a browser that it does not know', ['--browser', 'lynx', 'e2e/pages/notices.html'], 'lynx'],
  ['a deadline that is no number', ['--deadline', 'soon', 'e2e/pages/notices.html'], 'seconds'],
] as const) {
  test(`${what} gives one clear line and exit code 1`, () => {
    const { status, stdout, stderr } = screen(...args);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    const lines = stderr
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('npm warn'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(says);
  });
}

test('a page that does not settle is reported with what is there', () => {
  const out = test.info().outputPath('report.json');
  const { status, stderr } = screen(
    ...['--no-webgpu', '--deadline', '4', '--out', out, 'e2e/pages/endless.html'],
  );
  expect(status, stderr).toBe(0);
  const [page] = v.parse(Report, JSON.parse(readFileSync(out, 'utf8'))).pages;
  expect(page?.elements.length).toBeGreaterThan(0);
});
