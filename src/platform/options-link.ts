/** What the options page asks of the browser; `browserOptionsLink` is the real one. */
import * as v from 'valibot';
import { browser, isFirefox } from './browser';
import { offerFolder, type PickedFile } from './folder-handover';
import { browserLink, type UiLink } from './ui-link';

export type { PickedFile };

/** Names of the manifest's commands; `popup` is the browser's own `_execute_action`. */
const CommandName = v.picklist([
  'popup',
  'next-unsafe',
  'previous-unsafe',
  'toggle-marks',
  'toggle-site',
  'open-panel',
]);
export type CommandName = v.InferOutput<typeof CommandName>;

export interface Shortcut {
  name: CommandName;
  /** As the browser writes them; empty where there are none. */
  keys: string;
}

/** Shortcuts, notifications, and what a backup needs. */
export interface AroundLink {
  shortcuts(): Promise<readonly Shortcut[]>;
  /** Shows the browser's own page for shortcuts; rejects where it has none that can be opened. */
  changeShortcuts(): Promise<void>;
  mayNotify(): Promise<boolean>;
  /** Both must be called straight from a click. */
  requestNotifications(): Promise<boolean>;
  requestSites(sites: readonly string[]): Promise<boolean>;
}

export interface OptionsLink
  extends Pick<
    UiLink,
    | 'openBackground'
    | 'ask'
    | 'requestSite'
    | 'requestSites'
    | 'requestSending'
    | 'openOwn'
    | 'openOptions'
  > {
  /** Holds a picked folder's files for the store, under a token, until `close`. */
  offerFolder(files: readonly PickedFile[]): { token: string; close(): void };
  readonly around: AroundLink;
}

const notifications = { permissions: ['notifications' as const] };

const aroundLink: AroundLink = {
  async shortcuts() {
    const commands = await browser.commands.getAll();
    return commands.flatMap(({ name = '', shortcut = '' }) => {
      const known = name === '_execute_action' ? 'popup' : name;
      return v.is(CommandName, known) ? [{ name: known, keys: shortcut }] : [];
    });
  },
  async changeShortcuts() {
    if (!isFirefox()) {
      await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
      return;
    }
    // (The polyfill's types are older than this.)
    const open: unknown = Reflect.get(browser.commands, 'openShortcutSettings');
    if (typeof open !== 'function') throw new Error('this browser opens no page for shortcuts');
    await Reflect.apply(open, browser.commands, []);
  },
  mayNotify: () => browser.permissions.contains(notifications),
  requestNotifications: () => browser.permissions.request(notifications),
  requestSites: browserLink.requestSites,
};

export const browserOptionsLink: OptionsLink = {
  openBackground: browserLink.openBackground,
  ask: browserLink.ask,
  requestSite: browserLink.requestSite,
  requestSites: browserLink.requestSites,
  requestSending: browserLink.requestSending,
  openOwn: browserLink.openOwn,
  openOptions: browserLink.openOptions,
  offerFolder,
  around: aroundLink,
};
