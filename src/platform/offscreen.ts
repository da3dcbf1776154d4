/** Chrome's offscreen document, which webextension-polyfill does not know. */
import { browser } from './browser';
import type { AttachRequest } from './guard-protocol';

const PAGE = 'src/background/hosts/offscreen.html';

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
      'Runs the guard in a Worker, so that it stays loaded while the service worker sleeps.',
  });

export const closeOffscreen = (): Promise<void> => chrome.offscreen.closeDocument();

export const attachOffscreen = (): Promise<unknown> =>
  browser.runtime.sendMessage({ type: 'guard.attach' } satisfies AttachRequest);
