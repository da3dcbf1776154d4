import { describe, expect, it } from 'vitest';
import type { Machine } from './machine';
import { page, type Record, type Report, withRecord } from './report';
import { BENCHES } from './results';

const machine: Machine = {
  cpu: 'A processor',
  cores: 2,
  memoryBytes: 2 ** 33,
  system: 'linux',
  node: '20',
  chromium: 'Chromium 150',
  firefox: null,
  graphics: 'none (software adapter)',
};
const record = (name: string, outcome: Record['outcome'], more: Partial<Record> = {}): Record => ({
  name,
  command: `npm run bench:${name}`,
  date: '2026-01-01T10:00',
  seconds: 61,
  machine,
  outcome,
  ...more,
});
const line = { what: 'a | b', measured: '2 s', against: 'a copy: 1 s', ratio: 2 };
const empty: Report = { version: 1, records: [] };
const order = ['page', 'load', 'review'];

describe('the report', () => {
  it('replaces a record of the same name alone, and keeps the order', () => {
    const failed = record('load', { kind: 'failed', reason: 'There is no browser.' });
    const first = withRecord(
      empty,
      record('review', { kind: 'measured', on: 'x', lines: [] }),
      order,
    );
    const second = withRecord(first, failed, order);
    expect(second.records.map(({ name }) => name)).toEqual(['load', 'review']);
    const again = withRecord(
      second,
      record('load', { kind: 'measured', on: 'y', lines: [line] }),
      order,
    );
    expect(again.records).toHaveLength(2);
    expect(again.records[0]?.outcome).toMatchObject({ kind: 'measured' });
    expect(again.records[1]).toEqual(second.records[1]);
  });

  it('says what was compared with what, on which machine, and why one did not run', () => {
    const other = { ...machine, cores: 8 };
    const records = [
      record('page', { kind: 'measured', on: 'chrome 150', lines: [line] }),
      record('load', { kind: 'failed', reason: 'There is no browser.' }, { machine: other }),
    ];
    const text = page({ version: 1, records });
    expect(text).toContain('| page | A | a \\| b | 2 s | a copy: 1 s | 2.00 |');
    expect(text).toContain('| load | B | did not run | There is no browser. |  |  |');
    expect(text).toContain('- **B**: A processor, 8 cores; 8.0 GiB;');
    expect(text).toContain('`npm run bench:page`');
  });

  it('reads no result of another form', () => {
    for (const { read } of BENCHES) expect(() => read({ nothing: true })).toThrow();
  });
});
