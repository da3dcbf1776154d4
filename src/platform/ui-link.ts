/**
 * What an extension page asks of the browser, as one interface: the stores of the UI take it as an
 * argument and are tested without an extension around them. `browserLink` is the real one.
 */
import { matchPattern } from '../core/site';
import { browser, isFirefox, type Tabs } from './browser';
import { PORT, type PopupMessage, type UiRequest } from './messages';
import { type OwnPage, openPage } from './pages';
import { SENT_DATA } from './sending';

/** As `vite.config.ts` builds it. */
const REVIEW_PAGE = 'src/ui/review/review.html';

export interface TabView {
  id: number;
  /** Absent where neither `activeTab` nor a host permission lets us see it. */
  url: string | null;
  loading: boolean;
  /** Of a private window. */
  private: boolean;
}

/** One open port. Nothing that comes out of it has been parsed yet. */
export interface Channel {
  send(message: PopupMessage): void;
  close(): void;
}

export interface ChannelEvents {
  message(raw: unknown): void;
  /** The other side is gone or never was there. Called at most once, never from `open` itself. */
  end(): void;
}

export interface UiLink {
  /** The tab with this id, or the active one of the current window. */
  tab(id: number | null): Promise<TabView | null>;
  /** Calls back when the tab may show something else now, or has gone. */
  watchTab(id: number, changed: () => void, signal: AbortSignal): void;
  reload(id: number): Promise<void>;
  /** To all frames of the tab that are screened now, or to one of them. */
  openPage(tabId: number, events: ChannelEvents, frameId?: number): Channel;
  openBackground(events: ChannelEvents): Channel;
  ask(request: UiRequest): Promise<unknown>;
  /** Must be called straight from a click, before anything is awaited: the browser insists. */
  requestSite(site: string): Promise<boolean>;
  /** As `requestSite`, for several in one question. */
  requestSites(sites: readonly string[]): Promise<boolean>;
  /** Whether the person has let Seawall read this site. */
  mayRead(site: string): Promise<boolean>;
  /**
   * As `requestSite`, for a host that pages' content is to be sent to: in Firefox the same question
   * also asks for consent to that.
   */
  requestSending(host: string): Promise<boolean>;
  removeSite(site: string): Promise<boolean>;
  /** Shows the review page in a tab, and closes the popup that asked for it. */
  openReview(): Promise<void>;
  /** Shows the options page in a tab, and closes the popup that asked for it. */
  openOptions(): Promise<void>;
  /** Another page of ours, in a tab; closes the popup as `openOptions` does. */
  openOwn(page: OwnPage): Promise<void>;
}

const tabView = (tab: Tabs.Tab): TabView | null =>
  tab.id === undefined
    ? null
    : {
        id: tab.id,
        url: tab.url ?? null,
        loading: tab.status === 'loading',
        private: tab.incognito,
      };

function channel(
  connect: () => ReturnType<typeof browser.runtime.connect>,
  events: ChannelEvents,
): Channel {
  let port: ReturnType<typeof connect>;
  try {
    port = connect();
  } catch {
    // The tab is gone, or the extension has been reloaded under this page.
    queueMicrotask(() => events.end());
    return { send: () => {}, close: () => {} };
  }
  port.onMessage.addListener((raw: unknown) => events.message(raw));
  port.onDisconnect.addListener(() => {
    // Reading it keeps Chrome from logging "no receiving end": that is an answer here, no error.
    void browser.runtime.lastError;
    events.end();
  });
  return {
    send(message) {
      try {
        port.postMessage(message);
      } catch {
        // Closed a moment ago; `end` is on its way.
      }
    },
    close() {
      try {
        port.disconnect();
      } catch {
        // Closed already.
      }
    },
  };
}

export const browserLink: UiLink = {
  async tab(id) {
    try {
      if (id !== null) return tabView(await browser.tabs.get(id));
      const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
      return tab ? tabView(tab) : null;
    } catch {
      return null;
    }
  },
  watchTab(id, changed, signal) {
    const updated = (tabId: number) => {
      if (tabId === id) changed();
    };
    browser.tabs.onUpdated.addListener(updated);
    browser.tabs.onRemoved.addListener(updated);
    signal.addEventListener('abort', () => {
      browser.tabs.onUpdated.removeListener(updated);
      browser.tabs.onRemoved.removeListener(updated);
    });
  },
  reload: (id) => browser.tabs.reload(id),
  openPage: (tabId, events, frameId) =>
    channel(
      () =>
        browser.tabs.connect(tabId, {
          name: PORT.popup,
          ...(frameId === undefined ? {} : { frameId }),
        }),
      events,
    ),
  openBackground: (events) => channel(() => browser.runtime.connect({ name: PORT.ui }), events),
  ask: (request) => browser.runtime.sendMessage(request),
  requestSite: (site) => browser.permissions.request({ origins: [matchPattern(site)] }),
  requestSites: (sites) => browser.permissions.request({ origins: sites.map(matchPattern) }),
  mayRead: (site) => browser.permissions.contains({ origins: [matchPattern(site)] }),
  requestSending: (host) =>
    browser.permissions.request({
      origins: [matchPattern(host)],
      // Chrome knows no such permission, and refuses the whole request for it.
      ...(isFirefox() ? { data_collection: [SENT_DATA] } : {}),
    }),
  removeSite: (site) => browser.permissions.remove({ origins: [matchPattern(site)] }),
  async openReview() {
    await browser.tabs.create({ url: browser.runtime.getURL(REVIEW_PAGE) });
    if (!(await inTab())) window.close();
  },
  async openOptions() {
    await browser.runtime.openOptionsPage();
    // Firefox leaves it open over the new tab.
    if (!(await inTab())) window.close();
  },
  async openOwn(page) {
    await openPage(page);
    if (!(await inTab())) window.close();
  },
};

/** True where this extension page fills a tab instead of hanging from the toolbar. */
export const inTab = async (): Promise<boolean> => (await browser.tabs.getCurrent()) !== undefined;

/** Calls back with the tab in front of this window, at once and whenever it is another one. */
export function watchActiveTab(changed: (tabId: number) => void, signal: AbortSignal): void {
  let windowId: number | undefined;
  const activated = (info: { tabId: number; windowId: number }): void => {
    if (info.windowId === windowId) changed(info.tabId);
  };
  browser.tabs.onActivated.addListener(activated);
  signal.addEventListener('abort', () => browser.tabs.onActivated.removeListener(activated));
  browser.tabs.query({ active: true, currentWindow: true }).then(
    ([tab]) => {
      windowId = tab?.windowId;
      if (tab?.id !== undefined && !signal.aborted) changed(tab.id);
    },
    () => {},
  );
}
