/**
 * How an open guard sees: the image processor from its first image on, the vision tower from the first
 * image's turn on, since its weights are large and most pages need none of it. A guard that cannot see
 * goes on reading; why it cannot stays said until it is opened anew.
 */
import { IMAGE_TOKENS, type ImageDetail } from '../../core/image';
import { type BuildFiles, parseJson } from '../build-files';
import { tooLarge } from '../device';
import { GuardError, isOutOfMemory, messageOf } from '../errors';
import { onDevice } from '../gpu-watch';
import { checkReadable, openWeights, placesIn } from '../graph-files';
import type { GpuPlace } from '../load';
import type { ImageFeatures } from '../packer';
import type { Patches } from '../patches';
import { openSession } from '../session';
import type { OrtRuntime } from '../tensor';
import { VisionTower } from '../vision';
import { visionTest } from '../vision-test';
import type { Decode } from './decode';
import { ImageProcessing } from './processor';
import { sizeFor } from './scale';
import { ImageError } from './trouble';

export interface SightParts {
  readonly ort: OrtRuntime;
  readonly files: BuildFiles;
  /** Null on the processor. */
  readonly place: GpuPlace | null;
  readonly decode: Decode;
  /** Builds whose towers took their device down. Kept by whoever opens guards. */
  readonly fatal: Set<string>;
  /** Whether the device has failed. */
  readonly deviceFailed: () => Promise<boolean>;
}

const PROCESSOR = 'preprocessor_config.json';
/** Tokens of a prompt around an image, about. */
const PROMPT_TOKENS = 160;

export class Sight {
  private why: string | null;
  private processing: Promise<ImageProcessing> | null = null;
  private tower: Promise<VisionTower> | null = null;
  private opened: VisionTower | null = null;

  constructor(private readonly parts: SightParts) {
    const { build } = parts.files;
    if (!build.vision) this.why = 'This guard reads text only.';
    else if (parts.fatal.has(build.id))
      this.why = 'The graphics device failed when the part of the guard that sees was opened.';
    else this.why = null;
  }

  /** Why the guard does not see; null as far as it is known to. */
  get blind(): string | null {
    return this.why;
  }

  /** @throws ImageError */
  async prepare(bytes: Blob, detail: ImageDetail): Promise<Patches> {
    const { vision, contextLimit } = this.seeing();
    this.processing ??= this.openProcessing();
    const processing = await this.processing;
    const tokens = Math.max(1, Math.min(IMAGE_TOKENS[detail], contextLimit - PROMPT_TOKENS));
    try {
      const image = await this.parts.decode(bytes, (natural) =>
        sizeFor(natural, vision, processing.limits, tokens),
      );
      return await processing.patches(image);
    } catch (error) {
      if (error instanceof ImageError) throw error;
      if (isOutOfMemory(error))
        throw new ImageError(
          'image-too-large',
          `there is no memory for the image (${messageOf(error)})`,
        );
      throw new ImageError('image-broken', messageOf(error));
    }
  }

  /**
   * Runs the tower over one image; it is opened first where it is not yet.
   * @throws ImageError `no-sight` where it cannot be used; whatever a run throws
   */
  async see(patches: Patches): Promise<ImageFeatures> {
    this.seeing();
    this.tower ??= this.openTower();
    const tower = await this.tower;
    return onDevice(this.gpu, () => tower.see(patches));
  }

  /** From now on, and for every image that waits. */
  refuse(why: string): ImageError {
    this.why ??= why;
    return new ImageError('no-sight', this.why);
  }

  /** A tower that is still being opened goes when it is there: nothing waits for it. */
  async release(): Promise<void> {
    const { tower, opened } = this;
    this.tower = this.opened = null;
    this.why ??= 'The guard was closed.';
    if (opened) await opened.release();
    else tower?.then((late) => late.release()).catch(() => {});
  }

  private get gpu(): GPUDevice | null {
    return this.parts.place?.gpu ?? null;
  }

  /** @throws ImageError where it does not see */
  private seeing() {
    const { vision, contextLimit, id } = this.parts.files.build;
    if (this.why !== null || !vision) throw new ImageError('no-sight', this.why ?? '');
    return { vision, contextLimit, id };
  }

  private async openProcessing(): Promise<ImageProcessing> {
    const { files } = this.parts;
    const { vision } = this.seeing();
    try {
      if (!files.build.files.some(({ path }) => path === PROCESSOR))
        throw new Error('the build does not have it');
      return new ImageProcessing(parseJson(PROCESSOR, await files.read(PROCESSOR)), vision);
    } catch (error) {
      throw this.refuse(
        `The guard's image processor cannot be used: ${PROCESSOR}: ${messageOf(error)}.`,
      );
    }
  }

  private async openTower(): Promise<VisionTower> {
    const { fatal, deviceFailed } = this.parts;
    const { vision, id } = this.seeing();
    if (this.gpu && !vision.selfTest)
      throw this.refuse('The guard has no known answers for images: it has to be built anew.');
    const opened: VisionTower[] = [];
    fatal.add(id);
    try {
      const tower = await onDevice(this.gpu, async () => {
        const made = await this.openSession();
        opened.push(made);
        return made;
      });
      const { selfTest } = vision;
      if (selfTest) {
        const difference = await onDevice(this.gpu, () => visionTest(tower, vision, selfTest));
        if (!(difference <= selfTest.tolerance)) throw new WrongNumbers(difference);
      }
      fatal.delete(id);
      if (this.why === null) this.opened = tower;
      return tower;
    } catch (error) {
      for (const tower of opened) await tower.release().catch(() => {});
      if (!(await deviceFailed())) fatal.delete(id);
      throw this.refuse(whyNot(error));
    }
  }

  private async openSession(): Promise<VisionTower> {
    const { ort, files, place } = this.parts;
    const { vision } = this.seeing();
    const graph = new Uint8Array(await files.read(vision.graph));
    const weights = await openWeights(vision, files);
    const places = placesIn(graph, vision, files);
    const reason = place && tooLarge(places, place.limits);
    if (reason) throw new Error(reason);
    const session = await openSession(ort, this.gpu, { graph, externalData: weights }).catch(
      async (error) => {
        await checkReadable(weights);
        throw error;
      },
    );
    return new VisionTower(ort, session, vision);
  }
}

class WrongNumbers extends Error {
  constructor(difference: number) {
    super(
      Number.isFinite(difference)
        ? `this device computes images wrongly (off by ${difference.toPrecision(2)})`
        : 'this device computes no numbers for images',
    );
  }
}

function whyNot(error: unknown): string {
  const message = messageOf(error);
  if (isOutOfMemory(error))
    return `There is not enough memory for the part of the guard that sees (${message}).`;
  if (error instanceof GuardError || error instanceof WrongNumbers)
    return `The guard does not see here: ${message}.`;
  return `The part of the guard that sees does not open: ${message}.`;
}
