/** What a person must know of where this page goes. Pure. */
import type { Remote } from '../../core/engines';
import { siteOf } from '../../core/site';
import type { EnginesView, RemoteTrouble, SiteSending } from '../../platform/engines-protocol';
import type { GuardState } from '../../platform/guard-protocol';

/** Of the page's elements: how many each engine has answered, and how many wait or are kept here. */
export interface Sent {
  readonly server: number;
  readonly hosted: number;
  /** Wait for a turn. */
  readonly turns: number;
  /** When the first of them comes, in milliseconds since 1970. */
  readonly nextAt: number | null;
  /** Asked of nobody. */
  readonly kept: number;
}

export interface Known {
  readonly guard: GuardState | null;
  readonly engines: EnginesView | null;
  readonly sending: SiteSending | null;
  readonly isPrivate: boolean;
  readonly sent: Sent;
}

export type SendingNews =
  | {
      readonly kind: 'sent';
      readonly engine: Remote;
      readonly host: string;
      /** 0: nothing has been answered yet. */
      readonly count: number;
      /** Why not the guard on this device; null where that one answers too. */
      readonly why: 'no-guard' | 'failed' | 'order' | null;
      readonly turns: number;
      readonly nextAt: number | null;
      readonly kept: number;
    }
  | { readonly kind: 'offer'; readonly engine: Remote; readonly host: string }
  | { readonly kind: 'never'; readonly entry: string }
  | { readonly kind: 'private' }
  /** Turned on, and yet it cannot be asked. */
  | { readonly kind: 'unready'; readonly engine: Remote }
  | {
      readonly kind: 'resting';
      readonly engine: Remote;
      readonly host: string;
      readonly trouble: RemoteTrouble;
      readonly message: string;
      readonly until: number;
    };

const hostOf = (address: string): string => siteOf(address) ?? address;
const isDown = (guard: GuardState | null): boolean =>
  guard?.status === 'none' || guard?.status === 'failed';

/** Who is asked about this page before the guard on this device, or in its place; null: nobody. */
export function helperOf({ guard, engines, sending, isPrivate }: Known): Remote | null {
  if (!engines || !sending || isPrivate || sending.never !== null) return null;
  for (const engine of sending.order) {
    if (engine === 'local') {
      if (isDown(guard)) continue;
      return null;
    }
    if (sending.allowed[engine] && engines[engine].state.status === 'ready') return engine;
  }
  return null;
}

/** All that is worth telling, the most important first. */
export function sendingNews(known: Known): SendingNews[] {
  const { guard, engines, sending, isPrivate, sent } = known;
  if (!engines || !sending) return [];
  const helper = helperOf(known);
  const news: SendingNews[] = [];
  for (const engine of ['server', 'hosted'] as const) {
    const isHelper = engine === helper;
    if (!isHelper && sent[engine] === 0) continue;
    const isHosted = engine === 'hosted';
    const before = sending.order.indexOf(engine) < sending.order.indexOf('local');
    news.push({
      kind: 'sent',
      engine,
      host: hostOf(engines[engine].address),
      count: sent[engine],
      why:
        guard?.status === 'failed'
          ? 'failed'
          : isDown(guard)
            ? 'no-guard'
            : before
              ? 'order'
              : null,
      turns: isHosted ? sent.turns : 0,
      nextAt: isHosted ? sent.nextAt : null,
      kept: isHelper ? sent.kept : 0,
    });
  }
  const on = sending.order.filter(
    (engine): engine is Remote => engine !== 'local' && engines[engine].on,
  );
  for (const engine of on) {
    const { state, address } = engines[engine];
    if (state.status === 'unready' && isDown(guard)) news.push({ kind: 'unready', engine });
    if (state.status === 'resting' && sending.allowed[engine]) {
      const { trouble, message, until } = state;
      news.push({ kind: 'resting', engine, host: hostOf(address), trouble, message, until });
    }
  }
  if (on.length === 0 || !isDown(guard) || helper !== null) return news;
  const [open] = on.filter(
    (engine) => !sending.allowed[engine] && engines[engine].state.status !== 'unready',
  );
  if (isPrivate) news.push({ kind: 'private' });
  else if (sending.never !== null) news.push({ kind: 'never', entry: sending.never });
  else if (open) news.push({ kind: 'offer', engine: open, host: hostOf(engines[open].address) });
  return news;
}
