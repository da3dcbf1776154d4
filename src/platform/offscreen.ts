/** Chrome's offscreen document, which webextension-polyfill does not know. */
import * as v from 'valibot';
import { browser } from './browser';
import { GUARD_PORT } from './guard-protocol';
import { STORE_PORT } from './store-protocol';

const PAGE = 'src/background/hosts/offscreen.html';

/** The Workers in the document, by the ports that it opens to the service worker for them. */
export const HostPortName = v.picklist([GUARD_PORT, STORE_PORT]);
export type HostPortName = v.InferOutput<typeof HostPortName>;

/** Service worker → offscreen document, as one-off messages, answered `true`. */
export const HostRequest = v.variant('type', [
  /** Open this port to me. */
  v.object({ type: v.literal('host.attach'), port: HostPortName }),
  /** End this Worker. Answered when it has ended; the other one stays. */
  v.object({ type: v.literal('host.stop'), port: HostPortName }),
  /** Nothing else is wanted of the document: it may close where neither Worker is at work. */
  v.object({ type: v.literal('host.rest') }),
]);
export type HostRequest = v.InferOutput<typeof HostRequest>;

const pageUrl = (): string => chrome.runtime.getURL(PAGE);

export const isOffscreenPage = (url: string | undefined): boolean => url === pageUrl();

export async function offscreenExists(): Promise<boolean> {
  const contexts = await chrome.runtime.getContexts({
    contextTypes: [chrome.runtime.ContextType.OFFSCREEN_DOCUMENT],
  });
  return contexts.length > 0;
}

export const createOffscreen = (): Promise<void> =>
  chrome.offscreen.createDocument({
    url: PAGE,
    reasons: [chrome.offscreen.Reason.WORKERS],
    justification:
      'Runs the guard in a Worker, so that it stays loaded while the service worker sleeps, ' +
      'and installs guards in another.',
  });

export const closeOffscreen = (): Promise<void> => chrome.offscreen.closeDocument();

/** Rejects where nobody is there to answer. */
export const askOffscreen = (request: HostRequest): Promise<unknown> =>
  browser.runtime.sendMessage(request);
