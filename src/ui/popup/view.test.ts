import { expect, it } from 'vitest';
import { noCounts } from '../../core/verdict';
import type { GuardState } from '../../platform/guard-protocol';
import { ready } from '../testing/fake-link';
import { type Known, showsList, viewOf } from './view';

const known = (partial: Partial<Known> = {}): Known => ({
  tab: { site: 'example.com' },
  tabLoading: false,
  background: 'answering',
  mode: 'screen',
  declined: false,
  guard: ready(),
  isHelped: false,
  page: 'connected',
  counts: { ...noCounts(), safe: 1 },
  ...partial,
});

const failed: GuardState = { status: 'failed', code: 'damaged', message: '' };

it.each([
  ['starting', { tab: null }],
  ['out-of-reach', { tab: { site: null, why: 'file' }, background: 'silent' }],
  ['silent', { background: 'silent' }],
  ['starting', { mode: null }],
  ['starting', { guard: null }],
  ['off', { mode: 'off', guard: failed }],
  ['declined', { mode: 'off', declined: true }],
  ['no-guard', { guard: { status: 'none' } }],
  ['failed', { guard: failed }],
  ['list', {}],
  ['list', { guard: failed, isHelped: true }],
  ['list', { guard: { status: 'none' }, isHelped: true }],
  ['empty', { guard: { status: 'none' }, isHelped: true, counts: noCounts() }],
  ['list', { page: 'waiting' }],
  ['empty', { counts: noCounts() }],
  ['starting', { counts: noCounts(), page: 'waiting' }],
  ['page-loading', { counts: noCounts(), page: 'lost', tabLoading: true }],
  ['page-loading', { counts: noCounts(), page: 'reading' }],
  ['lost', { counts: noCounts(), page: 'lost' }],
] as [string, Partial<Known>][])('%s, knowing %o', (kind, partial) => {
  expect(viewOf(known(partial)).kind).toBe(kind);
});

it('keeps the list beside a guard that loads or has failed', () => {
  expect(showsList(viewOf(known({ guard: failed })))).toBe(true);
  expect(showsList(viewOf(known({ guard: failed, counts: noCounts() })))).toBe(false);
  expect(showsList(viewOf(known({ guard: { status: 'none' } })))).toBe(false);
});
