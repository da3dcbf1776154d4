/**
 * What a person does with an element by the context menu or a key. The element that was pointed at
 * is remembered here, and told to nobody but the background, when it asks.
 */
import type { Verdict } from '../core/verdict';
import type { PointedAnswer, PointedElement, PointedRequest } from '../platform/pointed-protocol';
import { doc, isConnected, parentElement, positionOf, rootOf } from './dom';
import type { ScreenElement } from './extract/element';
import { listen } from './listen';

export interface PointedDeps {
  elements(): Iterable<ScreenElement>;
  /** Whether it is one of them still. */
  isThere(element: ScreenElement): boolean;
  /** Asks about it once more. */
  askAgain(element: ScreenElement): void;
  /** Brings it into view and says which it is. */
  show(element: ScreenElement): void;
  language(element: ScreenElement): string | null;
  showMarks(shown: boolean): void;
  /** Covers and buttons of ours: the pointer meets them in the place of what they stand on. */
  readonly drawn: {
    readonly host: Element;
    drawnOver(event: MouseEvent): ScreenElement | null;
  };
}

/** Runs of text in one block at most that are decided about together. */
const MAX_TOGETHER = 16;

export class Pointed {
  #target: WeakRef<Element> | null = null;
  /** What something of ours that was pointed at is drawn over. */
  #drawnOver: WeakRef<ScreenElement> | null = null;
  /** What a person has hidden, with what its style said before. */
  readonly #hidden = new Map<HTMLElement | SVGElement, { value: string; priority: string }>();
  /** Where the last step led to. */
  #current: number | null = null;
  /** What was there when a person pointed at it, by id: a decision is about that alone. */
  #versions: ReadonlyMap<number, number> = new Map();

  constructor(
    private readonly deps: PointedDeps,
    signal: AbortSignal,
  ) {
    const quiet = { capture: true, passive: true, signal };
    listen(
      'contextmenu',
      (event) => {
        this.#pointed(event);
        if (event.isTrusted)
          this.#versions = new Map(this.#found().map(({ id, version }) => [id, version]));
      },
      quiet,
    );
    signal.addEventListener('abort', () => this.#unhide());
  }

  answer(request: PointedRequest): PointedAnswer {
    switch (request.type) {
      case 'marks':
        this.deps.showMarks(request.shown);
        return { done: true };
      case 'step':
        return { done: this.#step(request.by) };
      case 'pointed':
        break;
    }
    switch (request.act) {
      case 'again':
        return { done: this.#again() };
      case 'which':
        return this.#which();
      case 'hide':
        return { done: this.#hide() };
      case 'unhide':
        return { done: this.#unhide() };
    }
  }

  #pointed(event: MouseEvent): void {
    // A page can make such events of its own.
    if (!event.isTrusted) return;
    const [first] = event.composedPath();
    const { host, drawnOver } = this.deps.drawn;
    const over = first === host ? drawnOver(event) : null;
    this.#drawnOver = over && new WeakRef(over);
    const target = over?.block ?? first;
    this.#target = target instanceof Element && target !== host ? new WeakRef(target) : null;
  }

  get #element(): Element | null {
    const target = this.#target?.deref() ?? null;
    return target && isConnected(target) ? target : null;
  }

  /** What is screened where the person pointed: of the nearest block around it. */
  #found(): ScreenElement[] {
    const over = this.#drawnOver?.deref();
    if (over && this.deps.isThere(over)) return [over];
    const byBlock = new Map<Element, ScreenElement[]>();
    for (const element of this.deps.elements()) {
      const known = byBlock.get(element.block);
      if (known) known.push(element);
      else byBlock.set(element.block, [element]);
    }
    for (let at = this.#element; at; at = parentOf(at)) {
      const here = byBlock.get(at);
      if (here) return here.slice(0, MAX_TOGETHER);
    }
    return [];
  }

  #again(): boolean {
    const found = this.#found();
    for (const element of found) this.deps.askAgain(element);
    return found.length > 0;
  }

  #which(): PointedAnswer {
    const elements = this.#found()
      .filter(({ id, version }) => this.#versions.get(id) === version)
      .flatMap((element) => this.#told(element) ?? []);
    return { done: elements.length > 0, elements };
  }

  #told(element: ScreenElement): PointedElement | null {
    const judged = judgedAs(element.verdict);
    if (judged === null) return null;
    const { text } = element;
    const lang = this.deps.language(element);
    if (element.kind === 'text')
      return { kind: 'text', text, question: element.question ?? null, ...judged, lang };
    const { how, address } = element.shown;
    // What only the page has has no name by which it would be known again.
    if (how !== 'web' || address === null) return null;
    return { kind: 'image', source: { from: 'web', url: address }, text, ...judged, lang };
  }

  #hide(): boolean {
    const target = this.#element;
    if (!(target instanceof HTMLElement || target instanceof SVGElement)) return false;
    // Nothing would be left to look at.
    if (target === doc.root || target === doc.body) return false;
    const { style } = target;
    if (!this.#hidden.has(target)) {
      const value = style.getPropertyValue('display');
      this.#hidden.set(target, { value, priority: style.getPropertyPriority('display') });
    }
    style.setProperty('display', 'none', 'important');
    return true;
  }

  #unhide(): boolean {
    const some = this.#hidden.size > 0;
    for (const [element, { value, priority }] of this.#hidden) {
      if (value === '') element.style.removeProperty('display');
      else element.style.setProperty('display', value, priority);
    }
    this.#hidden.clear();
    return some;
  }

  /** False where there is no further one in this frame: the next step begins anew. */
  #step(by: 1 | -1): boolean {
    const unsafe = [...this.deps.elements()]
      .filter(({ verdict }) => verdict?.flag === 'unsafe')
      .sort((a, b) => before(a.block, b.block) || a.id - b.id);
    const at = unsafe.findIndex(({ id }) => id === this.#current);
    const next = unsafe[at === -1 ? (by === 1 ? 0 : unsafe.length - 1) : at + by];
    this.#current = next?.id ?? null;
    if (!next) return false;
    this.deps.show(next);
    return true;
  }
}

/** Also out of a shadow root, to its host. */
function parentOf(element: Element): Element | null {
  const parent = parentElement(element);
  if (parent) return parent;
  const root = rootOf(element);
  return root instanceof ShadowRoot ? root.host : null;
}

function judgedAs(verdict: Verdict | null) {
  if (!verdict || verdict.flag === 'unknown' || verdict.engine === null) return null;
  const { flag, pUnsafe, engine } = verdict;
  return { flag, pUnsafe, engine };
}

/** In the order of the document. */
function before(a: Element, b: Element): number {
  if (a === b) return 0;
  return positionOf(a, b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
