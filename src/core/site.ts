/**
 * A site: a host name without its port (`example.com`, `127.0.0.1`, `[::1]`), as `URL.hostname`
 * writes it.
 */

/** Letters, digits, dots and hyphens, or an IPv6 address: never a wildcard of a match pattern. */
const SITE = /^(?:[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_.])?|\[[0-9a-f:.]{2,45}\])$/;

/** Host names of one word that every object has a field of: as a name in a table they would get lost. */
const NO_NAMES: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** Whether this is a site as we store it: one that makes exactly one match pattern. */
export const isSite = (site: string): boolean => SITE.test(site) && !NO_NAMES.includes(site);

/** The site of a web page's address; null where there is none (a file, the browser's own page). */
export function siteOf(url: string | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  return isSite(hostname) ? hostname : null;
}

/** All pages of a site, on every port: Firefox's match patterns know no ports. */
export const matchPattern = (site: string): string => `*://${site}/*`;
