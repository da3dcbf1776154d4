/**
 * What is known of the installation under way, written so that a Worker which is ended at any
 * instant loses nothing but the ranges it was at: a line is added only when what it tells is on
 * disk. A last line that was cut is ignored.
 */
import * as v from 'valibot';
import { BuildId } from '../../core/guard-source';
import { InstallSource } from '../../platform/store-protocol';
import {
  openForWriting,
  orMissing,
  readText,
  removeIfThere,
  type StoreFolder,
  type SyncAccess,
} from './opfs';

const FOLDER = 'installing';
const FILE = 'journal.jsonl';

const Position = v.pipe(v.number(), v.integer(), v.minValue(0));

const JournalEntry = v.variant('kind', [
  /** Also where it goes on from another token of the same folder. */
  v.object({ kind: v.literal('source'), source: InstallSource }),
  v.object({
    kind: v.literal('build'),
    sha256: v.string(),
    id: BuildId,
    name: v.string(),
    practice: v.boolean(),
    totalBytes: Position,
    /** Its folder has been there before: a build that was found damaged. */
    repair: v.boolean(),
  }),
  /** These bytes of a file are on disk, and had this hash. */
  v.object({
    kind: v.literal('range'),
    path: v.string(),
    start: Position,
    end: Position,
    hash: v.string(),
  }),
  /** The file's bytes were wrong: what was stored of it does not count any more. */
  v.object({ kind: v.literal('again'), path: v.string(), attempt: Position }),
  /** Where the bytes that were wrong differ from those that came in their place. */
  v.object({ kind: v.literal('difference'), path: v.string(), at: Position }),
  v.object({ kind: v.literal('notice'), text: v.string() }),
]);
export type JournalEntry = v.InferOutput<typeof JournalEntry>;
type Entry<K extends JournalEntry['kind']> = Extract<JournalEntry, { kind: K }>;

/** What an earlier session left of one file. */
export interface FileRecord {
  readonly ranges: readonly Entry<'range'>[];
  /** How often the file has been fetched, this time included; 0 where it is read for a repair. */
  readonly attempt: number | null;
  readonly difference: number | null;
}

export interface JournalState {
  readonly source: InstallSource;
  readonly build: Entry<'build'> | null;
  readonly files: ReadonlyMap<string, FileRecord>;
  readonly notices: readonly string[];
  /** Bytes that are on disk by the journal. */
  readonly doneBytes: number;
}

/** Null where no installation is under way. */
export async function readJournal(root: StoreFolder): Promise<JournalState | null> {
  const folder = await orMissing(root.getDirectoryHandle(FOLDER));
  const text = folder && (await readText(folder, FILE));
  return text === null ? null : stateOf(entriesOf(text).entries);
}

/** Forgets the installation under way; the build's own folder stays. */
export const removeJournal = (root: StoreFolder): Promise<void> => removeIfThere(root, FOLDER);

/** The journal, open to be added to. */
export class Journal {
  private constructor(
    private readonly access: SyncAccess,
    private length: number,
    /** What an earlier session left; null where this one begins. */
    readonly left: JournalState | null,
  ) {}

  static async open(root: StoreFolder): Promise<Journal> {
    const folder = await root.getDirectoryHandle(FOLDER, { create: true });
    const access = await openForWriting(folder, FILE);
    const bytes = new Uint8Array(access.getSize());
    access.read(bytes, { at: 0 });
    const { entries, length } = entriesOf(new TextDecoder().decode(bytes));
    access.truncate(length);
    return new Journal(access, length, stateOf(entries));
  }

  add(...entries: readonly JournalEntry[]): void {
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    const bytes = new TextEncoder().encode(lines);
    const written = this.access.write(bytes, { at: this.length });
    if (written !== bytes.length)
      throw new DOMException('The journal could not be written.', 'QuotaExceededError');
    this.access.flush();
    this.length += bytes.length;
  }

  /** Another installation begins. */
  clear(): void {
    this.access.truncate(0);
    this.length = 0;
  }

  close(): void {
    this.access.close();
  }
}

/** Whole lines up to the first that makes no sense, and their length in bytes. */
function entriesOf(text: string): { entries: JournalEntry[]; length: number } {
  const entries: JournalEntry[] = [];
  let length = 0;
  for (let at = 0; ; ) {
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    const line = text.slice(at, end + 1);
    const parsed = v.safeParse(JournalEntry, jsonOf(line));
    if (!parsed.success) break;
    entries.push(parsed.output);
    length += new TextEncoder().encode(line).length;
    at = end + 1;
  }
  return { entries, length };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function stateOf(entries: readonly JournalEntry[]): JournalState | null {
  let source: InstallSource | null = null;
  let build: Entry<'build'> | null = null;
  const files = new Map<string, FileRecord>();
  const notices: string[] = [];
  const record = (path: string): FileRecord =>
    files.get(path) ?? { ranges: [], attempt: null, difference: null };
  for (const entry of entries) {
    switch (entry.kind) {
      case 'source':
        source = entry.source;
        break;
      case 'build':
        build = entry;
        break;
      case 'range': {
        const known = record(entry.path);
        files.set(entry.path, { ...known, ranges: [...known.ranges, entry] });
        break;
      }
      case 'again':
        files.set(entry.path, { ranges: [], attempt: entry.attempt, difference: null });
        break;
      case 'difference':
        files.set(entry.path, { ...record(entry.path), difference: entry.at });
        break;
      case 'notice':
        notices.push(entry.text);
        break;
    }
  }
  if (!source) return null;
  const doneBytes = [...files.values()]
    .flatMap(({ ranges }) => ranges)
    .reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0);
  return { source, build, files, notices, doneBytes };
}
