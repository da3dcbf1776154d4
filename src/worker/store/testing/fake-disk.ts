/**
 * The browser's file system in memory, for tests: locks, a quota, and a Worker that dies in the
 * middle. Every step that the store takes is counted, and a disk can be told to let its Worker die
 * at one: from there on the old Worker's handles do nothing, as if the code had stopped there.
 */
import type { AccessMode, StoreFile, StoreFolder, SyncAccess } from '../opfs';

class Life {
  alive = true;
}

class FileNode {
  bytes = new Uint8Array();
  flushed = new Uint8Array();
  lastModified = 0;
  readers = 0;
  writer = false;
}

type FolderNode = Map<string, FileNode | FolderNode>;

const error = (name: string): DOMException => new DOMException(`fake disk: ${name}`, name);

export interface FakeDiskOptions {
  readonly quota?: number;
  /** Chrome has modes of access, Firefox has not. */
  readonly modes?: boolean;
}

export class FakeDisk {
  readonly root: FolderNode = new Map();
  steps = 0;
  /** The step at which the Worker dies. */
  dieAt = Number.POSITIVE_INFINITY;
  quota: number;
  readonly modes: boolean;
  private life = new Life();
  private clock = 1_000;
  /** Told when the Worker dies. */
  died: () => void = () => {};

  constructor({ quota = 1e9, modes = true }: FakeDiskOptions = {}) {
    this.quota = quota;
    this.modes = modes;
  }

  get dead(): boolean {
    return !this.life.alive;
  }

  /** The root folder, as the Worker of today sees it. */
  connect(): StoreFolder {
    return new FakeFolder(this, this.life, '', this.root);
  }

  /**
   * The Worker is gone and another may begin: nothing is open any more.
   * @param tear for each file that was not flushed, how much of its newest state is on disk, 0 to 1
   */
  restart(tear: () => number = () => 1): void {
    this.life.alive = false;
    this.life = new Life();
    this.dieAt = Number.POSITIVE_INFINITY;
    for (const node of this.files().values()) {
      node.readers = 0;
      node.writer = false;
      if (node.bytes === node.flushed) continue;
      const share = tear();
      const kept = Math.floor(share * node.bytes.length);
      const torn = new Uint8Array(Math.max(kept, share === 1 ? 0 : node.flushed.length));
      torn.set(node.flushed.subarray(0, torn.length));
      torn.set(node.bytes.subarray(0, kept));
      node.bytes = torn;
      node.flushed = torn;
    }
  }

  /** Throws, or never returns, where the Worker is dead. */
  step(life: Life): void {
    this.steps++;
    if (this.steps >= this.dieAt && life === this.life && life.alive) {
      life.alive = false;
      this.died();
    }
    if (!life.alive) throw new Error('the Worker is dead');
  }

  async wait(life: Life): Promise<void> {
    await Promise.resolve();
    try {
      this.step(life);
    } catch {
      await new Promise<never>(() => {});
    }
  }

  tick(): number {
    return this.clock++;
  }

