/** Registration of the content script, and its injection into pages that are open already. */
import { matchPattern, siteOf } from '../core/site';
import { browser } from './browser';

/** The file that vite.config.ts emits. */
const CONTENT_FILE = 'content.js';
const ID_PREFIX = 'site:';

const scriptId = (site: string): string => `${ID_PREFIX}${site}`;

export async function registeredSites(): Promise<string[]> {
  const scripts = await browser.scripting.getRegisteredContentScripts();
  return scripts
    .filter(({ id }) => id.startsWith(ID_PREFIX))
    .map(({ id }) => id.slice(ID_PREFIX.length));
}

export const registerSites = (sites: readonly string[]): Promise<void> =>
  browser.scripting.registerContentScripts(
    sites.map((site) => ({
      id: scriptId(site),
      matches: [matchPattern(site)],
      js: [CONTENT_FILE],
      allFrames: true,
      runAt: 'document_idle' as const,
      persistAcrossSessions: true,
    })),
  );

export const unregisterSites = (sites: readonly string[]): Promise<void> =>
  browser.scripting.unregisterContentScripts({ ids: sites.map(scriptId) });

/**
 * Runs the content script in the open tabs of a site: only in frames of the site itself, since a
 * frame of another site that is off must run nothing of ours.
 */
export async function injectInto(site: string): Promise<void> {
  const tabs = await browser.tabs.query({ url: matchPattern(site), discarded: false });
  await Promise.allSettled(tabs.map(({ id }) => (id === undefined ? undefined : inject(id, site))));
}

async function inject(tabId: number, site: string): Promise<void> {
  const frames = await browser.scripting.executeScript({
    target: { tabId, allFrames: true },
    func: () => location.href,
  });
  const frameIds = frames
    .filter(({ result }) => typeof result === 'string' && siteOf(result) === site)
    .map(({ frameId }) => frameId);
  if (frameIds.length === 0) return;
  await browser.scripting.executeScript({ target: { tabId, frameIds }, files: [CONTENT_FILE] });
}

/** Whether the person has let Seawall read this site. */
export const mayRead = (site: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [matchPattern(site)] });
