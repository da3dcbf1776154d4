/**
 * Where an exported file goes, piece by piece, so that none of it stays in this page's memory: straight
 * to the place that the person picks, where the browser has such a way, else into Blobs, which the
 * browser keeps on its own side and on disk.
 */

export interface Outlet {
  /** Resolves when there is room for the next. */
  write(piece: string): Promise<void>;
  /** The file is whole. */
  close(): Promise<void>;
  /** Nothing is left of it. */
  abandon(): Promise<void>;
}

/** Must be called straight from a click. Null where the person has given it up. */
export type OpenOutlet = (name: string, type: string) => Promise<Outlet | null>;

/** @param save Gives the whole file to the person. */
export const inBlobs =
  (save: (file: Blob, name: string) => void): OpenOutlet =>
  async (name, type) => {
    let pieces: Blob[] = [];
    return {
      write: async (piece) => {
        pieces.push(new Blob([piece]));
      },
      close: async () => {
        save(new Blob(pieces, { type }), name);
        pieces = [];
      },
      abandon: async () => {
        pieces = [];
      },
    };
  };

/** Chromium alone has it. */
type Picker = (options: {
  suggestedName: string;
  types: { accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle>;

/** @param otherwise Where there is no picker, or the browser will not show one. */
export const inPickedFile =
  (pick: Picker | undefined, otherwise: OpenOutlet): OpenOutlet =>
  async (name, type) => {
    if (!pick) return otherwise(name, type);
    let handle: FileSystemFileHandle;
    try {
      const [mime = type] = type.split(';');
      const ending = name.slice(name.lastIndexOf('.'));
      handle = await pick({ suggestedName: name, types: [{ accept: { [mime]: [ending] } }] });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return null;
      return otherwise(name, type);
    }
    const file = await handle.createWritable();
    return {
      write: (piece) => file.write(piece),
      close: () => file.close(),
      abandon: () => file.abort(),
    };
  };

export const openOutlet: OpenOutlet = (name, type) =>
  inPickedFile(
    (window as { showSaveFilePicker?: Picker }).showSaveFilePicker?.bind(window),
    inBlobs(download),
  )(name, type);

/** Into the person's folder of downloads. */
function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it from disk while it saves; it asks where to for as long as a person likes.
  setTimeout(() => URL.revokeObjectURL(url), 10 * 60_000);
}