  get used(): number {
    return [...this.files().values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** All files by path. */
  files(
    folder: FolderNode = this.root,
    prefix = '',
    found = new Map<string, FileNode>(),
  ): Map<string, FileNode> {
    for (const [name, node] of folder)
      if (node instanceof FileNode) found.set(prefix + name, node);
      else this.files(node, `${prefix}${name}/`, found);
    return found;
  }

  read(path: string): Uint8Array | undefined {
    return this.files().get(path)?.bytes;
  }

  /** Changes a byte behind everybody's back; the file looks untouched. */
  spoil(path: string, at: number): void {
    const node = this.files().get(path);
    const byte = node?.bytes[at];
    if (!node || byte === undefined) throw new Error(`nothing at ${path} ${at}`);
    node.bytes = node.bytes.slice();
    node.bytes[at] = byte ^ 0xff;
    node.flushed = node.bytes;
  }

  /** Cuts a file, as a browser's own crash may. */
  cut(path: string, length: number): void {
    const node = this.files().get(path);
    if (!node) throw new Error(`nothing at ${path}`);
    node.bytes = node.bytes.slice(0, length);
    node.flushed = node.bytes;
    node.lastModified = this.tick();
  }

  touch(path: string): void {
    const node = this.files().get(path);
    if (!node) throw new Error(`nothing at ${path}`);
    node.lastModified = this.tick();
  }

  write(path: string, text: string): void {
    const node = this.files().get(path);
    if (!node) throw new Error(`nothing at ${path}`);
    node.bytes = new TextEncoder().encode(text);
    node.flushed = node.bytes;
  }
}

class FakeFolder implements StoreFolder {
  readonly kind = 'directory';

  constructor(
    private readonly disk: FakeDisk,
    private readonly life: Life,
    readonly name: string,
    private readonly node: FolderNode,
  ) {}

  async getFileHandle(name: string, options?: { create?: boolean }): Promise<StoreFile> {
    await this.disk.wait(this.life);
    checkName(name);
    let node = this.node.get(name);
    if (node === undefined && options?.create) {
      node = new FileNode();
      node.lastModified = this.disk.tick();
      this.node.set(name, node);
    }
    if (node === undefined) throw error('NotFoundError');
    if (!(node instanceof FileNode)) throw error('TypeMismatchError');
    return new FakeFile(this.disk, this.life, name, node);
  }

  async getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<StoreFolder> {
    await this.disk.wait(this.life);
    checkName(name);
    let node = this.node.get(name);
    if (node === undefined && options?.create) {
      node = new Map();
      this.node.set(name, node);
    }
    if (node === undefined) throw error('NotFoundError');
    if (node instanceof FileNode) throw error('TypeMismatchError');
    return new FakeFolder(this.disk, this.life, name, node);
  }

  async removeEntry(name: string, options?: { recursive?: boolean }): Promise<void> {
    await this.disk.wait(this.life);
    checkName(name);
    const node = this.node.get(name);
    if (node === undefined) throw error('NotFoundError');
    if (!(node instanceof FileNode) && node.size > 0 && !options?.recursive)
      throw error('InvalidModificationError');
    const files = node instanceof FileNode ? [node] : [...this.disk.files(node).values()];
    if (files.some(({ readers, writer }) => writer || readers > 0))
      throw error('NoModificationAllowedError');
    this.node.delete(name);
  }

  async *values(): AsyncGenerator<StoreFile | StoreFolder> {
    await this.disk.wait(this.life);
    for (const [name, node] of [...this.node])
      yield node instanceof FileNode
        ? new FakeFile(this.disk, this.life, name, node)
        : new FakeFolder(this.disk, this.life, name, node);
  }
}

function checkName(name: string): void {
  if (name === '' || name === '.' || name === '..' || /[/\\]/.test(name))
    throw new TypeError(`fake disk: ${name} is no name`);
}

class FakeFile implements StoreFile {
  readonly kind = 'file';

  constructor(
    private readonly disk: FakeDisk,
    private readonly life: Life,
    readonly name: string,
    private readonly node: FileNode,
  ) {}

  async getFile(): Promise<File> {
    await this.disk.wait(this.life);
    const { bytes, lastModified } = this.node;
    return new File([bytes.slice()], this.name, { lastModified });
  }

  async createSyncAccessHandle(options?: { mode?: AccessMode }): Promise<SyncAccess> {
    await this.disk.wait(this.life);
    const reading = this.disk.modes && options?.mode === 'read-only';
    const { node } = this;
    if (node.writer || (!reading && node.readers > 0)) throw error('NoModificationAllowedError');
    if (reading) node.readers++;
    else node.writer = true;
    return new FakeAccess(this.disk, this.life, node, reading);
  }

  async createWritable() {
    await this.disk.wait(this.life);
    const parts: BlobPart[] = [];
    return {
      write: async (contents: string | Uint8Array<ArrayBuffer>) => {
        await this.disk.wait(this.life);
        parts.push(contents);
      },
      close: async () => {
        const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
        await this.disk.wait(this.life);
        if (this.disk.used + bytes.length > this.disk.quota) throw error('QuotaExceededError');
        this.node.bytes = bytes;
        this.node.flushed = bytes;
        this.node.lastModified = this.disk.tick();
      },
    };
  }
}

class FakeAccess implements SyncAccess {
  private open = true;

  constructor(
    private readonly disk: FakeDisk,
    private readonly life: Life,
    private readonly node: FileNode,
    private readonly reading: boolean,
  ) {}

  read(bytes: Uint8Array, { at = 0 } = {}): number {
    this.check();
    const found = this.node.bytes.subarray(at, at + bytes.length);
    bytes.set(found);
    return found.length;
  }

  write(bytes: Uint8Array, { at = 0 } = {}): number {
    this.check(true);
    const length = Math.max(this.node.bytes.length, at + bytes.length);
    if (this.disk.used + length - this.node.bytes.length > this.disk.quota)
      throw error('QuotaExceededError');
    const next = new Uint8Array(length);
    next.set(this.node.bytes);
    next.set(bytes, at);
    this.set(next);
    return bytes.length;
  }

  truncate(size: number): void {
    this.check(true);
    if (size === this.node.bytes.length) return;
    const next = new Uint8Array(size);
    next.set(this.node.bytes.subarray(0, size));
    this.set(next);
  }

  getSize(): number {
    this.check();
    return this.node.bytes.length;
  }

  flush(): void {
    this.check(true);
    this.node.flushed = this.node.bytes;
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    if (!this.life.alive) return;
    if (this.reading) this.node.readers--;
    else this.node.writer = false;
  }

  private set(bytes: Uint8Array<ArrayBuffer>): void {
    this.node.bytes = bytes;
    this.node.lastModified = this.disk.tick();
  }

  private check(writes = false): void {
    this.disk.step(this.life);
    if (!this.open) throw error('InvalidStateError');
    if (writes && this.reading) throw error('NoModificationAllowedError');
  }
}
