/**
 * Chrome's offscreen document: owns the Worker, so that the weights outlive the service worker.
 *
 * It must not listen to `runtime.onConnect`: every content script's port would then end here as
 * well, and a content script would not notice that the service worker was killed. So the service
 * worker asks by a message, and this side opens the port.
 */
import * as v from 'valibot';
import { browser, type Runtime } from '../../platform/browser';
import { AttachRequest, GUARD_PORT, GuardRequest } from '../../platform/guard-protocol';
import { isOwnExtension } from '../../platform/provenance';
import { GuardKeeper } from './keeper';
import { spawnGuard } from './spawn';

const keeper = new GuardKeeper({
  spawn: spawnGuard,
  // Nothing is left to keep alive: close the document and give its process back.
  idle: () => window.close(),
});

function attach(): void {
  const port = browser.runtime.connect({ name: GUARD_PORT });
  const connection = keeper.attach((event) => {
    try {
      port.postMessage(event);
    } catch {
      // The service worker was killed a moment ago; `onDisconnect` follows.
    }
  });
  port.onMessage.addListener((raw: unknown) => {
    const request = v.safeParse(GuardRequest, raw);
    if (request.success) connection.send(request.output);
    else console.debug('seawall: dropped a malformed guard request', request.issues[0].message);
  });
  port.onDisconnect.addListener(() => {
    void browser.runtime.lastError;
    connection.close();
  });
}

browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender) => {
  if (!isOwnExtension(sender) || !v.is(AttachRequest, raw)) return undefined;
  attach();
  return Promise.resolve(true);
});
