/** ContentLink on the real browser. Only content/main.iife.ts imports this. */
import { browser, type Runtime } from './browser';
import type { ContentLink, WirePort } from './content-link';
import { PORT, pagePortName, type StyleRequest } from './messages';
import { isExtensionPage, isOwnExtension } from './provenance';

function wire(port: Runtime.Port): WirePort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.onMessage.addListener(listener),
    onClose: (listener) => port.onDisconnect.addListener(() => listener()),
    close: () => port.disconnect(),
  };
}

export const contentLink: ContentLink = {
  alive() {
    try {
      return browser.runtime?.id !== undefined;
    } catch {
      return false; // Firefox: the extension's context is a dead object.
    }
  },

  isTrusted: (event) => event.isTrusted,

  connect: () => wire(browser.runtime.connect({ name: pagePortName(performance.timeOrigin) })),

  onPopup(listener) {
    const connected = (port: Runtime.Port) => {
      if (port.name !== PORT.popup || !isExtensionPage(port.sender)) return;
      listener(wire(port));
    };
    browser.runtime.onConnect.addListener(connected);
    return () => browser.runtime.onConnect.removeListener(connected);
  },

  onQuestion(listener) {
    const asked = (message: unknown, sender: Runtime.MessageSender) =>
      isExtensionPage(sender) || isOwnExtension(sender) ? listener(message) : undefined;
    browser.runtime.onMessage.addListener(asked);
    return () => browser.runtime.onMessage.removeListener(asked);
  },

  async style(style, token) {
    const request: StyleRequest = { type: 'style', style, ...(token !== undefined && { token }) };
    return (await browser.runtime.sendMessage(request)) === true;
  },

  async detectLanguage(text) {
    const { isReliable, languages } = await browser.i18n.detectLanguage(text);
    const [best] = languages;
    return isReliable && best ? best.language : null;
  },
};
