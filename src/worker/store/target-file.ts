/**
 * One file of a build while it is installed: which of its bytes are on disk, and whether they are
 * the right ones. It is cut into pieces that are filled side by side. A whole piece is flushed, then
 * written into the journal; SHA-256 follows the first byte that is still missing, and reads from
 * disk, so that it speaks of what is stored.
 */
import { createSHA256, createXXHash64, type IHasher } from 'hash-wasm';
import type { GuardBuild } from '../../core/guard-build';
import { InstallError } from './failure';
import type { FileRecord, Journal } from './journal';
import { openForWriting, type StoreFolder, type SyncAccess } from './opfs';

export interface Piece {
  readonly start: number;
  readonly end: number;
  /** Bytes on disk from `start` on. */
  filled: number;
  /** Whether the journal knows the piece as whole. */
  stored: boolean;
}

const BLOCK_BYTES = 1024 * 1024;

/** Hashing by blocks that are read back; shared by all files of an installation. */
export class BlockReader {
  private readonly block = new Uint8Array(BLOCK_BYTES);
  private constructor(private readonly quick: IHasher) {}

  static async create(): Promise<BlockReader> {
    return new BlockReader(await createXXHash64());
  }

  /** Tells `seen` all bytes of a range, block by block; false where the file ends before it. */
  read(
    access: SyncAccess,
    start: number,
    end: number,
    seen: (bytes: Uint8Array, at: number) => void,
  ): boolean {
    for (let at = start; at < end; ) {
      const wanted = Math.min(this.block.length, end - at);
      const read = access.read(this.block.subarray(0, wanted), { at });
      if (read === 0) return false;
      seen(this.block.subarray(0, read), at);
      at += read;
    }
    return true;
  }

  /** A hash that tells spoilt bytes; null where the file ends before the range. */
  hash(access: SyncAccess, start: number, end: number): string | null {
    this.quick.init();
    return this.read(access, start, end, (bytes) => this.quick.update(bytes))
      ? this.quick.digest()
      : null;
  }
}

export interface TargetOptions {
  readonly folder: StoreFolder;
  readonly journal: Journal;
  readonly blocks: BlockReader;
  readonly segmentBytes: number;
  /** Told by how many bytes more, or fewer, are stored. */
  readonly counted: (bytes: number) => void;
  readonly notice: (text: string) => void;
}

export class TargetFile {
  pieces: Piece[] = [];
  /** Whether its SHA-256 was right. */
  done = false;
  private access: SyncAccess | null = null;
  private opening: Promise<SyncAccess> | null = null;
  private sha: IHasher | null = null;
  /** Bytes that SHA-256 has seen, all from the first on. */
  private hashed = 0;
  /** The first piece that SHA-256 has not seen whole. */
  private front = 0;
  /** Which copy is being fetched; 0 while it is read as a build under repair has it. */
  private attempt: number;
  /** Whether what lies on disk is an earlier copy that was wrong. */
  private replacing: boolean;
  private difference: number | null;

  constructor(
    readonly entry: GuardBuild['files'][number],
    private readonly options: TargetOptions,
    private readonly record: FileRecord,
  ) {
    this.attempt = record.attempt ?? 1;
    this.replacing = this.attempt > 0 && record.attempt !== null;
    this.difference = record.difference;
    this.pieces = this.cut([]);
  }

  /** Bytes of it that are on disk. */
  get filled(): number {
    return this.pieces.reduce((sum, { filled }) => sum + filled, 0);
  }

  /**
   * Reads again what an earlier session left: what is as the journal says counts, the rest is to be
   * fetched. A file of a build under repair that the journal does not know yet is taken as it lies.
   */
  async check(repair: boolean, breathe: () => Promise<void>): Promise<void> {
    const { blocks, journal } = this.options;
    const { ranges, attempt } = this.record;
    const untouched = repair && (attempt === 0 || (attempt === null && ranges.length === 0));
    if (!untouched && ranges.length === 0) return;
    const access = await this.open();
    if (untouched) {
      this.attempt = 1;
      if (access.getSize() < this.entry.size) return;
      this.attempt = 0;
      journal.add({ kind: 'again', path: this.entry.path, attempt: 0 });
      for (const piece of this.pieces) {
        await breathe();
        this.count(piece, piece.end - piece.start);
        this.store(piece, access);
      }
      return;
    }
    const kept: Piece[] = [];
    for (const { start, end, hash } of [...ranges].sort((a, b) => a.start - b.start)) {
      const overlaps = start < (kept.at(-1)?.end ?? 0);
      if (overlaps || start >= end || end > this.entry.size) continue;
      await breathe();
      if (blocks.hash(access, start, end) !== hash) continue;
      kept.push({ start, end, filled: end - start, stored: true });
      this.options.counted(end - start);
    }
    this.pieces = this.cut(kept);
    this.follow(access);
  }

  /** Puts bytes at the place in a piece that comes next. */
  write(piece: Piece, bytes: Uint8Array): void {
    const access = this.opened();
    const at = piece.start + piece.filled;
    if (this.replacing) this.compare(access, at, bytes);
    const written = access.write(bytes, { at });
    if (written !== bytes.length)
      throw new DOMException(`${this.entry.path} could not be written.`, 'QuotaExceededError');
    this.count(piece, bytes.length);
  }

  /** The first byte that is not on disk. */
  get missing(): number {
    for (const { start, end, filled } of this.pieces)
      if (filled < end - start) return start + filled;
    return this.entry.size;
  }

