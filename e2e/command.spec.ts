/** What `npm run screen` does in every browser alike, so it is asked once. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import * as v from 'valibot';
import { judgeByWords, serveApi } from '../tools/api/server';
import { Report } from '../tools/screen/report';
import { screen, screenWith } from './screen-command';

for (const [what, args, says] of [
  ['a file that is not there', ['e2e/pages/nowhere.html'], 'nowhere.html'],
  ['an address of another kind', ['ftp://127.0.0.1/x.html'], 'ftp://127.0.0.1/x.html'],
  ['a site that does not answer', ['--no-webgpu', 'http://127.0.0.1:9/'], 'http://127.0.0.1:9/'],
  ['a folder that is no guard', ['--guard', 'e2e', 'e2e/pages/notices.html'], 'build.json'],
  ['a browser that it does not know', ['--browser', 'lynx', 'e2e/pages/notices.html'], 'lynx'],
  ['a server without an address', ['--engine', 'server', 'e2e/pages/notices.html'], '--endpoint'],
  [
    'a key that is not there',
    ['--engine', 'hosted', '--api-key-env', 'SEAWALL_NO_SUCH_KEY', 'e2e/pages/notices.html'],
    'SEAWALL_NO_SUCH_KEY',
  ],
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

test('a page is screened by a server, and by the hosted guard', async () => {
  const key = 'sk-command-secret';
  const judge = judgeByWords(['shut up you idiot', 'cheap meth']);
  for (const engine of ['server', 'hosted'] as const) {
    const api = await serveApi({ hosted: engine === 'hosted', key, judge });
    try {
      const { status, stdout, stderr } = await screenWith(
        { SEAWALL_KEY: key },
        ...['--engine', engine, '--endpoint', api.address, '--api-key-env', 'SEAWALL_KEY'],
        ...['--no-webgpu', 'e2e/pages/notices.html'],
      );
      expect(status, stderr).toBe(0);
      const report = v.parse(Report, JSON.parse(stdout));
      expect(report.guard.device).toBe(engine);
      expect(report.pages[0]?.counts).toMatchObject({ unsafe: 2, unknown: 0 });
      expect(stdout + stderr).not.toContain(key);
    } finally {
      await api.close();
    }
  }
});

test('a server that is none is named before any page is opened', async () => {
  const api = await serveApi({ key: 'another' });
  try {
    const { status, stderr } = await screenWith(
      {},
      ...['--engine', 'server', '--endpoint', api.address, 'e2e/pages/notices.html'],
    );
    expect(status).toBe(1);
    expect(stderr).toContain('key-refused');
  } finally {
    await api.close();
  }
});
