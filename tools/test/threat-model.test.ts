/** SECURITY.md names a test for each line of its threat model. Here each of them is looked for. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');

/** The rows of its tables of three columns, but their heads. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.slice(2, -2).split(' | '))
  .filter((cells) => cells.length === 3 && cells[2] !== 'shown by');

const EVIDENCE = /`([^`]+)`: “([^”]+)”/g;

/** A title as it may stand in a file: in quotes, whatever quotes. */
function stands(title: string, source: string): boolean {
  return ["'", '"', '`'].some((quote) =>
    source.includes(`${quote}${title.replaceAll(quote, `\\${quote}`)}${quote}`),
  );
}

describe('the threat model', () => {
  it('has lines', () => {
    expect(rows.length).toBeGreaterThan(40);
  });

  it.each(rows.map(([what, , by]) => [what, by]))('shows what stops: %s', (_what, by) => {
    const evidence = [...(by ?? '').matchAll(EVIDENCE)];
    expect(evidence).not.toHaveLength(0);
    // Nothing else is in the cell: a title that is written otherwise would not be looked for.
    expect((by ?? '').replaceAll(EVIDENCE, '').replaceAll('; ', '')).toBe('');
    for (const [, file, title] of evidence) {
      const path = join(ROOT, file ?? '');
      expect(existsSync(path), file).toBe(true);
      expect(stands(title ?? '', readFileSync(path, 'utf8')), `${file}: ${title}`).toBe(true);
    }
  });
});
