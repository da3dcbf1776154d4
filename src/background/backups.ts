/**
 * Settings as a file, and back. What is restored are a person's own settings: an organisation's
 * policy still holds over them. What was before is kept first, so that it can be taken back.
 */
import { changesBetween, readBackup, restored, writeBackup } from '../core/backup';
import type { GuardSource } from '../core/guard-source';
import { readSettings, type Settings } from '../core/settings';
import type { BackupRequest, BackupView } from '../platform/around-protocol';
import { PolicyError } from './policy';
import { words } from './strings';

export interface BackupsOptions {
  settings: {
    readOwn(): Promise<Settings>;
    updateOwn(change: (settings: Settings) => Settings): Promise<Settings>;
  };
  /** The settings of before the last restoring. */
  memory: { load(): Promise<unknown>; save(settings: Settings | null): Promise<void> };
  /** Whether this guard is on this machine. */
  isHere(guard: GuardSource): boolean;
  /** Every part takes what holds now; sites that the browser does not let us read go off. */
  replaced(): Promise<void>;
  now(): Date;
}

export class Backups {
  readonly #options: BackupsOptions;
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: BackupsOptions) {
    this.#options = options;
  }

  /** @throws PolicyError with a sentence for the person, where nothing was changed. */
  request(request: BackupRequest): Promise<BackupView> {
    const answer = this.#chain.then(() => this.#answer(request));
    this.#chain = answer.catch(() => {});
    return answer;
  }

  async #answer(request: BackupRequest): Promise<BackupView> {
    const { settings, now } = this.#options;
    switch (request.type) {
      case 'backup.get':
        return this.#view();
      case 'backup.export':
        return { ...(await this.#view()), text: writeBackup(await settings.readOwn(), now()) };
      case 'backup.preview': {
        const own = await settings.readOwn();
        return {
          ...(await this.#view()),
          changes: changesBetween(own, this.#read(request.text, own)),
        };
      }
      case 'backup.restore':
        return this.#restore(request.text);
      case 'backup.undo':
        return this.#undo();
    }
  }

  #read(text: string, own: Settings): Settings {
    const read = readBackup(text);
    if (!read.ok) throw new PolicyError(words.backup.problems[read.problem]);
    return restored(own, read.settings, this.#options.isHere);
  }

  async #restore(text: string): Promise<BackupView> {
    const { settings, memory } = this.#options;
    const before = await settings.readOwn();
    const next = this.#read(text, before);
    const changes = changesBetween(before, next);
    if (changes.length === 0) return { ...(await this.#view()), changes };
    // First, whatever ends us in between.
    await memory.save(before);
    return { ...(await this.#take(next)), changes };
  }

  async #undo(): Promise<BackupView> {
    const { memory, settings } = this.#options;
    const before = await this.#before();
    if (before === null) throw new PolicyError(words.backup.nothingToUndo);
    const own = await settings.readOwn();
    // As any other file: what has been turned off or locked since stays so.
    const next = restored(own, before, this.#options.isHere);
    const changes = changesBetween(own, next);
    const view = await this.#take(next);
    await memory.save(null);
    return { ...view, canUndo: false, changes };
  }

  async #take(next: Settings): Promise<BackupView> {
    const { settings, replaced } = this.#options;
    await settings.updateOwn(() => next);
    await replaced();
    const { sites } = await settings.readOwn();
    const unreadable = Object.keys(next.sites).filter((site) => !sites[site]);
    return { ...(await this.#view()), unreadable };
  }

  async #view(): Promise<BackupView> {
    return { canUndo: (await this.#before()) !== null };
  }

  /** Null where nothing was kept, or what was cannot be read. */
  async #before(): Promise<Settings | null> {
    const stored = await this.#options.memory.load();
    if (stored === undefined) return null;
    const read = readSettings(stored);
    return read.ok ? read.settings : null;
  }
}