  /** Puts bytes from the first missing one on, passing over what is on disk after it. */
  writeOn(bytes: Uint8Array): void {
    let at = this.missing;
    for (const piece of this.pieces) {
      if (bytes.length === 0) return;
      if (piece.end <= at) continue;
      const known = Math.min(bytes.length, Math.max(0, piece.start + piece.filled - at));
      const fresh = Math.min(bytes.length, piece.end - at);
      if (fresh > known) this.write(piece, bytes.subarray(known, fresh));
      if (piece.start + piece.filled === piece.end) this.store(piece);
      bytes = bytes.subarray(fresh);
      at += fresh;
    }
  }

  /** Puts what a piece has on record, whole or not, and lets SHA-256 follow. */
  store(piece: Piece, access = this.opened()): void {
    const { journal, blocks } = this.options;
    if (piece.stored || piece.filled === 0) return;
    access.flush();
    const { path } = this.entry;
    const { start } = piece;
    const end = start + piece.filled;
    const hash = blocks.hash(access, start, end);
    if (hash === null) throw new DOMException(`${path} is cut short on disk.`, 'InvalidStateError');
    journal.add({ kind: 'range', path, start, end, hash });
    piece.stored = end === piece.end;
    this.follow(access);
  }

  /** Puts on record what pieces that are not whole have; called when an installation stops. */
  storeParts(): void {
    if (this.access) for (const piece of this.pieces) this.store(piece);
  }

  /**
   * To be called when all pieces are stored.
   * @returns false where the bytes are wrong and must be fetched again: all pieces are empty then
   * @throws InstallError where they were wrong before
   */
  async finish(mayAskAgain: boolean): Promise<boolean> {
    const { journal, notice } = this.options;
    const { path, size, sha256 } = this.entry;
    const access = await this.open();
    access.truncate(size);
    access.flush();
    if (this.sha?.digest('hex') === sha256) {
      if (this.replacing)
        notice(
          this.difference === null
            ? `${path} was wrong and was fetched again.`
            : `${path} was wrong at byte ${this.difference} and was fetched again.`,
        );
      this.done = true;
      this.close();
      return true;
    }
    const last = this.attempt >= 2 || (!mayAskAgain && this.attempt === 1);
    const { difference } = this;
    this.options.counted(-this.filled);
    // After the last attempt a later session may begin with the first again.
    const attempt = last ? 1 : this.attempt + 1;
    journal.add({ kind: 'again', path, attempt });
    this.attempt = attempt;
    this.replacing = true;
    this.difference = null;
    this.hashed = 0;
    this.front = 0;
    this.sha?.init();
    this.pieces = this.cut([]);
    if (!last) return false;
    if (!mayAskAgain)
      throw new InstallError('wrong-bytes', `The folder's ${path} does not match its build.json.`);
    throw new InstallError(
      'wrong-bytes',
      difference === null
        ? `The server's ${path} does not match its build.json: the same bytes came twice.`
        : `${path} came twice with wrong bytes, which differ from byte ${difference} on.`,
    );
  }

  /** Whether nothing is left to be fetched. */
  get full(): boolean {
    return this.pieces.every(({ stored }) => stored);
  }

  async open(): Promise<SyncAccess> {
    if (this.access) return this.access;
    this.opening ??= (async () => {
      this.sha ??= (await createSHA256()).init();
      this.access = await openForWriting(this.options.folder, this.entry.path);
      return this.access;
    })();
    return this.opening;
  }

  close(): void {
    this.access?.close();
    this.access = null;
    this.opening = null;
  }

  private opened(): SyncAccess {
    if (!this.access) throw new Error(`${this.entry.path} is not open`);
    return this.access;
  }

  private count(piece: Piece, bytes: number): void {
    piece.filled += bytes;
    this.options.counted(bytes);
  }

  /** The file in pieces: those that are kept, and what lies between them in segments. */
  private cut(kept: readonly Piece[]): Piece[] {
    const pieces: Piece[] = [];
    let at = 0;
    const fill = (until: number): void => {
      while (at < until) {
        const end = Math.min(until, at + this.options.segmentBytes);
        pieces.push({ start: at, end, filled: 0, stored: false });
        at = end;
      }
    };
    for (const piece of kept) {
      fill(piece.start);
      pieces.push(piece);
      at = piece.end;
    }
    fill(this.entry.size);
    return pieces;
  }

  /** Lets SHA-256 see what lies in one row from where it stopped. */
  private follow(access: SyncAccess): void {
    for (let piece = this.pieces[this.front]; piece; piece = this.pieces[this.front]) {
      if (!piece.stored) return;
      this.options.blocks.read(access, this.hashed, piece.end, (bytes) => {
        this.sha?.update(bytes);
      });
      this.hashed = piece.end;
      this.front++;
    }
  }

  /** Finds the first byte at which what was wrong differs from what comes in its place. */
  private compare(access: SyncAccess, at: number, bytes: Uint8Array): void {
    const end = Math.min(at + bytes.length, access.getSize(), this.difference ?? Infinity);
    this.options.blocks.read(access, at, end, (old, from) => {
      if (from >= (this.difference ?? Infinity)) return;
      const index = firstDifference(old, bytes.subarray(from - at));
      if (index === null) return;
      this.difference = from + index;
      const { path } = this.entry;
      this.options.journal.add({ kind: 'difference', path, at: this.difference });
    });
  }
}

/** Index of the first byte of `a` that `b` has otherwise. */
function firstDifference(a: Uint8Array, b: Uint8Array): number | null {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return i;
  return null;
}
