/** What the popup shows, decided in one place from everything that it knows. */
import type { Counts } from '../../core/verdict';
import type { GuardState } from '../../platform/guard-protocol';
import type { SiteMode } from '../../platform/messages';
import type { BackgroundState } from '../line/background-line';
import { total } from './elements';
import type { OutOfReach, SiteOfTab } from './site';

/**
 * How things stand with the page's content scripts. `reading`: one listens and has not told the
 * page yet, as it may be very large; `lost`: there is none.
 */
export type PageState = 'waiting' | 'reading' | 'connected' | 'lost';

export interface Known {
  /** Null until the browser has said which tab it is. */
  tab: SiteOfTab | null;
  tabLoading: boolean;
  background: BackgroundState;
  mode: SiteMode | null;
  /** The person was asked for this site and said no. */
  declined: boolean;
  guard: GuardState | null;
  /** Another engine is asked in its place. */
  isHelped: boolean;
  page: PageState;
  counts: Counts;
}

type Loading = Extract<GuardState, { status: 'loading' }>;
type Failed = Extract<GuardState, { status: 'failed' }>;

export type View =
  | { kind: 'starting' }
  | { kind: 'out-of-reach'; why: OutOfReach }
  | { kind: 'silent' }
  | { kind: 'off' }
  | { kind: 'declined' }
  | { kind: 'no-guard' }
  | { kind: 'failed'; guard: Failed; list: boolean }
  | { kind: 'guard-loading'; guard: Loading; list: boolean }
  | { kind: 'page-loading' }
  | { kind: 'lost' }
  | { kind: 'empty' }
  | { kind: 'list' };

export type ViewKind = View['kind'];

/** The first thing that stands in the way is what a person should read. */
export function viewOf(known: Known): View {
  const { tab, guard, mode, page } = known;
  if (!tab) return { kind: 'starting' };
  if (tab.site === null) return { kind: 'out-of-reach', why: tab.why };
  if (known.background === 'silent') return { kind: 'silent' };
  if (mode === null || guard === null) return { kind: 'starting' };
  if (mode === 'off') return { kind: known.declined ? 'declined' : 'off' };

  const list = total(known.counts) > 0;
  if (known.isHelped) {
    // Whatever becomes of the guard, the page is checked; a note says by whom.
  } else if (guard.status === 'none') return { kind: 'no-guard' };
  else if (guard.status === 'failed') return { kind: 'failed', guard, list };
  else if (guard.status === 'loading') return { kind: 'guard-loading', guard, list };
  if (list) return { kind: 'list' };
  if (page === 'connected') return { kind: 'empty' };
  if (known.tabLoading || page === 'reading') return { kind: 'page-loading' };
  return { kind: page === 'lost' ? 'lost' : 'starting' };
}

export const showsList = (view: View): boolean =>
  view.kind === 'list' || ('list' in view && view.list);
