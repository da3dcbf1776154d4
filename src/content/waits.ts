/**
 * Whether the page waits although it could ask: while its tab is hidden, and, but for what is in
 * view, while the battery is low. A browser that tells nothing of its battery (Firefox; Chromium in
 * pages without TLS) has a full one.
 */
import * as v from 'valibot';
import { defaultPace, type PaceSettings } from '../core/pace';
import { PRIORITY, type Priority } from '../core/priority';
import { doc } from './dom';
import { listenAtDocument } from './listen';

/** Below this, and not charging. */
const LOW = 0.2;

const Battery = v.looseObject({ charging: v.boolean(), level: v.number() });

export class Waits {
  #pace = defaultPace();
  #isBatteryLow = false;

  constructor(
    /** It may be another answer now. */
    private readonly changed: () => void,
    signal: AbortSignal,
    /** Null where there is none to be had. */
    battery: Promise<unknown> | null = batteryOfBrowser(),
    private readonly isHidden = () => doc.hidden,
  ) {
    listenAtDocument('visibilitychange', () => this.changed(), { signal });
    battery?.then(
      (found) => this.#watch(found, signal),
      () => {},
    );
  }

  set(pace: PaceSettings): void {
    this.#pace = pace;
    this.changed();
  }

  /** Nothing new is to be asked. */
  get isPaused(): boolean {
    return this.#pace.waitHidden && this.isHidden();
  }

  /** Only what is in view is to be asked about: the battery is low. */
  get isSaving(): boolean {
    return this.#pace.batteryInView && this.#isBatteryLow;
  }

  /** Whether what is there may be asked about now. */
  allows(priority: Priority): boolean {
    if (this.isPaused) return false;
    return priority === PRIORITY.visible || !this.isSaving;
  }

  #watch(found: unknown, signal: AbortSignal): void {
    if (signal.aborted || !(found instanceof EventTarget)) return;
    const look = (): void => {
      const battery = v.safeParse(Battery, found);
      const isLow = battery.success && !battery.output.charging && battery.output.level < LOW;
      if (isLow === this.#isBatteryLow) return;
      this.#isBatteryLow = isLow;
      this.changed();
    };
    for (const type of ['chargingchange', 'levelchange'])
      found.addEventListener(type, look, { signal });
    look();
  }
}

function batteryOfBrowser(): Promise<unknown> | null {
  const { getBattery } = navigator as { getBattery?: () => Promise<unknown> };
  return typeof getBattery === 'function' ? getBattery.call(navigator) : null;
}
