/** Answers `snapshot`: the state of this frame, put together in steps, languages included. */
import type { ElementSummary, PageSnapshot } from '../platform/messages';
import type { ScreenElement } from './extract/element';
import { Selectors } from './selector';

const STEP = 25;
/** How long an answer may wait for the language detector. */
const LANGUAGES_MS = 3_000;

export interface SnapshotSource {
  elements(): Iterable<ScreenElement>;
  summary(element: ScreenElement): ElementSummary;
  askedAt(element: ScreenElement): number | null;
  languagesKnown(): boolean;
  /** All but the elements, as it is now. */
  state(): Omit<PageSnapshot, 'elements'>;
  wakeIn(ms: number): void;
}

interface Build {
  work: Generator<void, PageSnapshot>;
  resolve(snapshot: PageSnapshot): void;
}

export class Snapshots {
  readonly #builds: Build[] = [];

  constructor(private readonly source: SnapshotSource) {}

  take(withElements: boolean): Promise<PageSnapshot> {
    if (!withElements) return Promise.resolve({ ...this.source.state(), elements: [] });
    return new Promise((resolve) => {
      this.#builds.push({ work: this.#build(), resolve });
      this.source.wakeIn(0);
    });
  }

  step(): boolean {
    const [build] = this.#builds;
    if (!build) return false;
    const { done, value } = build.work.next();
    if (!done) return !this.#isWaiting;
    this.#builds.shift();
    build.resolve(value);
    return this.#builds.length > 0;
  }

  #isWaiting = false;

  *#build(): Generator<void, PageSnapshot> {
    const { source } = this;
    const all = [...source.elements()];
    yield* inSteps(all, (element) => source.summary(element)); // Starts the detector.
    const latest = performance.now() + LANGUAGES_MS;
    while (!source.languagesKnown() && performance.now() < latest) {
      this.#isWaiting = true;
      source.wakeIn(20);
      yield;
    }
    this.#isWaiting = false;
    const selectors = new Selectors();
    const elements: PageSnapshot['elements'] = [];
    yield* inSteps([...source.elements()], (element) => {
      const selector = selectors.of(element.block);
      const { text } = element;
      const askedMs = source.askedAt(element);
      elements.push({ ...source.summary(element), text, selector, askedMs });
    });
    return { ...source.state(), elements };
  }
}

function* inSteps<T>(items: readonly T[], work: (item: T) => void): Generator<void, void> {
  let count = 0;
  for (const item of items) {
    work(item);
    if (++count % STEP === 0) yield;
  }
}
