/** What a screen reader is told of the options page: turning points and quarters. */
import type { GuardState } from '../../platform/guard-protocol';
import type { StoreView } from '../../platform/store-protocol';
import { plain, wholePercent } from '../format';
import { strings } from '../strings';
import { text } from './strings';

const QUARTER = 25;

export function installSaid(view: StoreView | null): string {
  const install = view?.install;
  if (!install || install.status === 'none') return '';
  if (install.status === 'failed') return text.job.failures[install.code].what;
  const name = install.name === null ? text.job.nameless : plain(install.name);
  if (install.status === 'done') return text.job.done(name);
  if (install.status === 'paused') return text.announce.paused(name);
  const part = wholePercent(install.doneBytes, install.totalBytes) ?? 0;
  return text.announce.running(name, Math.floor(part / QUARTER) * QUARTER);
}

export function checkSaid(view: StoreView | null): string {
  const verification = view?.verification;
  if (!verification) return '';
  const { id, outcome } = verification;
  const name = view?.builds?.find((build) => build.id === id)?.name ?? id;
  if (outcome === null) return text.announce.checking(plain(name));
  return `${plain(name)}: ${text.list[outcome]}`;
}

export function guardSaid(guard: GuardState | null, chosenName: string | null): string {
  switch (guard?.status) {
    case undefined:
      return '';
    case 'none':
      return chosenName === null ? text.now.none : text.now.asleep(chosenName);
    case 'loading':
      return chosenName === null ? strings.loading.title : text.now.loading(chosenName);
    case 'ready':
      return text.now.ready(plain(guard.name));
    case 'failed':
      return strings.failed.failures[guard.code].what;
  }
}
