import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lintPackage } from './lint';
import { ROOT } from './make';
import { zipOf } from './zip';

const dir = mkdtempSync(join(tmpdir(), 'seawall-lint-'));
afterAll(() => rmSync(dir, { recursive: true }));

const packaged = (name: string, files: Record<string, string>): string => {
  const zip = join(dir, `${name}.zip`);
  const bytes = Object.entries(files).map(([n, text]) => [n, Buffer.from(text)] as const);
  writeFileSync(zip, zipOf(new Map(bytes)));
  return zip;
};

describe("Mozilla's linter", () => {
  it('tells of warnings as of errors, with their places', async () => {
    const found = await lintPackage(
      ROOT,
      packaged('bad', { 'manifest.json': '{"manifest_version":3}', 'a.js': '\nnew Function(x)' }),
    );
    expect(found.join('\n')).toContain('a.js:2 DANGEROUS_EVAL');
    expect(found.join('\n')).toMatch(/manifest\.json \w+: .*"?\/?version/);
  });
});
