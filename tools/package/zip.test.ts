import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { filesIn, filesUnder, writeFiles, zipOf } from './zip';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const FILES: readonly [string, Uint8Array][] = [
  ['manifest.json', text('{"version":"1"}')],
  ['a/deep/file.js', text('code '.repeat(1000))],
  ['a/deep.js', text('b')],
  ['icons/16.png', new Uint8Array([137, 80, 78, 71])],
  ['_locales/my/ဗမာ.json', text('{}')],
  ['empty', new Uint8Array()],
];

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe('an archive', () => {
  it('is the same bytes in whichever order, zone and year it is made', () => {
    const made = [
      ['Pacific/Kiritimati', '2026-01-01T00:00:00Z', [...FILES]],
      ['America/Los_Angeles', '2031-07-03T13:00:00Z', [...FILES].reverse()],
      ['Asia/Kolkata', '2040-12-31T23:59:59Z', [...FILES.slice(3), ...FILES.slice(0, 3)]],
    ] as const;
    const archives = made.map(([zone, now, files]) => {
      vi.stubEnv('TZ', zone);
      vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });
      return Buffer.from(zipOf(new Map(files))).toString('base64');
    });
    expect(new Set(archives).size).toBe(1);
  });

  it('gives back what went in, and made of that is the same again', () => {
    const path = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,8}(\/[a-z0-9_-]{1,6}){0,3}$/);
    fc.assert(
      fc.property(fc.dictionary(path, fc.uint8Array({ maxLength: 300 })), (made) => {
        const files = new Map(Object.entries(made));
        const zip = zipOf(files);
        const back = filesIn(zip);
        expect([...back.keys()]).toEqual([...files.keys()].sort());
        for (const [name, bytes] of files) expect(back.get(name)).toEqual(new Uint8Array(bytes));
        expect(zipOf(back)).toEqual(zip);
      }),
    );
  });

  it.each(['/etc/passwd', '../up', 'a/../../up', 'a\\b', '7'])('refuses the path %s', (path) => {
    expect(() => zipOf(new Map([[path, text('x')]]))).toThrow(path);
  });

  it('is filled from a folder, and fills one', () => {
    const dir = mkdtempSync(join(tmpdir(), 'seawall-zip-'));
    try {
      writeFiles(new Map(FILES), dir);
      expect(zipOf(filesUnder(dir))).toEqual(zipOf(new Map(FILES)));
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
