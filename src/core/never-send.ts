/**
 * Sites whose content never leaves this machine, whatever has been turned on: mail, banks, health,
 * government log-ins. A person can add to them, and take one off.
 */
import { SITES } from './never-send-sites';

export const NEVER_SEND: readonly {
  group: 'mail' | 'banks' | 'health' | 'government';
  sites: readonly string[];
}[] = [
  { group: 'mail', sites: SITES.mail },
  { group: 'banks', sites: SITES.banks },
  { group: 'health', sites: SITES.health },
  { group: 'government', sites: SITES.government },
];

const OURS: ReadonlySet<string> = new Set(NEVER_SEND.flatMap(({ sites }) => sites));

/**
 * The entry that forbids to send anything of this site: the site itself or the closest domain above
 * it, of ours if it was not taken off, or of those added. Null where nothing forbids it.
 */
export function neverSendEntry(
  site: string,
  edits: { added: readonly string[]; removed: readonly string[] },
): string | null {
  for (const name of namesOf(site)) {
    const added = edits.added.find((each) => withoutDot(each) === name);
    if (added !== undefined) return added;
    if (OURS.has(name) && !edits.removed.includes(name)) return name;
  }
  return null;
}

/** A dot at its end leads to the same place. */
const withoutDot = (site: string): string => site.replace(/\.+$/, '');

const isAddress = (site: string): boolean => /^\[|^[\d.]+$/.test(site);

/** The site and the domains above it; what is below an address is no part of it. */
function namesOf(site: string): string[] {
  const name = withoutDot(site);
  if (isAddress(name)) return [name];
  const labels = name.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
}
