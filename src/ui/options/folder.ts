/** From what a person picked or dropped to the folder of one guard. */
import type { PickedFile } from '../../platform/options-link';

export type FolderProblem = 'empty' | 'no-build' | 'several' | 'too-large';
export type ReadFolder =
  | { ok: true; name: string; files: PickedFile[] }
  | { ok: false; problem: FolderProblem };

/** A guard has some dozens of files. */
const MAX_FILES = 10_000;
const BUILD_FILE = '/build.json';

const depth = (path: string): number => path.split('/').length;

/**
 * The folder that holds `build.json`: the picked one, or the one guard within it.
 * @param files by paths that begin with the picked folder's name
 */
export function readFolder(files: readonly PickedFile[]): ReadFolder {
  if (files.length === 0) return { ok: false, problem: 'empty' };
  if (files.length > MAX_FILES) return { ok: false, problem: 'too-large' };
  const builds = files
    .map(({ path }) => path)
    .filter((path) => path.endsWith(BUILD_FILE))
    .sort((a, b) => depth(a) - depth(b));
  const [first, second] = builds;
  if (first === undefined) return { ok: false, problem: 'no-build' };
  if (second !== undefined && depth(second) === depth(first)) {
    return { ok: false, problem: 'several' };
  }
  const root = first.slice(0, -BUILD_FILE.length);
  const above = root.lastIndexOf('/') + 1;
  return {
    ok: true,
    name: root.slice(above),
    files: files
      .filter(({ path }) => path.startsWith(`${root}/`))
      .map(({ path, file }) => ({ path: path.slice(above), file })),
  };
}

/** What an `<input webkitdirectory>` holds. */
export const filesOf = (list: FileList | null): PickedFile[] =>
  [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/** The one folder among what was dropped; to be called before the event is over. */
export function droppedFolder(data: DataTransfer | null): FileSystemDirectoryEntry | null {
  const entries = [...(data?.items ?? [])].map((item) => item.webkitGetAsEntry());
  const [entry] = entries;
  return entries.length === 1 && entry instanceof FileSystemDirectoryEntry ? entry : null;
}

/**
 * All files of a dropped folder, or the first ones of a very large folder.
 * @throws DOMException where the browser cannot read it
 */
export async function filesIn(folder: FileSystemDirectoryEntry): Promise<PickedFile[]> {
  const files: PickedFile[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next && files.length <= MAX_FILES; next = folders.pop()) {
    for (const entry of await entriesOf(next)) {
      if (entry instanceof FileSystemDirectoryEntry) folders.push(entry);
      else if (entry instanceof FileSystemFileEntry) {
        const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
        files.push({ path: entry.fullPath.replace(/^\//, ''), file });
        if (files.length > MAX_FILES) break;
      }
    }
  }
  return files;
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // A reader hands out at most a hundred at a time, and nothing at its end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0 || all.length > MAX_FILES) return all;
    all.push(...some);
  }
}
