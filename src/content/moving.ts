/**
 * When what an element draws itself counts as another picture ("edition"), for nothing tells. Who
 * asks for every frame of an animation has no time for the rest of the page, so:
 *
 * - A `canvas` is probed: drawn small and hashed. It is a picture once two probes half a second
 *   apart are the same and show anything, or when it has not been still for five seconds. After
 *   that it is another one at most every five seconds, while it is in view, if its pixels differ;
 *   five in all. One that cannot be read is a picture, too: nobody can say what is on it.
 * - A `video` is a picture when it first plays, and another one at most every ten seconds while it
 *   plays in view.
 * - An `svg` of the page is a picture at once, and another one at most every five seconds when the
 *   page changes its nodes; five in all.
 */
import { doc, isConnected, rectOfElement } from './dom';
import { videoOf } from './dom-images';
import { inView } from './extract/picture-area';
import { inFrame } from './frames';
import { type Print, printOf } from './print';

const STILL_MS = 500;
const RESTLESS_MS = 5_000;
const AGAIN_MS = 5_000;
const PLAYING_MS = 10_000;
const MAX_EDITIONS = 5;
/** Probed in one turn: to read a canvas back takes the browser some milliseconds. */
const AT_ONCE = 8;
const TURN_MS = 100;
/** Probes half a second apart of a canvas with nothing on it. */
const EAGER_PROBES = 6;

/** Enough of a video has come to show a frame (HTMLMediaElement.HAVE_CURRENT_DATA). */
const HAS_FRAME = 2;

interface Life {
  edition: number;
  /** When it became that edition. */
  since: number;
  /** Looked at then; `Infinity`: not before the page does something. */
  due: number;
  isRetired: boolean;
  /** Canvas only: the last probe, the one of this edition, when it showed something, how many. */
  print: Print | null;
  edited: Print | null;
  inkSince: number | null;
  probes: number;
}

export interface MovingDeps {
  /** It is another picture now. */
  redrawn(element: Element): void;
  measure<T>(work: () => T): T;
}

export class Moving {
  readonly #lives = new WeakMap<Element, Life>();
  readonly #watched = new Set<Element>();
  /** Canvases that have not shown yet whether there is anything on them. */
  readonly #undecided = new Set<Element>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #timerAt = Number.POSITIVE_INFINITY;

