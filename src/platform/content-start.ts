/**
 * Asks the background for the content script in this very frame. Not by the polyfill of browser.ts,
 * which is many times as long as all that asks (content/start.iife.ts).
 */
import type { StartRequest } from './messages';

/**
 * Whether that was heard, and need not be asked again: it is there, or is not to be; or nobody can be
 * asked any more, since the extension was reloaded or removed.
 */
export async function askForContentScript(): Promise<boolean> {
  const request: StartRequest = { type: 'start' };
  try {
    const answer: unknown = await chrome.runtime.sendMessage(request);
    return typeof answer === 'boolean';
  } catch {
    return !isThere();
  }
}

function isThere(): boolean {
  try {
    return chrome.runtime?.id !== undefined;
  } catch {
    return false; // Firefox: the extension's context is a dead object.
  }
}
