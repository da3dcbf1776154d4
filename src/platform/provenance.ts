/** Who sent a message, by the browser's own fields and never by what the message claims. */
import { browser, type Runtime } from './browser';

/** An extension page of ours (popup, options, offscreen document), in a tab or not. */
export function isExtensionPage(sender: Runtime.MessageSender | undefined): boolean {
  return (
    sender?.id === browser.runtime.id &&
    sender.url !== undefined &&
    sender.url.startsWith(browser.runtime.getURL(''))
  );
}

/** Our content script in a frame of a tab. */
export function isContentScript(sender: Runtime.MessageSender | undefined): boolean {
  return (
    sender?.id === browser.runtime.id &&
    sender.tab?.id !== undefined &&
    sender.url !== undefined &&
    !sender.url.startsWith(browser.runtime.getURL(''))
  );
}

/** The background itself (it sends from no tab and, in Chrome, with the worker's or no URL). */
export function isOwnExtension(sender: Runtime.MessageSender | undefined): boolean {
  return sender?.id === browser.runtime.id && sender.tab === undefined;
}
