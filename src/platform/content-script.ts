/** Registration of the content script, and its injection into pages that are open already. */
import * as v from 'valibot';
import { matchPattern, siteOf } from '../core/site';
import { browser, isFirefox } from './browser';

/** The files that vite.config.ts emits: what asks for the content script when a page has loaded, and that. */
const START_FILE = 'start.js';
const CONTENT_FILE = 'content.js';
const ID_PREFIX = 'site:';

const scriptId = (site: string): string => `${ID_PREFIX}${site}`;

/**
 * Frames whose address names no site (`about:blank`, `srcdoc`, `data:`, `blob:`) count as of the
 * site that made them. (The polyfill's types are older than this.)
 */
const options = {
  js: [START_FILE],
  allFrames: true,
  matchOriginAsFallback: true,
  // It waits by itself (content/start.iife.ts): put in later, it would delay the page's `load`.
  runAt: 'document_start' as const,
  persistAcrossSessions: true,
};

/** Tells content.js, which comes after it, that nothing is shown yet. */
const HOLD_FILE = 'protection/hold-flag.js';

/**
 * Where nothing is to be shown until it has been judged. Firefox takes styles as the user's own here;
 * Chromium does not (156 refuses the property), so there a veil over the whole page waits for them.
 */
const holding = (): { js: string[]; css: string[] } =>
  isFirefox()
    ? {
        js: [HOLD_FILE, CONTENT_FILE],
        css: ['protection/hold.css', 'protection/rules.css'],
        // (The polyfill's types are older than this.)
        ...{ cssOrigin: 'user' },
      }
    : { js: [HOLD_FILE, CONTENT_FILE], css: ['protection/veil.css'] };

/** Whether nothing is shown on a site until it has been judged. */
export type Holds = (site: string) => boolean;

/** What is registered otherwise than it should be now counts as not registered, and is taken out. */
export async function registeredSites(holds: Holds): Promise<string[]> {
  const scripts = await browser.scripting.getRegisteredContentScripts();
  const ours = scripts.filter(({ id }) => id.startsWith(ID_PREFIX));
  const isAsNow = (script: Registered): boolean => {
    const { js, css } = { css: [], ...options, ...(holds(siteOfScript(script)) ? holding() : {}) };
    return (
      script.runAt === options.runAt &&
      'matchOriginAsFallback' in script &&
      script.matchOriginAsFallback === true &&
      isSame(script.js, js) &&
      isSame(script.css, css)
    );
  };
  const old = ours.filter((script) => !isAsNow(script)).map(({ id }) => id);
  if (old.length > 0) await browser.scripting.unregisterContentScripts({ ids: old });
  return ours.filter(isAsNow).map(siteOfScript);
}

interface Registered {
  id: string;
  runAt?: unknown;
  js?: string[];
  css?: string[];
}

/** Browsers may tell whole addresses of files that they were given names of. */
const isSame = (files: readonly string[] = [], names: readonly string[]): boolean =>
  files.length === names.length && files.every((file, i) => file.endsWith(names[i] ?? ''));

const siteOfScript = ({ id }: { id: string }): string => id.slice(ID_PREFIX.length);

export const registerSites = (sites: readonly string[], holds: Holds): Promise<void> =>
  browser.scripting.registerContentScripts(
    sites.map((site) => ({
      id: scriptId(site),
      matches: [matchPattern(site)],
      ...options,
      ...(holds(site) ? holding() : {}),
    })),
  );

export const unregisterSites = (sites: readonly string[]): Promise<void> =>
  browser.scripting.unregisterContentScripts({ ids: sites.map(scriptId) });

/**
 * Runs the content script in the open tabs of a site, in frames of the site itself; those of others
 * follow when the page tells that it has frames (background/embedded.ts).
 */
export async function injectInto(site: string): Promise<void> {
  const tabs = await browser.tabs.query({ url: matchPattern(site), discarded: false });
  await Promise.allSettled(
    tabs.map(async ({ id }) => {
      if (id === undefined) return;
      const frames = await framesIn(id);
      const own = frames.filter(({ url, origin }) => (siteOf(url) ?? siteOf(origin)) === site);
      await runIn(id, own);
    }),
  );
}

export interface FrameInTab {
  frameId: number;
  document: string | undefined;
  url: string;
  origin: string;
  runs: boolean;
}

const Looked = v.object({ url: v.string(), origin: v.string(), runs: v.boolean() });

/** The frames of a tab that the browser lets us into, whatever state they are in; or its page alone. */
export async function framesIn(
  tabId: number,
  which: 'page' | 'all' = 'all',
): Promise<FrameInTab[]> {
  const frames = await browser.scripting.executeScript({
    target: which === 'page' ? { tabId, frameIds: [0] } : { tabId, allFrames: true },
    injectImmediately: true,
    func: look,
  });
  return frames.flatMap((frame) => {
    const { frameId, result } = frame;
    const document: unknown = 'documentId' in frame ? frame.documentId : undefined;
    const looked = v.safeParse(Looked, result);
    if (!looked.success) return [];
    return [
      { frameId, document: typeof document === 'string' ? document : undefined, ...looked.output },
    ];
  });
}

/** Runs in the frame, in our own world there, and knows nothing of this file. */
function look() {
  // Its own property: what a page names `seawall` would answer otherwise.
  const handle: unknown = Object.getOwnPropertyDescriptor(globalThis, 'seawall')?.value;
  const runs = (handle as { isAlive(): boolean } | undefined)?.isAlive() === true;
  return { url: location.href, origin: globalThis.origin, runs };
}

/**
 * Puts the content script into these frames; into the very documents, where the browser names them.
 * One by one: the browser refuses all of what it is asked at once if one frame has gone meanwhile.
 *
 * @returns Whether it could be put into all of them.
 */
export async function runIn(
  tabId: number,
  frames: readonly Pick<FrameInTab, 'frameId' | 'document'>[],
): Promise<boolean> {
  const put = await Promise.allSettled(
    frames.map(({ frameId, document }) => {
      // (The polyfill's types know no documents.)
      const target =
        document === undefined
          ? { tabId, frameIds: [frameId] }
          : { tabId, documentIds: [document] };
      return browser.scripting.executeScript({
        target,
        injectImmediately: true,
        files: [CONTENT_FILE],
      });
    }),
  );
  return put.every(({ status }) => status === 'fulfilled');
}

/** Whether the person has let Seawall read this site. */
export const mayRead = (site: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [matchPattern(site)] });
