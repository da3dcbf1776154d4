/**
 * Texts that a page says of its elements and that are no text nodes: titles, placeholders, labels,
 * the words of buttons and lists, alternative texts where no image is asked about, and what style
 * sheets write before and after. Each is a text element of its own, at the element that says it.
 *
 *   met by the walk ──the walk is over──▶ examined ──▶ a text element for each slot that says more
 *        ▲                                    │         than the element itself shows
 *        └── attribute, option, image, field ─┘
 *
 * They are looked at after the text around them: what the element shows anyway is not asked twice.
 */
import { attribute, attributeNames, isConnected, localName, parentNode } from '../dom';
import type { Box, Boxes, Reading } from './box';
import type { ElementListener, Elements, TextElement } from './element';
import { isSpeaker, ownText, readSlot, type Slot, speakerSlots, wordsOf } from './said-texts';
import { hasLetters } from './text';

/** Whether an image is open, while its bytes come. */
const AGAIN_MS = 100;
/** Looked at in one step, and milliseconds. */
const STEP = 16;
const STEP_MS = 1;
/** Elements whose words are their own text, looked at again when that may be another. */
const MAX_ECHOES = 2_000;
const ECHO_MS = 1_000;
/** Observed for the attributes that style sheets show. */
const MAX_MIRRORS = 2_000;

export interface SaidDeps {
  readonly elements: Elements;
  readonly boxes: Boxes;
  readonly listener: ElementListener;
  /** It is part of a text element. */
  readonly isAsked: (text: Text) => boolean;
  /** The walk is over: what is shown is known. */
  isWalkOver(): boolean;
  /** Whether an element's own image is asked about; null while that is open. */
  isPictured(element: Element): boolean | null;
  wakeIn(ms: number): void;
}

interface Speaker {
  direction: 'ltr' | 'rtl';
  readonly elements: Map<Slot, TextElement>;
}

