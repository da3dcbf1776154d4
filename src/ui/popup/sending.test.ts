import { describe, expect, it } from 'vitest';
import type { GuardState } from '../../platform/guard-protocol';
import { enginesView, hostedOn, siteSending } from '../testing/engines';
import { ready } from '../testing/fake-link';
import { helperOf, type Known, sendingNews } from './sending';

const none: GuardState = { status: 'none' };
const failed: GuardState = { status: 'failed', code: 'no-device', message: 'no adapter' };
const allowed = siteSending({ allowed: { server: false, hosted: true } });
const resting = {
  status: 'resting',
  trouble: 'unreachable',
  message: 'chat/completions could not be reached',
  until: 5,
} as const;

const known = (partial: Partial<Known> = {}): Known => ({
  guard: none,
  engines: enginesView({ hosted: hostedOn }),
  sending: allowed,
  isPrivate: false,
  sent: { server: 0, hosted: 0, turns: 0, nextAt: null, kept: 0 },
  ...partial,
});
const kinds = (partial: Partial<Known> = {}) =>
  sendingNews(known(partial)).map((news) =>
    'engine' in news ? `${news.kind} ${news.engine}` : news.kind,
  );

describe('who is asked in the guard’s place', () => {
  it.each<[string | null, Partial<Known>]>([
    ['hosted', {}],
    ['hosted', { guard: failed }],
    [null, { guard: ready() }],
    [null, { isPrivate: true }],
    [null, { sending: siteSending() }],
    [null, { sending: { ...allowed, never: 'mail.google.com' } }],
    [null, { engines: enginesView() }],
    [null, { engines: enginesView({ hosted: { ...hostedOn, state: resting } }) }],
    ['hosted', { guard: ready(), sending: { ...allowed, order: ['hosted', 'local', 'server'] } }],
  ])('%s (%#)', (engine, partial) => {
    expect(helperOf(known(partial))).toBe(engine);
  });
});

describe('what is told', () => {
  it('is nothing where all is checked here', () => {
    expect(kinds({ guard: ready() })).toEqual([]);
    expect(kinds({ engines: enginesView(), sending: siteSending() })).toEqual([]);
  });

  it('is what went where, and why', () => {
    const sent = { server: 0, hosted: 12, turns: 30, nextAt: 99, kept: 2 };
    expect(sendingNews(known({ guard: failed, sent }))).toEqual([
      {
        kind: 'sent',
        engine: 'hosted',
        host: 'api.sea-lion.ai',
        count: 12,
        why: 'failed',
        turns: 30,
        nextAt: 99,
        kept: 2,
      },
    ]);
  });

  it('is also what went there before the guard on this device came back', () => {
    const sent = { server: 3, hosted: 0, turns: 0, nextAt: null, kept: 0 };
    const [news] = sendingNews(known({ guard: ready(), sent }));
    expect(news).toMatchObject({ kind: 'sent', engine: 'server', count: 3, why: null });
  });

  it('is an offer, where an engine is on and this site was not allowed', () => {
    expect(kinds({ sending: siteSending() })).toEqual(['offer hosted']);
    expect(kinds({ sending: siteSending(), guard: ready() })).toEqual([]);
  });

  it('is why nothing is sent', () => {
    expect(kinds({ sending: { ...allowed, never: 'bank.example' } })).toEqual(['never']);
    expect(kinds({ isPrivate: true })).toEqual(['private']);
  });

  it('is that something is missing for an engine that is on', () => {
    const state = { status: 'unready', why: 'no-key' } as const;
    const engines = enginesView({ hosted: { ...hostedOn, key: null, state } });
    expect(kinds({ engines })).toEqual(['unready hosted']);
    expect(kinds({ engines, sending: siteSending() })).toEqual(['unready hosted']);
  });

  it('is that an engine does not work', () => {
    const engines = enginesView({ hosted: { ...hostedOn, state: resting } });
    expect(kinds({ engines })).toEqual(['resting hosted']);
  });
});
