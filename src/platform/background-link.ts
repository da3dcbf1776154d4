/** The browser as the background's modules see it: small interfaces that tests can stand in for. */
import type { Counts } from '../core/verdict';
import { browser, type Runtime } from './browser';
import type { BackgroundMessage } from './messages';

type Port = Runtime.Port;

/** Listener-shaped port: what came is parsed by whoever listens. */
export const portLink = (port: Port) => ({
  postMessage: (message: unknown): void => port.postMessage(message),
  disconnect: (): void => port.disconnect(),
  onMessage: (listener: (raw: unknown) => void): void =>
    port.onMessage.addListener((raw: unknown) => listener(raw)),
  onDisconnect: (listener: () => void): void =>
    port.onDisconnect.addListener(() => {
      // Reading it keeps Chrome from logging that a page went into its back-forward cache.
      void browser.runtime.lastError;
      listener();
    }),
});

/** The sender's place, by the browser's own fields. */
export function placeOf(sender: Runtime.MessageSender | undefined) {
  const origin: unknown = sender && 'origin' in sender ? sender.origin : undefined;
  return {
    tabId: sender?.tab?.id ?? -1,
    frameId: sender?.frameId ?? -1,
    url: sender?.url,
    /** The tab's page; absent where nothing lets us see it. */
    top: sender?.tab?.url,
    origin: typeof origin === 'string' ? origin : undefined,
    // Unknown counts as private.
    private: sender?.tab?.incognito ?? true,
  };
}

/** BCP 47 tag; null where the browser is not sure. */
export async function detectLanguage(text: string): Promise<string | null> {
  const { isReliable, languages } = await browser.i18n.detectLanguage(text);
  return (isReliable && languages[0]?.language) || null;
}

/** To a frame that has no port now. That nobody listens there any more is no error. */
export function sendToFrame(tabId: number, frameId: number, message: BackgroundMessage): void {
  browser.tabs.sendMessage(tabId, message, { frameId }).catch(() => {});
}

export const openTabs = async (): Promise<ReadonlySet<number>> =>
  new Set((await browser.tabs.query({})).flatMap(({ id }) => id ?? []));

const FRAMES_KEY = 'frames';

export const loadFrames = async (): Promise<unknown> =>
  (await browser.storage.session.get(FRAMES_KEY))[FRAMES_KEY];

export const saveFrames = (stored: {
  frames: readonly { tabId: number; frameId: number; site: string | null; counts: Counts }[];
  sensitive: readonly { tabId: number; document: string | null }[];
}): Promise<void> => browser.storage.session.set({ [FRAMES_KEY]: stored });

const WANTED_KEY = 'wanted';

export const loadWanted = async (): Promise<unknown> =>
  (await browser.storage.session.get(WANTED_KEY))[WANTED_KEY];

export const saveWanted = (wish: { site: string; at: number } | null): Promise<void> =>
  wish
    ? browser.storage.session.set({ [WANTED_KEY]: wish })
    : browser.storage.session.remove(WANTED_KEY);

const BUDGET_KEY = 'hosted.budget';

/** Over restarts of the browser too: the server's minute does not end with ours. */
export const budgetMemory = {
  load: async (): Promise<unknown> => (await browser.storage.local.get(BUDGET_KEY))[BUDGET_KEY],
  save: (budget: unknown): Promise<void> => browser.storage.local.set({ [BUDGET_KEY]: budget }),
};

const HISTORY_KEY = 'hosted.history';

/** Of sites: gone with the browser's session. */
export const historyMemory = {
  load: async (): Promise<unknown> => (await browser.storage.session.get(HISTORY_KEY))[HISTORY_KEY],
  save: (history: unknown): Promise<void> =>
    browser.storage.session.set({ [HISTORY_KEY]: history }),
};

const INSTALLATION_KEY = 'installation';

/** Over restarts of the browser too: what was being installed goes on. */
export const installationMemory = {
  load: async (): Promise<unknown> =>
    (await browser.storage.local.get(INSTALLATION_KEY))[INSTALLATION_KEY],
  /** Null: nothing is under way. */
  save: (memory: unknown): Promise<void> =>
    memory === null
      ? browser.storage.local.remove(INSTALLATION_KEY)
      : browser.storage.local.set({ [INSTALLATION_KEY]: memory }),
};

const UNLOCK_KEY = 'unlock';

/** Gone with the browser's session, and closed to content scripts in both browsers. */
export const unlockMemory = {
  load: async (): Promise<unknown> => (await browser.storage.session.get(UNLOCK_KEY))[UNLOCK_KEY],
  /** Null: forget it. */
  save: (unlock: unknown): Promise<void> =>
    unlock === null
      ? browser.storage.session.remove(UNLOCK_KEY)
      : browser.storage.session.set({ [UNLOCK_KEY]: unlock }),
};

export const toolbarButton = {
  setText: (tabId: number, text: string) => browser.action.setBadgeText({ tabId, text }),
  async setColours(tabId: number, background: string, text: string): Promise<void> {
    await browser.action.setBadgeBackgroundColor({ tabId, color: background });
    await browser.action.setBadgeTextColor({ tabId, color: text });
  },
  setTitle: (tabId: number, title: string) => browser.action.setTitle({ tabId, title }),
};
