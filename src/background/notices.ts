/**
 * The browser's notifications: only what needs a person, in words of ours, each once until it has
 * come right. What was told is kept for the browser's session, so that a background that was killed
 * does not tell it again.
 */
import * as v from 'valibot';
import type { EnginesView } from '../platform/engines-protocol';
import type { GuardState } from '../platform/guard-protocol';
import type { InstallState } from '../platform/store-protocol';
import { words } from './strings';

export interface NoticesOptions {
  /** Whether a person wants to be told. */
  isWanted(): boolean;
  /** Does nothing where the browser was not allowed to. */
  show(id: string, title: string, message: string): Promise<void>;
  load(): Promise<unknown>;
  save(told: readonly string[]): Promise<void>;
}

const Told = v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(20));
const MAX_NAME = 80;

export class Notices {
  readonly #options: NoticesOptions;
  readonly #told = new Set<string>();
  /** One after another, and after what was told before is known. */
  #chain: Promise<void>;
  #install: InstallState['status'] | null = null;

  constructor(options: NoticesOptions) {
    this.#options = options;
    this.#chain = this.#begin();
  }

  /** Rests when all has been shown that was to be. */
  get quiet(): Promise<void> {
    return this.#chain;
  }

  guard(state: GuardState): void {
    if (state.status === 'failed')
      this.#tell('guard', `guard ${state.code}`, words.notices.guardFailed);
    else if (state.status === 'ready' || state.status === 'none') this.#right('guard');
  }

  install(state: InstallState): void {
    const before = this.#install;
    this.#install = state.status;
    if (state.status === 'running' || state.status === 'none') this.#right('install');
    if (before === state.status) return;
    const name = ('name' in state && state.name?.slice(0, MAX_NAME)) || words.notices.guard;
    if (state.status === 'done')
      this.#tell('install', `install done ${state.id}`, words.notices.installed(name));
    // One that failed before this browser was started has been told of then.
    if (state.status === 'failed' && before !== null)
      this.#tell('install', `install ${state.code}`, words.notices.installFailed(name));
  }

  engines({ hosted }: EnginesView): void {
    const { state } = hosted;
    if (state.status === 'resting' && state.trouble === 'key-refused')
      this.#tell('key', 'key refused', words.notices.keyRefused);
    else if (state.status === 'off' || state.status === 'unready') this.#right('key');
  }

  async #begin(): Promise<void> {
    const told = v.safeParse(Told, await this.#options.load().catch(() => undefined));
    if (told.success) for (const each of told.output) this.#told.add(each);
  }

  #tell(about: string, what: string, sentence: string): void {
    const key = `${about}: ${what}`;
    this.#then(async () => {
      if (this.#told.has(key) || !this.#options.isWanted()) return;
      this.#told.add(key);
      await this.#keep();
      await this.#options.show(about, sentence, words.notices.look);
    });
  }

  /** It has come right: should it go wrong again, that is news. */
  #right(about: string): void {
    this.#then(async () => {
      const over = [...this.#told].filter((key) => key.startsWith(`${about}: `));
      if (over.length === 0) return;
      for (const key of over) this.#told.delete(key);
      await this.#keep();
    });
  }

  #keep(): Promise<void> {
    return this.#options.save([...this.#told]);
  }

  #then(act: () => Promise<void>): void {
    this.#chain = this.#chain
      .then(act)
      .catch((error) => console.debug('seawall: a notification was not shown', error));
  }
}
