/**
 * What the browser tells this program: ports, messages, permissions, alarms, beginnings. All of it is
 * listened to at once; what an event needs of the stored state it awaits by `started`.
 */
import * as v from 'valibot';
import { onAlarm } from '../platform/alarms';
import { placeOf, portLink } from '../platform/background-link';
import { browser, type Runtime } from '../platform/browser';
import { onManagedChanged } from '../platform/managed';
import { documentOfPort, PORT } from '../platform/messages';
import { HostPortName, isOffscreenPage } from '../platform/offscreen';
import { openWelcome } from '../platform/pages';
import { isContentScript, isExtensionPage } from '../platform/provenance';
import type { Around } from './around';
import type { HostedEngine } from './engines/remote/hosted';
import type { ServerEngine } from './engines/remote/server';
import type { frameRequests } from './frame-requests';
import type { WorkerHosts } from './hosting';
import type { Lock } from './lock';
import type { Network } from './network';
import type { Pages } from './pages';
import type { Permitted } from './permitted';
import type { Policy } from './policy';
import type { Preferences } from './preferences';
import type { Review } from './review/wire';
import type { starting } from './starting';
import type { Ui } from './ui';
import type { Wanted } from './wanted';

/** Rings when an engine that rests may be asked again. */
export const REST_ALARM = 'rest';
/** Rings when entries of the review store may have become too old, or too many. */
export const RETAIN_ALARM = 'retain';
/** Rings when the lock is no longer open. */
export const LOCK_ALARM = 'lock';

export interface ListenersOptions {
  started: Promise<void>;
  starting: Pick<ReturnType<typeof starting>, 'takePolicy' | 'followManagedGuard'>;
  pages: Pages;
  ui: Ui;
  acceptHost: WorkerHosts['acceptHost'];
  frameRequest: ReturnType<typeof frameRequests>;
  around: Around;
  wanted: Wanted;
  policy: Policy;
  network: Network;
  permitted: Permitted;
  engines: { server: Pick<ServerEngine, 'status'>; hosted: Pick<HostedEngine, 'status'> };
  review: Review;
  lock: Lock;
  preferences: Preferences;
}

export function listen(options: ListenersOptions): void {
  const { started, starting, pages, ui, acceptHost, frameRequest, around, wanted, policy } =
    options;
  const { network, permitted, engines, review, lock, preferences } = options;

  browser.runtime.onConnect.addListener((port) => {
    const { sender } = port;
    const document = documentOfPort(port.name);
    if (document !== null && isContentScript(sender)) {
      pages.accept({ ...portLink(port), sender: { ...placeOf(sender), document } });
    } else if (port.name === PORT.ui && isExtensionPage(sender)) {
      ui.accept(portLink(port));
    } else if (
      v.is(HostPortName, port.name) &&
      isExtensionPage(sender) &&
      isOffscreenPage(sender?.url)
    ) {
      acceptHost(port.name, portLink(port));
    } else {
      port.disconnect();
    }
  });

  browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender) => {
    if (isExtensionPage(sender)) return ui.request(raw) ?? undefined;
    if (isContentScript(sender)) return frameRequest(raw, sender) ?? undefined;
    return undefined;
  });

  browser.permissions.onAdded.addListener(() => {
    around.permissionsAdded();
    void started.then(() => {
      void wanted.permissionsAdded();
      void policy.permissionsAdded();
      void network.permissionsChanged();
      // It may be where the images of some page are, which could not be read up to now…
      pages.askAgain(false);
      // … or its frames.
      permitted.lookForFrames();
    });
  });

  browser.permissions.onRemoved.addListener(() => {
    void started.then(() => {
      void policy.permissionsRemoved();
      void network.permissionsChanged();
      void permitted.stopWhereForbidden();
    });
  });

  onAlarm(REST_ALARM, () => {
    void started.then(() => {
      // One that still rests rings again by itself.
      const { server, hosted } = engines;
      if (server.status !== 'failed' && hosted.status !== 'failed') pages.askAgain(false);
    });
  });

  onAlarm(RETAIN_ALARM, () => {
    void started.then(() => review.retain());
  });

  onAlarm(LOCK_ALARM, () => {
    lock.tidy().catch((error) => console.error('seawall: could not close the lock', error));
  });

  browser.runtime.onInstalled.addListener(({ reason }) => {
    void started.then(async () => {
      if (reason === 'install' && !preferences.current.welcomed) await openWelcome();
      await policy.injectAll();
    });
  });

  // That the browser starts us is enough for all else: `start` puts it in order.
  browser.runtime.onStartup.addListener(() => {
    void started.then(() => starting.followManagedGuard(true));
  });

  onManagedChanged(() => {
    void started.then(() => starting.takePolicy());
  });
}
