/**
 * The frames that our content script runs in, and how many elements they have told of.
 *
 * A frame outlives its port: the browser ends ports whenever it puts the background to sleep, and
 * a content script with nothing to say stays unconnected. So the list is kept in session storage;
 * by it the badge is right after a restart, and `stop` reaches every frame of a site.
 */
import * as v from 'valibot';
import { Counts, noCounts } from '../core/verdict';
import type { Place } from './belonging';

const Frame = v.object({
  tabId: v.number(),
  frameId: v.number(),
  /** Of the document, and of the tab's page (`belonging.ts`). */
  site: v.nullable(v.string()),
  top: v.nullable(v.string()),
  /** Tells the documents apart that fill this frame one after another. */
  document: v.optional(v.string()),
  /** It asks for a password, or did. */
  sensitive: v.optional(v.boolean()),
  counts: Counts,
});
export type Frame = v.InferOutput<typeof Frame>;

/** A page that asked for a password, in itself or in a frame, be that gone by now. */
const Sensitive = v.object({
  tabId: v.number(),
  /** The tab's top document; null: the next that tells of itself. */
  document: v.nullable(v.string()),
});

const Stored = v.object({ frames: v.array(Frame), sensitive: v.array(Sensitive) });
export type StoredFrames = v.InferOutput<typeof Stored>;

export interface FramesOptions {
  load(): Promise<unknown>;
  save(stored: StoredFrames): Promise<void>;
  /** The tabs that are open now. */
  tabs(): Promise<ReadonlySet<number>>;
  /** A new document fills the tab: the browser has reset its button. */
  navigated(tabId: number): void;
  /** A document that was not there before runs our content script. */
  joined(tabId: number, frameId: number): void;
  /** The sum over the frames of a tab has changed. */
  counted(tabId: number, counts: Counts): void;
}

const SAVE_AFTER_MS = 250;

