/** The browser as the whole background needs it, without one: events that a test fires, stores that it reads. */

export const ID = 'seawall-id';
export const ORIGIN = `chrome-extension://${ID}/`;

const event = () => {
  const listeners: ((...args: never[]) => unknown)[] = [];
  return {
    addListener: (listener: (...args: never[]) => unknown) => listeners.push(listener),
    fire: (...args: unknown[]) => listeners.map((listener) => listener(...(args as never[]))),
    listeners,
  };
};

const area = (items: Record<string, unknown>) => ({
  get: async (key: string) => ({ [key]: items[key] }),
  set: async (more: object) => void Object.assign(items, structuredClone(more)),
  remove: async (key: string) => void delete items[key],
});

/** What is in the way of a content script's and an extension page's wishes. */
export function standInBrowser(settings: unknown) {
  const local: Record<string, unknown> = { settings };
  const session: Record<string, unknown> = {};
  const registered: unknown[] = [];
  const runtime = {
    id: ID,
    getURL: (path: string) => ORIGIN + path,
    onConnect: event(),
    onMessage: event(),
    onInstalled: event(),
    onStartup: event(),
    getPlatformInfo: async () => ({ os: 'linux' }),
    getManifest: () => ({ version: '0' }),
    sendMessage: async () => undefined,
    getContexts: async () => [],
  };
  const browser = {
    runtime,
    permissions: {
      onAdded: event(),
      onRemoved: event(),
      contains: async ({ origins = [] }: { origins?: string[] }) =>
        origins.every((origin) => origin.includes('on.example')),
      getAll: async () => ({ origins: ['*://on.example/*'] }),
      remove: async () => true,
    },
    storage: {
      local: area(local),
      session: area(session),
      managed: { get: async () => ({}) },
      onChanged: event(),
    },
    alarms: {
      onAlarm: event(),
      get: async () => undefined,
      create: async () => {},
      clear: async () => true,
    },
    i18n: {
      getUILanguage: () => 'en',
      detectLanguage: async () => ({ isReliable: false, languages: [] }),
    },
    commands: { onCommand: event(), getAll: async () => [] },
    notifications: undefined,
    contextMenus: {
      onClicked: event(),
      removeAll: async () => {},
      create: (_: object, done: () => void) => done(),
    },
    tabs: { query: async () => [], sendMessage: async () => {}, create: async () => ({}) },
    windows: { create: async () => ({}), getCurrent: async () => ({}) },
    scripting: {
      getRegisteredContentScripts: async () => registered,
      registerContentScripts: async (scripts: unknown[]) => void registered.push(...scripts),
      unregisterContentScripts: async () => {},
      executeScript: async () => [],
      insertCSS: async () => {},
      removeCSS: async () => {},
    },
    action: {
      setBadgeText: async () => {},
      setTitle: async () => {},
      setBadgeBackgroundColor: async () => {},
      setBadgeTextColor: async () => {},
    },
  };
  return { browser, runtime, local, session, registered };
}

export interface StandInPort {
  readonly got: unknown[];
  closed: boolean;
  readonly onMessage: ReturnType<typeof event>;
  readonly onDisconnect: ReturnType<typeof event>;
}

/** Opens a port to the background as this sender. */
export function connect(
  { runtime }: Pick<ReturnType<typeof standInBrowser>, 'runtime'>,
  name: string,
  sender: unknown,
): StandInPort {
  const port = {
    name,
    sender,
    got: [] as unknown[],
    closed: false,
    onMessage: event(),
    onDisconnect: event(),
    postMessage: (message: unknown) => void port.got.push(message),
    disconnect: () => {
      port.closed = true;
    },
  };
  runtime.onConnect.fire(port);
  return port;
}
