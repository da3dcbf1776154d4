/** Context menu, shortcuts, notifications and memory, as the background's modules see them. */
import { matchPattern } from '../core/site';
import { browser, isFirefox } from './browser';

const memory = (area: 'local' | 'session', key: string) => ({
  load: async (): Promise<unknown> => (await browser.storage[area].get(key))[key],
  /** Null: forget it. */
  save: (value: unknown): Promise<void> =>
    value === null
      ? browser.storage[area].remove(key)
      : browser.storage[area].set({ [key]: value }),
});

/** The settings of before the last restoring; over restarts of the browser too. */
export const beforeRestoreMemory = memory('local', 'settings.beforeRestore');
export const diagnosticsMemory = memory('session', 'diagnostics');
export const noticesMemory = memory('session', 'notices');

/** Nothing happens where a person has not allowed notifications. */
export async function notify(id: string, title: string, message: string): Promise<void> {
  if (!(await browser.permissions.contains({ permissions: ['notifications'] }))) return;
  const iconUrl = browser.runtime.getURL('icons/seawall-128.png');
  await browser.notifications.create(id, { type: 'basic', iconUrl, title, message });
}

/** The namespace is there only once the permission is: to be called again when one is added. */
export function onNotified(clicked: () => void): void {
  const { notifications } = browser;
  if (!notifications || listening) return;
  listening = true;
  notifications.onClicked.addListener((id) => {
    void notifications.clear(id);
    clicked();
  });
}
let listening = false;

export const openOptionsPage = (): Promise<void> => browser.runtime.openOptionsPage();

export interface MenuItem {
  id: string;
  title: string;
  /** On pages of these sites only; null: on every web page. */
  sites: readonly string[] | null;
}

/** These and no others. */
export async function setMenu(items: readonly MenuItem[]): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const { id, title, sites } of items) {
    if (sites?.length === 0) continue;
    const documentUrlPatterns = sites?.map(matchPattern) ?? ['*://*/*'];
    await new Promise<void>((done) => {
      browser.contextMenus.create(
        // Not on the toolbar's button: there is no element there.
        { id, title, documentUrlPatterns, contexts: [...CONTEXTS] },
        () => {
          // Reading it keeps the browser from logging it: a second life may have been quicker.
          void browser.runtime.lastError;
          done();
        },
      );
    });
  }
}
const CONTEXTS = ['page', 'frame', 'selection', 'link', 'editable', 'image', 'video'] as const;

export interface MenuClick {
  id: string;
  tabId: number;
  frameId: number;
  /** Of the tab's page; null where the browser does not tell. */
  pageUrl: string | null;
  private: boolean;
}

export function onMenuClicked(listener: (click: MenuClick) => void): void {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (tab?.id === undefined) return;
    listener({
      id: String(info.menuItemId),
      tabId: tab.id,
      frameId: info.frameId ?? 0,
      pageUrl: info.pageUrl ?? tab.url ?? null,
      private: tab.incognito,
    });
  });
}

export function onCommand(
  listener: (
    command: string,
    tab: { id: number; url: string | null; windowId: number } | null,
  ) => void,
): void {
  browser.commands.onCommand.addListener((command, tab) => {
    const { id, url, windowId } = tab ?? {};
    listener(command, id === undefined ? null : { id, url: url ?? null, windowId: windowId ?? -1 });
  });
}

/** Must be called straight from a click or key, before anything is awaited. */
export const requestSiteNow = (site: string): Promise<boolean> =>
  browser.permissions.request({ origins: [matchPattern(site)] });

/** The same. Firefox has a sidebar, Chrome a side panel. */
export async function openPanel(windowId: number): Promise<void> {
  if (isFirefox()) return browser.sidebarAction.toggle();
  // The polyfill's types know no side panel.
  const panel: unknown = Reflect.get(browser, 'sidePanel');
  const open: unknown = typeof panel === 'object' && panel ? Reflect.get(panel, 'open') : undefined;
  if (typeof open === 'function') await Reflect.apply(open, panel, [{ windowId }]);
}

export const removeSite = (site: string): Promise<boolean> =>
  browser.permissions.remove({ origins: [matchPattern(site)] });

/** The answer of one frame's content script; null where there is none. */
export const askFrame = (tabId: number, frameId: number, message: unknown): Promise<unknown> =>
  browser.tabs.sendMessage(tabId, message, { frameId }).catch(() => null);
