/** The list of sites that are never sent: what a person writes, and what has become of the list. */
import { NEVER_SEND } from '../../../core/never-send';
import { siteOf } from '../../../core/site';
import type { EnginesView } from '../../../platform/engines-protocol';

export type NeverSend = EnginesView['neverSend'];

const OURS: ReadonlySet<string> = new Set(NEVER_SEND.flatMap(({ sites }) => sites));

/** The site that a person wrote, by its name or as a pasted address; null where it is none. */
export function readSite(written: string): string | null {
  const trimmed = written.trim();
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? siteOf(trimmed) : siteOf(`https://${trimmed}`);
}

const without = (sites: readonly string[], site: string): string[] =>
  sites.filter((each) => each !== site);

/** The list with this site on it; null where it is there already. */
export function withSite(list: NeverSend, site: string): NeverSend | null {
  if (list.removed.includes(site)) return { ...list, removed: without(list.removed, site) };
  if (OURS.has(site) || list.added.includes(site)) return null;
  return { ...list, added: [...list.added, site] };
}

export function withoutSite(list: NeverSend, site: string): NeverSend {
  const added = without(list.added, site);
  const ours = OURS.has(site) && !list.removed.includes(site);
  return { added, removed: ours ? [...list.removed, site] : list.removed };
}
