/**
 * What finds elements, put together: the walk over the page (extract/extractor.ts), and what looks
 * at each element that the walk passes, for images (images.ts), for what it says besides its text
 * (extract/said.ts), for what hides it (extract/veils.ts), and for a root that comes later.
 */

import type { ElementListener, Elements, ScreenElement } from './extract/element';
import { type Discoveries, Extractor } from './extract/extractor';
import { isFreshText } from './extract/registry';
import { Said } from './extract/said';
import { Veils } from './extract/veils';
import { Images } from './images';
import { LateHosts } from './late-hosts';
import { listenAtDocument } from './listen';

export interface FindingDeps extends Pick<Discoveries, 'shadowRoot' | 'hidden' | 'input'> {
  readonly listener: ElementListener;
  isOurs(node: Node): boolean;
  /** All in this block is one text, whatever its size. */
  isTurn(block: Element): boolean;
  /** The walk has come to an element, shown or not. */
  passed(element: Element, name: string): void;
  /** It is no longer shown. */
  gone(element: Element): void;
  /** The whole page is looked at again: let go of what has been removed while nobody told. */
  tidy(): void;
  /** Wraps what runs on the page's main thread. */
  measure<T>(work: () => T): T;
  wake(): void;
  wakeIn(ms: number): void;
}

export class Finding {
  readonly extractor: Extractor;
  readonly images: Images;
  readonly said: Said;
  readonly #lateHosts: LateHosts;
  readonly #veils: Veils;

  constructor(
    private readonly deps: FindingDeps,
    signal: AbortSignal,
  ) {
    const { listener, measure } = deps;
    const wakeIn = (ms: number): void => deps.wakeIn(ms);
    const again = (element: Element): void => this.#again(element);
    this.#lateHosts = new LateHosts(again, signal);
    this.#veils = new Veils({ changed: again, measure }, signal);
    const [lateHosts, veils] = [this.#lateHosts, this.#veils];
    this.extractor = new Extractor(deps.isOurs, listener, {
      shadowRoot: (root) => deps.shadowRoot(root),
      lateHost: (element, isLikely) => lateHosts.add(element, isLikely),
      hidden: (element) => deps.hidden(element),
      input: (element) => deps.input(element),
      isVeiled: veils.isVeiled,
      passed: (element, reading, direction) => {
        if (!reading.isBare) veils.look(element);
        deps.passed(element, reading.name);
        this.images.look(element, reading.box, direction);
        this.said.look(element, reading, direction);
      },
      gone: (element) => {
        deps.gone(element);
        this.images.hide(element);
        this.said.hide(element);
        lateHosts.gone(element);
        veils.gone(element);
      },
      rescanned: () => this.#rescanned(),
      isTurn: (block) => deps.isTurn(block),
    });
    const { boxes } = this.extractor;
    const { elements } = this;
    this.images = new Images({ elements, boxes, listener, measure, wakeIn }, signal);
    this.said = new Said(
      {
        elements,
        boxes,
        listener,
        isAsked: (text) => this.extractor.registry.owner(text) !== undefined,
        isWalkOver: () => this.extractor.idle,
        isPictured: (element) => this.images.isPictured(element),
        wakeIn,
      },
      signal,
    );
    const quiet = { capture: true, passive: true, signal };
    listenAtDocument('input', (event) => this.#typed(event), quiet);
  }

  /** All of the page, by their ids. */
  get elements(): Elements {
    return this.extractor.registry.elements;
  }

  /** All that is on the page has been looked at. */
  get idle(): boolean {
    return this.extractor.idle && this.images.idle && this.said.idle;
  }

  /** Elements that are known besides those that are asked about: for tests of leaks. */
  get held(): readonly Element[] {
    return [...this.said.held, ...this.#veils.held, ...this.#lateHosts.held];
  }

  /** Whether the page still shows what the element was last seen with. */
  isFresh(element: ScreenElement): boolean {
    if (element.kind === 'image') return this.images.isFresh(element);
    return element.said === undefined ? isFreshText(element) : this.said.isFresh(element);
  }

  /** Looks at the whole page again, and at these elements first. */
  rescan(first: Iterable<Element>): void {
    this.extractor.rescan();
    for (const element of first) this.extractor.mark(element, 'full', true);
  }

  *#rescanned(): Generator<void, void> {
    this.#veils.tidy();
    yield;
    this.#lateHosts.tidy();
    yield;
    this.deps.tidy();
    yield;
    this.images.rescan();
    yield;
    yield* this.said.rescan();
  }

  #again(element: Element): void {
    this.extractor.mark(element, 'full');
    this.said.changed();
    this.deps.wake();
  }

  /** A placeholder is shown or not. */
  #typed(event: Event): void {
    const [field] = event.composedPath();
    if (field instanceof Element) this.said.again(field);
  }
}