  constructor(
    private readonly deps: MovingDeps,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#watched.clear();
      this.#undecided.clear();
    });
  }

  get idle(): boolean {
    return this.#undecided.size === 0;
  }

  readonly editionOf = (element: Element): number => this.#lives.get(element)?.edition ?? 0;

  /** It is shown and large enough to matter; once more: something has happened to it. */
  watch(element: Element): void {
    const isVideo = element instanceof HTMLVideoElement;
    const isCanvas = element instanceof HTMLCanvasElement;
    if (!isVideo && !isCanvas && !(element instanceof SVGSVGElement)) return;
    const life = this.#lifeOf(element);
    if (life.isRetired || (this.#watched.has(element) && !isVideo)) return;
    this.#watched.add(element);
    if (isCanvas && life.edition === 0 && life.probes === 0) this.#undecided.add(element);
    if (isVideo && isPlaying(element)) this.#at(life, this.#nextFrameAt(life));
    else if (isCanvas && life.edition < MAX_EDITIONS) this.#at(life, performance.now());
  }

  forget(element: Element): void {
    this.#watched.delete(element);
    this.#undecided.delete(element);
  }

  /** It cannot be read: the same would be found of every other edition. */
  retire(element: Element): void {
    const life = this.#lives.get(element);
    if (life) life.isRetired = true;
    this.forget(element);
  }

  /** The page has changed an `svg`. */
  changed(drawing: Element): void {
    const life = this.#watched.has(drawing) ? this.#lives.get(drawing) : null;
    if (!life || life.edition >= MAX_EDITIONS || life.due !== Number.POSITIVE_INFINITY) return;
    this.#at(life, life.since + AGAIN_MS);
  }

  #lifeOf(element: Element): Life {
    let life = this.#lives.get(element);
    if (!life) {
      life = {
        edition: 0,
        since: performance.now(),
        due: Number.POSITIVE_INFINITY,
        isRetired: false,
        print: null,
        edited: null,
        inkSince: null,
        probes: 0,
      };
      this.#lives.set(element, life);
    }
    return life;
  }

  #nextFrameAt({ edition, since }: Life): number {
    return edition === 0 ? performance.now() : since + PLAYING_MS;
  }

  #at(life: Life, due: number): void {
    life.due = due;
    this.#plan(due);
  }

  #plan(at: number): void {
    if (at >= this.#timerAt || this.signal.aborted) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timerAt = at;
    const wait = Math.max(0, at - performance.now());
    this.#timer = setTimeout(() => this.deps.measure(() => this.#turn()), wait);
  }

  #turn(): void {
    this.#timer = null;
    this.#timerAt = Number.POSITIVE_INFINITY;
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    let count = 0;
    for (const element of this.#watched) {
      const life = this.#lifeOf(element);
      if (!isConnected(element)) this.forget(element);
      else if (life.due > now) next = Math.min(next, life.due);
      else if (count++ < AT_ONCE) this.#look(element, life, now);
      else next = Math.min(next, now + TURN_MS);
    }
    this.#plan(next);
  }

  #look(element: Element, life: Life, now: number): void {
    life.due = Number.POSITIVE_INFINITY;
    if (element instanceof HTMLVideoElement) {
      this.#lookAtVideo(element, life, now);
    } else if (element instanceof HTMLCanvasElement) {
      inFrame(element, () => this.deps.measure(() => this.#probe(element, life)));
    } else {
      this.#edit(element, life);
    }
  }

  #lookAtVideo(video: HTMLVideoElement, life: Life, now: number): void {
    // Heard again when it plays on.
    if (!isPlaying(video)) return;
    const isSeen = life.edition === 0 || (!doc.hidden && inView(rectOfElement(video)));
    if (isSeen && videoOf.readiness(video) < HAS_FRAME) {
      this.#at(life, now + STILL_MS);
      return;
    }
    if (isSeen) this.#edit(video, life);
    this.#at(life, now + PLAYING_MS);
  }

  #probe(canvas: HTMLCanvasElement, life: Life): void {
    if (!this.#watched.has(canvas)) return;
    const now = performance.now();
    const isAgain = life.edition > 0;
    if (isAgain && (doc.hidden || !inView(rectOfElement(canvas)))) {
      this.#at(life, now + AGAIN_MS);
      return;
    }
    const print = printOf(canvas);
    const isSame = print === life.print;
    life.print = print;
    life.probes++;
    if (print === 'locked') {
      if (!isAgain) this.#edit(canvas, life);
      this.retire(canvas);
      return;
    }
    if (print === 'blank') {
      life.inkSince = null;
      // Once alone may be before the page's first drawing.
      if (life.probes > 1) this.#decided(canvas);
      this.#at(life, now + (life.probes < EAGER_PROBES ? STILL_MS : AGAIN_MS));
      return;
    }
    life.inkSince ??= now;
    if (isAgain ? print === life.edited : !isSame && now - life.inkSince < RESTLESS_MS) {
      this.#at(life, now + (isAgain ? AGAIN_MS : STILL_MS));
      return;
    }
    life.edited = print;
    this.#edit(canvas, life);
    if (life.edition < MAX_EDITIONS) this.#at(life, now + AGAIN_MS);
  }

  #edit(element: Element, life: Life): void {
    life.edition++;
    life.since = performance.now();
    // In this order: it is never settled with neither of the two knowing.
    this.deps.redrawn(element);
    this.#decided(element);
  }

  #decided(element: Element): void {
    this.#undecided.delete(element);
  }
}

const isPlaying = (video: HTMLVideoElement): boolean =>
  !videoOf.isPaused(video) && !videoOf.hasEnded(video);
