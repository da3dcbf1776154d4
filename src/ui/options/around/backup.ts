/** What the options page does with backups; everything is checked and carried out by the background. */
import { signal } from '@preact/signals';
import { type BackupChange, MAX_BACKUP } from '../../../core/backup';
import type { BackupRequest, BackupView } from '../../../platform/around-protocol';
import type { OptionsLink } from '../../../platform/options-link';
import { around } from '../strings-around';

interface Options {
  link: Pick<OptionsLink, 'around'>;
  /** Tells what went wrong by itself; null then. */
  send(name: string, request: BackupRequest): Promise<{ backup?: BackupView | undefined } | null>;
  tell(sentence: string): void;
}

/** Bytes: a character takes three at most in what we write. */
const MAX_FILE = 3 * MAX_BACKUP;

export function createBackup({ link, send, tell }: Options) {
  const canUndo = signal(false);

  async function ask(name: string, request: BackupRequest): Promise<BackupView | null> {
    const answer = await send(name, request);
    if (!answer?.backup) return null;
    canUndo.value = answer.backup.canUndo;
    return answer.backup;
  }

  return {
    canUndo,

    async text(): Promise<string | null> {
      return (await ask('export', { type: 'backup.export' }))?.text ?? null;
    },

    /** Null where it is no backup; that has been told then. */
    async preview(file: Blob): Promise<{ text: string; changes: readonly BackupChange[] } | null> {
      if (file.size > MAX_FILE) {
        tell(around.backup.tooLarge);
        return null;
      }
      let text: string;
      try {
        text = await file.text();
      } catch {
        tell(around.backup.unread);
        return null;
      }
      const view = await ask('preview', { type: 'backup.preview', text });
      return view ? { text, changes: view.changes ?? [] } : null;
    },

    /**
     * To be called straight from a click: the browser is asked for the sites that come on. Returns
     * those that did not; null where nothing was restored.
     */
    async restore(text: string, changes: readonly BackupChange[]): Promise<string[] | null> {
      const sites = changes.flatMap(({ on }) => on);
      const asked = sites.length > 0 ? link.around.requestSites(sites) : Promise.resolve(true);
      // Whatever the person said: sites that may not be read do not come on.
      await asked.catch(() => false);
      const view = await ask('restore', { type: 'backup.restore', text });
      return view && (view.unreadable ?? []);
    },

    async undo(): Promise<string[] | null> {
      const view = await ask('undo', { type: 'backup.undo' });
      return view && (view.unreadable ?? []);
    },
  };
}