export class Frames {
  readonly #options: FramesOptions;
  readonly #frames = new Map<string, Frame>();
  /** Frames with a port in this life of the background. */
  readonly #connected = new Map<string, number>();
  /** The document that last filled each tab, also after its port has ended. */
  readonly #tops = new Map<number, string>();
  /** Tabs whose page asked for a password, and its top document (`Sensitive`). */
  readonly #sensitive = new Map<number, string | null>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: FramesOptions) {
    this.#options = options;
  }

  /** Takes over what an earlier life of the background knew, but for tabs closed since. */
  async start(): Promise<void> {
    const [loaded, tabs] = await Promise.all([this.#options.load(), this.#options.tabs()]);
    const stored = v.safeParse(Stored, loaded);
    if (!stored.success) return;
    for (const { tabId, document } of stored.output.sensitive) {
      if (tabs.has(tabId) && !this.#sensitive.has(tabId)) this.#sensitive.set(tabId, document);
    }
    for (const frame of stored.output.frames) {
      const key = keyOf(frame.tabId, frame.frameId);
      if (!tabs.has(frame.tabId) || this.#frames.has(key)) continue;
      this.#frames.set(key, frame);
      if (frame.frameId === 0 && frame.document) this.#tops.set(frame.tabId, frame.document);
    }
  }

  connected(tabId: number, frameId: number, place: Place, document: string): void {
    const key = keyOf(tabId, frameId);
    // Of a page that the tab has left while the background slept.
    this.#forgetUnconnected(tabId, (frame) => frame.top !== null && frame.top !== place.top);
    const known = this.#frames.get(key);
    if (frameId === 0) {
      // The same document connects again whenever the background was killed; its frames live on.
      if ((this.#tops.get(tabId) ?? document) !== document) {
        this.#forgetUnconnected(tabId, (frame) => frame.frameId !== 0);
      }
      this.#tops.set(tabId, document);
      this.#topSensitive(tabId, document);
      this.#options.navigated(tabId);
    }
    this.#connected.set(key, (this.#connected.get(key) ?? 0) + 1);
    const { site, top } = place;
    const counts = known?.site === site ? known.counts : noCounts();
    const sensitive = known?.document === document && known.sensitive === true;
    this.#frames.set(key, { tabId, frameId, site, top, document, sensitive, counts });
    this.#changed(tabId);
    // A frame that is not written down when the background is killed would never hear of `stop`.
    if (known?.document !== document || known.site !== site || known.top !== top) this.#saveNow();
    if (known?.document !== document) this.#options.joined(tabId, frameId);
  }

  /** The port ended while the background was alive: the document has gone. */
  disconnected(tabId: number, frameId: number): void {
    const key = keyOf(tabId, frameId);
    const left = (this.#connected.get(key) ?? 1) - 1;
    // A navigation may connect the next document before the last one's port ends.
    if (left > 0) {
      this.#connected.set(key, left);
      return;
    }
    this.#connected.delete(key);
    this.#frames.delete(key);
    this.#changed(tabId);
  }

  /** This document asks for a password. False where that was known. */
  setSensitive(tabId: number, frameId: number): boolean {
    const frame = this.#frames.get(keyOf(tabId, frameId));
    if (!frame || frame.sensitive) return false;
    frame.sensitive = true;
    // A frame may tell before its page does, whose document before that is none of its own.
    const page = this.#frames.get(keyOf(tabId, 0))?.document ?? null;
    this.#sensitive.set(tabId, page);
    this.#saveNow();
    return true;
  }

  /** Whether any document of the tab's page asks for a password, or did. */
  isSensitive(tabId: number): boolean {
    return this.#sensitive.has(tabId);
  }

  count(tabId: number, frameId: number, counts: Counts): void {
    const frame = this.#frames.get(keyOf(tabId, frameId));
    if (!frame) return;
    frame.counts = counts;
    this.#changed(tabId);
  }

  /** These run our content script no more. */
  forget(which: (frame: Frame) => boolean): void {
    const gone = this.all().filter(which);
    for (const { tabId, frameId } of gone) this.#frames.delete(keyOf(tabId, frameId));
    for (const tabId of new Set(gone.map((frame) => frame.tabId))) this.#changed(tabId);
  }

  all(): Frame[] {
    return [...this.#frames.values()];
  }

  /** Frames that no port reaches now. */
  unconnected(): Frame[] {
    return this.all().filter((frame) => !this.#connected.has(keyOf(frame.tabId, frame.frameId)));
  }

  /** Another page fills the tab: frames known from before, and not heard of since, went with the last. */
  #forgetUnconnected(tabId: number, which: (frame: Frame) => boolean): void {
    for (const frame of this.#of(tabId)) {
      const key = keyOf(tabId, frame.frameId);
      if (which(frame) && !this.#connected.has(key)) this.#frames.delete(key);
    }
  }

  /** This is the tab's top document: what another asked for is no concern of its. */
  #topSensitive(tabId: number, document: string): void {
    const asked = this.#sensitive.get(tabId);
    if (asked === undefined || asked === document) return;
    const isItsOwn =
      asked === null ||
      this.#of(tabId).some(({ frameId, sensitive }) => frameId !== 0 && sensitive);
    if (isItsOwn) this.#sensitive.set(tabId, document);
    else this.#sensitive.delete(tabId);
    this.#saveNow();
  }

  #of(tabId: number): Frame[] {
    return this.all().filter((frame) => frame.tabId === tabId);
  }

  #changed(tabId: number): void {
    const sum = noCounts();
    for (const { counts } of this.#of(tabId)) {
      sum.safe += counts.safe;
      sum.unsafe += counts.unsafe;
      sum.unknown += counts.unknown;
      sum.waiting += counts.waiting;
    }
    this.#options.counted(tabId, sum);
    this.#save();
  }

  /** Counts change often and are told again, so they may wait a little. */
  #save(): void {
    this.#timer ??= setTimeout(() => this.#saveNow(), SAVE_AFTER_MS);
  }

  #saveNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const sensitive = [...this.#sensitive].map(([tabId, document]) => ({ tabId, document }));
    this.#options.save({ frames: this.all(), sensitive }).catch((error) => {
      console.debug('seawall: the list of frames could not be kept', error);
    });
  }
}

const keyOf = (tabId: number, frameId: number): string => `${tabId}:${frameId}`;
