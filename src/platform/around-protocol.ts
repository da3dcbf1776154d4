/**
 * What extension pages ask and are told of backups and for a bug report. Never a key or a PIN, and
 * nothing of pages; of sites only their names, to a person's own file or eyes.
 */
import * as v from 'valibot';
import { BackupChange, MAX_BACKUP } from '../core/backup';
import { GuardDevice } from './guard-protocol';

const BackupText = v.pipe(v.string(), v.maxLength(2 * MAX_BACKUP));

export const BackupRequest = v.variant('type', [
  /** Answered with the file's text. */
  v.object({ type: v.literal('backup.export') }),
  /** What would change; nothing does. */
  v.object({ type: v.literal('backup.preview'), text: BackupText }),
  v.object({ type: v.literal('backup.restore'), text: BackupText }),
  /** Takes the last restoring back. */
  v.object({ type: v.literal('backup.undo') }),
  v.object({ type: v.literal('backup.get') }),
]);
export type BackupRequest = v.InferOutput<typeof BackupRequest>;

export const BackupView = v.object({
  /** The settings of before the last restoring are kept. */
  canUndo: v.boolean(),
  /** Of an export. */
  text: v.optional(v.string()),
  /** Of a preview: what would change; of a restoring: what has. */
  changes: v.optional(v.array(BackupChange)),
  /** Sites that did not come on, as the browser does not let Seawall read them. */
  unreadable: v.optional(v.array(v.string())),
});
export type BackupView = v.InferOutput<typeof BackupView>;

/** How long one element took, from the engine's having it to its answer. */
export const Run = v.object({
  /** Milliseconds since 1970. */
  at: v.number(),
  engine: v.picklist(['local', 'server', 'hosted']),
  kind: v.picklist(['text', 'image']),
  ms: v.number(),
  /** Others that were with the engine then. */
  others: v.number(),
});
export type Run = v.InferOutput<typeof Run>;

export const NotedError = v.object({
  at: v.number(),
  /** In fixed English words: no text, address or name of a page can be in it. */
  what: v.pipe(v.string(), v.maxLength(200)),
});
export type NotedError = v.InferOutput<typeof NotedError>;

export const DiagnosticsView = v.object({
  guard: v.object({
    status: v.picklist(['none', 'loading', 'ready', 'failed']),
    /** Of one that is ready. */
    id: v.optional(v.string()),
    practice: v.optional(v.boolean()),
    device: v.optional(GuardDevice),
    /** Of one that has failed. */
    code: v.optional(v.string()),
  }),
  engines: v.object({ server: v.string(), hosted: v.string() }),
  settingsVersion: v.number(),
  /** Numbers alone. */
  sites: v.number(),
  frames: v.number(),
  /** When this life of the background began. */
  since: v.number(),
  runs: v.array(Run),
  errors: v.array(NotedError),
});
export type DiagnosticsView = v.InferOutput<typeof DiagnosticsView>;
