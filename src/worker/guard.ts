/** An open guard: a build on the first device that computes its known answers. */
import type { GuardBuild, LogitPair } from '../core/guard-build';
import type { ImageDetail } from '../core/image';
import type { GuardDevice, GuardState, PromptKind } from '../platform/guard-protocol';
import { type BuildFiles, type BuildReader, openBuild, parseJson } from './build-files';
import type { Decoder, Past, Suffix } from './decoder';
import { DiskEmbeddingTable, type EmbeddingTable, MemoryEmbeddingTable } from './embeddings';
import { GuardError, isOutOfMemory, messageOf } from './errors';
import { type Decode, decodeImage } from './images/decode';
import { Sight } from './images/sight';
import { firstDecoder, type LoadedDecoder } from './load';
import { LoadProgress } from './load-progress';
import type { ImageFeatures } from './packer';
import type { Patches } from './patches';
import { PromptTokenizer } from './prompt';
import { Releases } from './releases';
import type { OrtRuntime } from './tensor';

export type ShowState = (state: GuardState) => void;

export interface GuardOptions {
  /** How images are decoded: browsers do it one way, Node has none. */
  readonly decode?: Decode;
  /** Builds whose vision towers took their device down, over all guards that are opened. */
  readonly fatal?: Set<string>;
}

/** A device that was destroyed ends its runs at once; longer than this, something else is wrong. */
const STOP_MS = 2_000;

const TOKENIZER = ['tokenizer.json', 'tokenizer_config.json'] as const;

export class Guard {
  readonly device: GuardDevice;
  /** Resolves when the graphics device is lost or fails, never for the processor. */
  readonly lost: Promise<string>;
  private readonly decoder: Decoder;
  private readonly sight: Sight;
  private readonly stop: () => void;
  private closing = false;
  /** Runs that have not ended yet. */
  private readonly running = new Set<Promise<unknown>>();
  /** Keys and values of each kind's fixed part, made once. */
  private readonly prefixes = new Map<PromptKind, Promise<Past>>();

  private constructor(
    readonly build: GuardBuild,
    readonly prompt: PromptTokenizer,
    { decoder, device, watch, stop, place }: LoadedDecoder,
    { ort, files }: { readonly ort: OrtRuntime; readonly files: BuildFiles },
    private readonly releases: Releases,
    { decode = decodeImage, fatal = new Set() }: GuardOptions,
  ) {
    this.decoder = decoder;
    // What ends with the guard has not failed.
    let failed = false;
    watch?.failed.then(() => {
      failed = !this.closing;
    });
    const deviceFailed = async () => {
      await watch?.check().catch(() => {});
      return failed;
    };
    this.sight = new Sight({ ort, files, place, decode, fatal, deviceFailed });
    releases.add(() => this.sight.release());
    this.stop = stop;
    this.device = device;
    this.lost = watch ? watch.failed.then(({ message }) => message) : new Promise<string>(() => {});
  }

  /**
   * Opens a build: reads its files, tries the devices in order, runs the self-test. Whatever was
   * opened is given back where this fails, the reader too.
   * @param reader belongs to the guard from now on
   * @throws GuardError with what was tried when no device will do
   */
  static async open(
    ort: OrtRuntime,
    reader: BuildReader,
    show: ShowState,
    options: GuardOptions = {},
  ): Promise<Guard> {
    const releases = new Releases();
    releases.add(() => reader.close());
    try {
      const files = await openBuild(reader);
      const { build } = files;
      const common = [...TOKENIZER, build.embeddings.path];
      const progress = new LoadProgress(build.files, show);
      progress.plan(common);
      const prompt = await openTokenizer(files, progress);
      const embeddings = await openEmbeddings(files);
      progress.whole(build.embeddings.path);
      const parts = { ort, files, embeddings, progress, common };
      const loaded = await firstDecoder(parts, releases);
      const guard = new Guard(build, prompt, loaded, parts, releases, options);
      releases.add(() => guard.dropPrefixes());
      await guard.past('prompt');
      await loaded.watch?.check();
      return guard;
    } catch (error) {
      await releases.release();
      throw !(error instanceof GuardError) && isOutOfMemory(error)
        ? new GuardError('no-memory', `There is not enough memory (${messageOf(error)}).`)
        : error;
    }
  }

  /** One forward pass: [safe, unsafe] logits for suffixes that `prompt` made for this kind. */
  async ask(kind: PromptKind, suffixes: readonly Suffix[]): Promise<LogitPair[]> {
    return this.track(this.past(kind).then((past) => this.decoder.ask(past, suffixes)));
  }

  /** Why it sees no images; null as far as it is known to. */
  get blind(): string | null {
    return this.sight.blind;
  }

  /** What the vision tower takes of an image. Uses no device. @throws ImageError */
  async prepare(bytes: Blob, detail: ImageDetail): Promise<Patches> {
    try {
      if (this.blind === null) this.prompt.prefix('image');
    } catch (error) {
      throw this.sight.refuse(`This guard takes no images: ${messageOf(error)}.`);
    }
    return this.sight.prepare(bytes, detail);
  }

  /** Runs the vision tower. @throws ImageError `no-sight`; whatever a run throws */
  async see(patches: Patches): Promise<ImageFeatures> {
    return this.track(this.sight.see(patches));
  }

  /** Gives everything back. A run that is under way, or hangs, ends with an error before that. */
  async dispose(): Promise<void> {
    this.closing = true;
    if (this.running.size > 0) {
      this.stop();
      const ended = Promise.allSettled(this.running);
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, STOP_MS))]);
    }
    await this.releases.release();
  }

  private async track<T>(run: Promise<T>): Promise<T> {
    this.running.add(run);
    try {
      return await run;
    } finally {
      this.running.delete(run);
    }
  }

  private async past(kind: PromptKind): Promise<Past> {
    const known = this.prefixes.get(kind);
    if (known) return known;
    const tokens = this.prompt.prefix(kind);
    const made =
      tokens.length > 0 ? this.decoder.prefill(tokens) : Promise.resolve(this.decoder.empty());
    this.prefixes.set(kind, made);
    // What failed once may work when it is asked again.
    made.catch(() => this.prefixes.delete(kind));
    return made;
  }

  /** What is still being made goes when it is there: nothing waits for it. */
  private dropPrefixes(): void {
    for (const past of this.prefixes.values()) past.then((each) => each.dispose()).catch(() => {});
    this.prefixes.clear();
  }
}

async function openTokenizer(
  { build, read }: BuildFiles,
  progress: LoadProgress,
): Promise<PromptTokenizer> {
  const { chatTemplate, prompts } = build;
  if (chatTemplate === null)
    throw new GuardError('unsupported', 'the build has no tokenizer, so it cannot read text');
  const contents: unknown[] = [];
  for (const path of TOKENIZER) {
    contents.push(parseJson(path, await read(path)));
    progress.whole(path);
  }
  const imageToken = build.vision?.imageToken;
  return new PromptTokenizer(contents[0], contents[1], { chatTemplate, prompts, imageToken });
}

/** Read by row where the build is on disk. */
async function openEmbeddings({ build, rows, read }: BuildFiles): Promise<EmbeddingTable> {
  const { path } = build.embeddings;
  const file = await rows(path);
  return file
    ? new DiskEmbeddingTable(file, build.embeddings)
    : new MemoryEmbeddingTable(await read(path), build.embeddings);
}
