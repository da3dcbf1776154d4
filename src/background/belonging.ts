/**
 * Whose rule a frame follows.
 *
 * What a reader sees in a page is one thing, wherever its parts come from: where the tab's page is
 * screened, all frames in it follow that page's site, also those of sites that are screened
 * themselves. In a page that is off, or that the browser does not name, a frame of a site that is
 * on follows its own.
 */
import type { SiteMode } from '../platform/messages';

export interface Place {
  /** Of the document; null where its origin is opaque (`data:`, a sandboxed `srcdoc`). */
  readonly site: string | null;
  /** Of the tab's page; null where the browser does not tell. */
  readonly top: string | null;
}

/** Null: nothing of ours runs there. */
export function ruleOf({ site, top }: Place, modeOf: (site: string) => SiteMode): string | null {
  for (const each of [top, site]) if (each !== null && modeOf(each) === 'screen') return each;
  return null;
}
