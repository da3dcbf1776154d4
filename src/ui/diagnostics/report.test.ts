import { describe, expect, it } from 'vitest';
import type { DiagnosticsView } from '../../platform/around-protocol';
import { diagnosticsView, surroundings } from '../testing/diagnostics';
import { reportOf } from './report';

const now = new Date('2026-01-02T03:04:05Z');
const t = now.getTime();

describe('the report', () => {
  it('says how guard, runs and errors stand', () => {
    const runs = Array.from({ length: 20 }, (_, i) => ({
      at: t,
      engine: 'local' as const,
      kind: 'text' as const,
      ms: i + 1,
      others: i,
    }));
    const errors = [{ at: t - 600_000, what: 'guard failed: no-memory' }];
    const report = reportOf(surroundings(), { ...diagnosticsView(), runs, errors }, now);
    expect(report).toContain('Seawall 0.1.0, 2026-01-02T03:04:05.000Z');
    expect(report).toContain(
      'local text: 20, median 11 ms, 95 % under 20 ms, longest 20 ms, at most 19 others in line',
    );
    expect(report).toContain('10 min ago: guard failed: no-memory');
    expect(report).toContain('self-test: passed, largest difference 0.00210 logits');
    expect(report).toContain('used: 613 MB');
  });

  it('says what failed, and what nobody knows', () => {
    const guard: DiagnosticsView['guard'] = { status: 'failed', code: 'self-test' };
    const around = { ...surroundings(), used: null, persisted: null, permissions: [] };
    const report = reportOf(around, { ...diagnosticsView(), guard }, now);
    expect(report).toContain('state: failed (self-test)');
    expect(report).toContain('used: not known');
    expect(report).toContain('kept when room is short: not known');
  });

  it('is there without the background, too', () => {
    expect(reportOf(surroundings(), null, now)).toContain('The background did not answer.');
  });
});
