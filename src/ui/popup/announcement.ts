/** What a screen reader is told: turning points, never every number on the way. */
import type { Counts } from '../../core/verdict';
import { strings } from '../strings';
import type { View } from './view';

export function announcementOf(view: View, site: string, counts: Counts): string {
  switch (view.kind) {
    case 'starting':
      return '';
    case 'out-of-reach':
      return strings.outOfReach[view.why].title;
    case 'silent':
      return strings.silent.title;
    case 'off':
      return strings.off.title(site);
    case 'declined':
      return strings.declined.title(site);
    case 'no-guard':
      return strings.noGuard.title;
    case 'guard-loading':
      return strings.loading.title;
    case 'failed':
      return strings.failed.failures[view.guard.code].what;
    case 'page-loading':
      return strings.pageLoading.title;
    case 'lost':
      return strings.lost.title;
    case 'empty':
      return strings.empty.title;
    case 'list':
      return counts.waiting > 0 ? strings.announce.screening : strings.announce.done(counts);
  }
}
