/** When pages wait: what is set, told to every page when it changes. Pages begin with the defaults. */
import { changedPace, defaultPace, type PaceChange, type PaceSettings } from '../core/pace';
import type { SettingsStore } from '../platform/storage';

export interface PaceOptions {
  settings: SettingsStore;
  /** Tell every page. */
  changed(pace: PaceSettings): void;
}

export class Pace {
  #current = defaultPace();

  constructor(private readonly options: PaceOptions) {}

  get current(): PaceSettings {
    return { ...this.#current };
  }

  async start(): Promise<void> {
    this.#current = (await this.options.settings.read()).pace;
  }

  /** An organisation's policy has changed. */
  async settingsChanged(): Promise<void> {
    await this.start();
    this.options.changed(this.current);
  }

  async set(change: PaceChange): Promise<void> {
    const { pace } = await this.options.settings.update((old) => ({
      ...old,
      pace: changedPace(old.pace, change),
    }));
    this.#current = pace;
    this.options.changed(this.current);
  }
}
