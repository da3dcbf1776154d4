/** `npm run screen` from outside: what it writes, and how it fails. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { Report } from '../tools/screen/report';
import { expect, test } from './harness';
import { screen } from './screen-command';

test('screens a file and writes the report and the pictures', async ({ target }, testInfo) => {
  const out = testInfo.outputPath('report.json');
  const pictures = testInfo.outputPath('pictures');
  const { status, stderr } = screen(
    ...['--browser', target.browser, ...(target.webgpu ? [] : ['--no-webgpu'])],
    ...['--deadline', '60', '--out', out, '--screenshots', pictures, 'e2e/pages/notices.html'],
  );
  expect(status, stderr).toBe(0);
  const report = v.parse(Report, JSON.parse(readFileSync(out, 'utf8')));
  expect(report).toMatchObject({
    browser: target.browser,
    guard: { device: target.webgpu ? 'webgpu' : 'wasm' },
    pages: [
      {
        target: 'e2e/pages/notices.html',
        title: 'Notices at the harbour',
        counts: { unsafe: 2, unknown: 0 },
      },
    ],
  });
  const far = report.pages[0]?.elements.find(({ text }) => text.includes('stairs'));
  expect(far).toMatchObject({ verdict: 'unsafe', selector: '#far', engine: 'local', reason: null });
  expect(existsSync(join(pictures, '1-page.png'))).toBe(true);
  expect(existsSync(join(pictures, '1-popup.png'))).toBe(true);
});
