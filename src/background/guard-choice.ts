/**
 * Which guard is in use, after how long it is unloaded and how closely it looks at images: what is
 * stored, and what follows.
 */
import { type GuardSource, sameSource } from '../core/guard-source';
import type { ImageDetail } from '../core/image';
import { LockedError } from '../core/managed';
import { defaultSettings, type Settings } from '../core/settings';
import type { GuardSettings } from '../platform/messages';
import type { StoredBuild } from '../platform/store-protocol';
import type { LocalEngine } from './engines/local';

export interface GuardChoiceOptions {
  settings: {
    read(): Promise<Settings>;
    update(change: (settings: Settings) => Settings): Promise<Settings>;
  };
  engine: Pick<LocalEngine, 'source' | 'state' | 'choose' | 'retry' | 'wake' | 'setIdleMs'>;
  /** What waits would be answered in the old way: it is interrupted, and asked anew. */
  interrupt(): void;
  askAgain(): void;
  changed(settings: GuardSettings): void;
}

const MINUTE_MS = 60_000;

export class GuardChoice {
  readonly #options: GuardChoiceOptions;
  #idleMinutes = defaultSettings().idleMinutes;
  #detail: ImageDetail = defaultSettings().imageDetail;

  constructor(options: GuardChoiceOptions) {
    this.#options = options;
  }

  get settings(): GuardSettings {
    return {
      chosen: this.#options.engine.source,
      idleMinutes: this.#idleMinutes,
      imageDetail: this.#detail,
    };
  }

  /** How closely images are looked at. */
  get detail(): ImageDetail {
    return this.#detail;
  }

  /** Takes the stored choice, without loading the guard. */
  async start(): Promise<void> {
    const { guard, idleMinutes, imageDetail } = await this.#options.settings.read();
    this.#takeIdle(idleMinutes);
    this.#detail = imageDetail;
    void this.#options.engine.choose(guard);
  }

  /** An organisation's policy has changed, or its guard has come into the store. */
  async settingsChanged(): Promise<void> {
    const { settings, engine, interrupt, askAgain, changed } = this.#options;
    const { guard, idleMinutes, imageDetail } = await settings.read();
    this.#takeIdle(idleMinutes);
    const isSameGuard = sameSource(engine.source, guard);
    if (!isSameGuard || imageDetail !== this.#detail) {
      interrupt();
      this.#detail = imageDetail;
      // What the end of the last one brings is the engine's to tell.
      if (!isSameGuard) void engine.choose(guard);
      askAgain();
    }
    changed(this.settings);
  }

  /** Remembers the choice and loads the guard; where none is chosen, the last one has ended. */
  async choose(source: GuardSource | null): Promise<void> {
    const { settings, engine, interrupt, askAgain, changed } = this.#options;
    await settings.update((old) => ({ ...old, guard: source }));
    // Not what was stored before: of two quick choices both may have read the same.
    if (sameSource(engine.source, source)) {
      if (engine.state.status === 'failed') engine.retry();
      await engine.wake();
      return;
    }
    interrupt();
    const chosen = engine.choose(source);
    changed(this.settings);
    askAgain();
    await chosen;
    await engine.wake();
  }

  /** Applies at once, to a guard that is loaded already too. */
  async setIdle(minutes: number): Promise<void> {
    const stored = await this.#options.settings.update((old) => ({ ...old, idleMinutes: minutes }));
    this.#takeIdle(stored.idleMinutes);
    this.#options.changed(this.settings);
  }

  /** Applies at once: pages ask again, and what was asked of images in this detail is remembered. */
  async setDetail(detail: ImageDetail): Promise<void> {
    const { settings, interrupt, askAgain, changed } = this.#options;
    await settings.update((old) => ({ ...old, imageDetail: detail }));
    if (detail === this.#detail) return;
    interrupt();
    this.#detail = detail;
    changed(this.settings);
    askAgain();
  }

  /**
   * A build has just been installed: it comes into use where nothing better is. One that was
   * repaired is tried again.
   */
  async installed({ id, practice }: Pick<StoredBuild, 'id' | 'practice'>): Promise<void> {
    const { engine } = this.#options;
    const chosen = engine.source;
    if (chosen?.kind === 'installed') {
      if (chosen.id === id && engine.state.status === 'failed') engine.retry();
    } else if (!practice) {
      try {
        await this.choose({ kind: 'installed', id, practice });
      } catch (error) {
        // Nobody asked for it to be used: under a lock it just lies there.
        if (!(error instanceof LockedError)) throw error;
      }
    }
  }

  /** Where this build is in use, none is chosen any more; true then, when its Worker has ended. */
  async release(id: string): Promise<boolean> {
    const chosen = this.#options.engine.source;
    if (chosen?.kind !== 'installed' || chosen.id !== id) return false;
    await this.choose(null);
    return true;
  }

  #takeIdle(minutes: number): void {
    this.#idleMinutes = minutes;
    this.#options.engine.setIdleMs(minutes * MINUTE_MS);
  }
}
