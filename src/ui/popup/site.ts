/** Which site a tab shows, and why some pages are out of reach. */
import { siteOf } from '../../core/site';

export type OutOfReach =
  /** There is no tab. */
  | 'no-tab'
  /** The browser does not tell us the address. */
  | 'unseen'
  /** The browser's own page, or another extension's. */
  | 'browser-page'
  /** A shop for extensions, which browsers close to extensions. */
  | 'store'
  | 'file'
  /** Anything else that is no web page: `data:`, `blob:`, `view-source:`. */
  | 'no-site';

export type SiteOfTab = { site: string } | { site: null; why: OutOfReach };

const BROWSER_PROTOCOLS = new Set([
  'about:',
  'brave:',
  'chrome:',
  'chrome-extension:',
  'chrome-search:',
  'chrome-untrusted:',
  'devtools:',
  'edge:',
  'moz-extension:',
  'opera:',
  'resource:',
  'vivaldi:',
]);

const STORES: readonly { host: string; path: string }[] = [
  { host: 'chromewebstore.google.com', path: '/' },
  { host: 'chrome.google.com', path: '/webstore' },
  { host: 'addons.mozilla.org', path: '/' },
  { host: 'microsoftedge.microsoft.com', path: '/addons' },
];

const out = (why: OutOfReach): SiteOfTab => ({ site: null, why });

export function siteOfUrl(url: string | null): SiteOfTab {
  if (!url) return out('unseen');
  if (!URL.canParse(url)) return out('no-site');
  const { protocol, hostname, pathname } = new URL(url);
  if (protocol === 'file:') return out('file');
  if (BROWSER_PROTOCOLS.has(protocol)) return out('browser-page');
  if (protocol !== 'http:' && protocol !== 'https:') return out('no-site');
  if (STORES.some(({ host, path }) => hostname === host && pathname.startsWith(path))) {
    return out('store');
  }
  const site = siteOf(url);
  return site === null ? out('no-site') : { site };
}

/** The end of a host name is the part that says whose it is: a long one loses its beginning. */
const LONGEST_SITE = 42;

export const shortSite = (site: string): string =>
  site.length > LONGEST_SITE ? `…${site.slice(1 - LONGEST_SITE)}` : site;
