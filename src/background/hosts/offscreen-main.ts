/**
 * Chrome's offscreen document: owns the Workers, so that the weights, and an installation, outlive
 * the service worker.
 *
 * It must not listen to `runtime.onConnect`: every content script's port would then end here as
 * well, and a content script would not notice that the service worker was killed. So the service
 * worker asks by a message, and this side opens the port.
 */
import * as v from 'valibot';
import { browser, type Runtime } from '../../platform/browser';
import { GUARD_PORT, GuardRequest } from '../../platform/guard-protocol';
import { drawImages } from '../../platform/image-handover';
import { type HostPortName, HostRequest } from '../../platform/offscreen';
import { persistStorage } from '../../platform/persistence';
import { isOwnExtension } from '../../platform/provenance';
import { STORE_PORT, StoreRequest } from '../../platform/store-protocol';
import { drawSvg } from './draw';
import { GuardKeeper } from './guard-keeper';
import type { Keeper } from './host';
import { spawnGuard, spawnStore } from './spawn';
import { StoreKeeper } from './store-keeper';

/** Long enough for an answer to be on its way, and for a request that follows at once. */
const CLOSE_AFTER_MS = 1_000;

const guard = new GuardKeeper({ spawn: spawnGuard, idle: closeIfUnused });
const store = new StoreKeeper({ spawn: spawnStore, persist: persistStorage, idle: closeIfUnused });

drawImages(drawSvg);

/** Nothing is left to keep alive: close the document and give its process back. */
function closeIfUnused(): void {
  if (!guard.running && !store.running) window.close();
}

function attach<Request, Event>(
  name: HostPortName,
  keeper: Keeper<Request, Event>,
  schema: v.GenericSchema<unknown, Request>,
): void {
  const port = browser.runtime.connect({ name });
  const connection = keeper.attach((event) => {
    try {
      port.postMessage(event);
    } catch {
      // The service worker was killed a moment ago; `onDisconnect` follows.
    }
  });
  port.onMessage.addListener((raw: unknown) => {
    const request = v.safeParse(schema, raw);
    if (request.success) connection.send(request.output);
    else console.debug('seawall: dropped a malformed request', request.issues[0].message);
  });
  port.onDisconnect.addListener(() => {
    void browser.runtime.lastError;
    connection.close();
  });
}

function stop(keeper: Pick<Keeper<never, never>, 'stop'>): void {
  keeper.stop();
  setTimeout(closeIfUnused, CLOSE_AFTER_MS);
}

browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender) => {
  const parsed = v.safeParse(HostRequest, raw);
  if (!isOwnExtension(sender) || !parsed.success) return undefined;
  const request = parsed.output;
  if (request.type === 'host.rest') setTimeout(closeIfUnused, CLOSE_AFTER_MS);
  else if (request.type === 'host.stop') stop(request.port === GUARD_PORT ? guard : store);
  else if (request.port === GUARD_PORT) attach(GUARD_PORT, guard, GuardRequest);
  else attach(STORE_PORT, store, StoreRequest);
  return Promise.resolve(true);
});