export class Said {
  readonly #speakers = new Map<Element, Speaker>();
  readonly #due = new Set<Element>();
  /** Their images are open. */
  readonly #waiting = new Set<Element>();
  /** Something that they say is what they show. */
  readonly #echoes = new Set<Element>();
  /** Attributes that style sheets show; no other observer of ours heeds them. */
  readonly #mirrored = new MutationObserver((records) => {
    for (const { target } of records) this.again(target as Element);
  });
  readonly #mirrors = new WeakSet<Element>();
  #mirrorCount = 0;
  #waitingUntil = 0;
  #echoesAt = Number.POSITIVE_INFINITY;

  constructor(
    private readonly deps: SaidDeps,
    signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => {
      this.#mirrored.disconnect();
      this.#speakers.clear();
      this.#due.clear();
      this.#waiting.clear();
      this.#echoes.clear();
    });
  }

  /** For tests of leaks. */
  get held(): Iterable<Element> {
    return [...this.#speakers.keys(), ...this.#due, ...this.#waiting, ...this.#echoes];
  }

  get idle(): boolean {
    return this.#due.size === 0 && this.#waiting.size === 0;
  }

  /** The walk has come to an element. */
  look(element: Element, { box, name, isBare }: Reading, direction: 'ltr' | 'rtl'): void {
    const speaker = this.#speakers.get(element);
    if (!isShown(box) || !(box.written !== '' || isSpeaker(element, name, isBare))) {
      if (speaker) this.hide(element);
      return;
    }
    if (speaker) speaker.direction = direction;
    else this.#speakers.set(element, { direction, elements: new Map() });
    this.#due.add(element);
  }

  /** It is not shown any more. */
  hide(element: Element): void {
    const speaker = this.#speakers.get(element);
    if (!speaker) return;
    this.#speakers.delete(element);
    this.#due.delete(element);
    this.#waiting.delete(element);
    this.#echoes.delete(element);
    for (const slot of [...speaker.elements.keys()]) this.#remove(speaker, slot);
  }

  /** The whole page is looked at again: nobody may have told what has happened to any of them. */
  *rescan(): Generator<void, void> {
    for (const element of this.#speakers.keys()) {
      if (isConnected(element)) this.#due.add(element);
      else this.hide(element);
      yield;
    }
  }

  /** Something has happened to it that no walk follows: an image came or went, a field was filled. */
  again(element: Element): void {
    if (!this.#speakers.has(element)) return;
    this.#due.add(element);
    this.deps.wakeIn(0);
  }

  /** The page has changed somewhere. */
  changed(): void {
    if (this.#echoes.size === 0 || this.#echoesAt !== Number.POSITIVE_INFINITY) return;
    this.#echoesAt = performance.now() + ECHO_MS;
    this.deps.wakeIn(ECHO_MS);
  }

  isFresh({ block, said, text }: TextElement): boolean {
    if (!isConnected(block) || said === undefined) return false;
    if (wordsOf(readSlot(block, said)) === text) return true;
    // Perhaps by something that nothing has told of, as typing in a closed root.
    this.again(block);
    return false;
  }

  /** A little work; true while there is more that can be done now. */
  step(): boolean {
    const now = performance.now();
    if (this.#waiting.size > 0) {
      if (now >= this.#waitingUntil) {
        for (const element of this.#waiting) this.#due.add(element);
        this.#waiting.clear();
      } else {
        this.deps.wakeIn(this.#waitingUntil - now);
      }
    }
    if (now >= this.#echoesAt) {
      this.#echoesAt = Number.POSITIVE_INFINITY;
      for (const element of this.#echoes) this.#due.add(element);
    }
    if (this.#due.size === 0 || !this.deps.isWalkOver()) return false;
    let count = 0;
    for (const element of this.#due) {
      this.#due.delete(element);
      this.#examine(element);
      if (++count >= STEP || performance.now() > now + STEP_MS) break;
    }
    return this.#due.size > 0;
  }

  #examine(element: Element): void {
    const speaker = this.#speakers.get(element);
    if (!speaker) return;
    try {
      if (isConnected(element)) this.#read(element, speaker);
      else this.hide(element);
    } catch (error) {
      console.error('Seawall: what a page says of an element could not be read', error);
      this.hide(element);
    }
  }

  #read(element: Element, speaker: Speaker): void {
    this.#echoes.delete(element);
    const box = this.deps.boxes.of(element);
    if (!isShown(box) || getComputedStyle(element).visibility !== 'visible') {
      for (const slot of [...speaker.elements.keys()]) this.#remove(speaker, slot);
      return;
    }
    const isPictured = localName(element) === 'img' ? this.deps.isPictured(element) : false;
    if (isPictured === null) {
      if (this.#waiting.size === 0) this.#waitingUntil = performance.now() + AGAIN_MS;
      this.#waiting.add(element);
      this.deps.wakeIn(AGAIN_MS);
      return;
    }
    const kept = new Set<Slot>();
    const texts = new Set<string>();
    let shown: string | null = null;
    for (const slot of speakerSlots(element, box.written, isPictured)) {
      const text = wordsOf(readSlot(element, slot));
      if (!hasLetters(text) || texts.has(text)) continue;
      if (isEcho(slot)) {
        shown ??= ownText(element, this.deps.isAsked);
        if (shown.includes(text.replace(/\s+/g, ''))) {
          if (this.#echoes.size < MAX_ECHOES) this.#echoes.add(element);
          continue;
        }
      }
      if (slot.startsWith('::')) this.#mirror(element, text);
      texts.add(text);
      kept.add(slot);
      this.#put(element, speaker, slot, text);
    }
    for (const slot of [...speaker.elements.keys()]) {
      if (!kept.has(slot)) this.#remove(speaker, slot);
    }
  }

  /** What a style sheet shows may be attributes of the element. */
  #mirror(element: Element, text: string): void {
    const names = attributeNames(element).filter((name) => {
      const value = wordsOf(attribute(element, name));
      return value !== '' && text.includes(value);
    });
    if (names.length === 0) return;
    if (!this.#mirrors.has(element) && ++this.#mirrorCount > MAX_MIRRORS) return;
    this.#mirrors.add(element);
    this.#mirrored.observe(element, { attributes: true, attributeFilter: names });
  }

  #put(block: Element, { direction, elements }: Speaker, said: Slot, text: string): void {
    const element = elements.get(said);
    if (!element) {
      const added: TextElement = {
        kind: 'text',
        id: this.deps.elements.newId(),
        version: 1,
        block,
        said,
        text,
        parts: [],
        rawLength: 0,
        direction,
        verdict: null,
        practice: false,
      };
      elements.set(said, added);
      this.deps.elements.set(added.id, added);
      this.deps.listener.added(added);
      return;
    }
    element.direction = direction;
    if (element.text === text) return;
    element.text = text;
    const before = element.verdict;
    element.version++;
    element.verdict = null;
    this.deps.listener.changed(element, before);
  }

  #remove(speaker: Speaker, slot: Slot): void {
    const element = speaker.elements.get(slot);
    speaker.elements.delete(slot);
    if (element && this.deps.elements.delete(element.id)) this.deps.listener.removed(element);
  }
}

/** What is excluded from the text (fields, lists, frames) is still said something of. */
const isShown = (box: Box): boolean => ('visible' in box ? box.visible : box.kind === 'excluded');

/** Said of what the element shows, and perhaps the very same. */
const isEcho = (slot: Slot): boolean => slot === 'title' || slot === 'aria-label' || slot === 'alt';

/** The list that a node is a choice of, or that itself; null for others. */
export function listOf(node: Node): Element | null {
  for (let at: Node | null = node, i = 0; at && i < 4; at = parentNode(at), i++) {
    if (at instanceof HTMLSelectElement) return at;
    const isPart = at instanceof HTMLOptionElement || at instanceof HTMLOptGroupElement;
    if (!isPart && !(at instanceof Text)) return null;
  }
  return null;
}

/** Attributes that decide what is said. */
export const SAID_ATTRIBUTES = ['title', 'placeholder', 'aria-label', 'value', 'label'] as const;

/** Whether it is one of those that a person's typing never changes. */
export const saysBy = (element: Element, name: string): boolean =>
  name !== 'value' || attribute(element, 'type') !== null;
