/** Where the two Workers live, and what keeps this program awake: each browser has its own way. */
import { drawImages, drawnImage } from '../platform/image-handover';
import {
  askOffscreen,
  closeOffscreen,
  createOffscreen,
  type HostPortName,
  offscreenExists,
} from '../platform/offscreen';
import { persistStorage } from '../platform/persistence';
import { liveliness, wakefulness } from '../platform/stay-awake';
import { drawSvg } from './hosts/draw';
import { eventPageHosts } from './hosts/event-page';
import type { GuardHost, StoreHost } from './hosts/host';
import { type HostPort, OffscreenDocument } from './hosts/offscreen';
import { spawnGuard, spawnStore } from './hosts/spawn';
import type { DrawSvg } from './images/picture';

/** A picture for a list is not worth waiting for longer. */
const DRAW_MS = 3_000;

export interface WorkerHosts {
  hosts: { guard: GuardHost; store: StoreHost };
  /** Takes a port that the offscreen document has opened. */
  acceptHost(name: HostPortName, port: HostPort): void;
  /** Keeps this program from being suspended, where nothing else does. */
  stay(who: string, awake: boolean): void;
  /** A picture of an SVG. */
  draw: DrawSvg;
  /** The same while a server is asked. */
  stayForAnswers(who: string, awake: boolean): void;
}

function drawn(svg: Blob, side: number): Promise<ImageBitmap | null> {
  return drawnImage(svg, side, DRAW_MS);
}

/** The build's mode decides, so that neither browser's build carries the other's host. */
export function workerHosts(): WorkerHosts {
  if (import.meta.env.MODE === 'firefox') {
    const { stay } = wakefulness();
    drawImages(drawSvg);
    return {
      hosts: eventPageHosts({ spawnGuard, spawnStore, stay, persist: persistStorage }),
      acceptHost: (_name, port) => port.disconnect(),
      stay,
      stayForAnswers: stay,
      draw: drawn,
    };
  }
  const offscreen = new OffscreenDocument({
    exists: offscreenExists,
    create: createOffscreen,
    close: closeOffscreen,
    ask: askOffscreen,
  });
  return {
    hosts: offscreen.hosts(),
    acceptHost: (name, port) => offscreen.accept(name, port),
    // Each image that ends is a message to its page, and that comes before Chrome's time is up.
    stay: () => {},
    stayForAnswers: liveliness().stay,
    // A service worker cannot draw one, and without a guard there is no document.
    draw: (svg, side) => offscreen.during(() => drawn(svg, side)),
  };
}
