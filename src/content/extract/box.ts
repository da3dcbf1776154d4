/**
 * How an element takes part in a reader's text: a block of its own, inline in its block's text,
 * hidden, or excluded whatever it looks like. Styles are read once per element and slice: nothing
 * of the page can change within a slice.
 */
import { attribute, doc, hasAttributes, localName, query } from '../dom';
import { Apart } from './apart';
import { Beside } from './beside';
import { keyOf } from './image-key';
import { isPicture } from './images';
import { type Decoration, decorationOf, type Painted, UNDECORATED } from './painted';
import { isDesigned, isTypedIn } from './typed';
import { isTheirs } from './written';

/** What it shows besides its content: nothing where it is not seen itself. */
interface Pictures extends Decoration {
  /** It has an image of its own, or may have one. */
  isPicture: boolean;
}

export type Box = Pictures &
  (
    | /** `direction` is a block's own; its inline content does not decide. */
    { kind: 'block' | 'inline'; visible: boolean; direction: 'ltr' | 'rtl' }
    /** `isVeiled`: it has boxes all the same. `separates`: it stands between the texts before and after it as a block would. */
    | { kind: 'hidden' | 'excluded'; separates: boolean; isVeiled?: boolean }
  );

/** Not a page's text, or text that is not shown, or what a person is typing. */
const EXCLUDED_NAMES = new Set(
  (
    'script style noscript template textarea input select option datalist iframe frame object ' +
    'embed video audio canvas progress meter title desc metadata annotation annotation-xml'
  ).split(' '),
);

const NO_PICTURES: Pictures = { ...UNDECORATED, isPicture: false };

const plain = (kind: 'block' | 'inline', direction: 'ltr' | 'rtl'): Box =>
  Object.freeze({ kind, visible: true, direction, ...NO_PICTURES });
/** Most boxes of most pages. */
const PLAIN = {
  block: { ltr: plain('block', 'ltr'), rtl: plain('block', 'rtl') },
  inline: { ltr: plain('inline', 'ltr'), rtl: plain('inline', 'rtl') },
};

/** What decided an element's box. */
interface Read {
  readonly display: string;
  readonly visibility: string;
  readonly contentVisibility: string;
  /** Its decoration, as far as it matters whether that is another one. */
  readonly painted: string;
}

const INLINE = /^(inline|ruby|contents|math$)/;

export class Boxes {
  readonly #slice = new Map<Element, Box>();
  readonly #apart: Apart;
  readonly #beside = new Beside();
  /** What decided an element's box and its decoration when they were last read. */
  readonly #styles = new WeakMap<Element, Read>();
  /** Whether the whole document can be written in. */
  #isDesigned: boolean | null = null;

  constructor(
    private readonly isOurs: (node: Node) => boolean,
    /** Rendered, and for nobody (veils.ts). */
    private readonly isVeiled: (element: Element) => boolean = () => false,
    /** It separates the texts before and after it now, or no longer (apart.ts). */
    parted: (element: Element) => void = () => {},
  ) {
    this.#apart = new Apart((element) => this.of(element), parted);
  }

  /** A new slice begins: the page may have changed. */
  forget(): void {
    this.#slice.clear();
    this.#beside.forget();
    this.#isDesigned = null;
  }

  of(element: Element): Box {
    let box = this.#slice.get(element);
    if (!box) {
      box = this.#read(element);
      this.#slice.set(element, box);
    }
    return box;
  }

  /** What of an element has changed since it was last read; nothing, in most animations. */
  changeOf(element: Element): 'box' | 'painted' | null {
    const before = this.#styles.get(element);
    if (before === undefined) return 'box';
    const style = getComputedStyle(element);
    const { display, visibility, contentVisibility } = style;
    if (display !== before.display || visibility !== before.visibility) return 'box';
    if (contentVisibility !== before.contentVisibility) return 'box';
    const isSeen = !isOut(display) && visibility === 'visible';
    const decoration = isSeen
      ? decorationOf(element, style, this.#beside.may(element))
      : UNDECORATED;
    return before.painted === keysOf(decoration) ? null : 'painted';
  }

  /** Kept only where it is another: most of a page that is looked at again is as it was. */
  #keep(element: Element, read: Read): void {
    const before = this.#styles.get(element);
    if (
      before?.display === read.display &&
      before.visibility === read.visibility &&
      before.contentVisibility === read.contentVisibility &&
      before.painted === read.painted
    ) {
      return;
    }
    this.#styles.set(element, read);
  }

  #read(element: Element): Box {
    if (this.isOurs(element)) return { kind: 'excluded', separates: false, ...NO_PICTURES };
    const style = getComputedStyle(element);
    const { display, visibility, contentVisibility } = style;
    const isSeen = !isOut(display) && visibility === 'visible';
    const decoration = isSeen
      ? decorationOf(element, style, this.#beside.may(element))
      : UNDECORATED;
    this.#keep(element, { display, visibility, contentVisibility, painted: keysOf(decoration) });
    if (isOut(display)) return { kind: 'hidden', separates: false, ...NO_PICTURES };
    const separates = !INLINE.test(display) || this.#apart.is(element, display);
    if (this.isVeiled(element)) {
      return { kind: 'hidden', separates, isVeiled: true, ...NO_PICTURES };
    }
    this.#isDesigned ??= isDesigned() && doc.root !== null && isTheirs(doc.root);
    // All that tells of typing are attributes.
    const isTyped =
      this.#isDesigned || (hasAttributes(element) && isTypedIn(element) && isTheirs(element));
    const isOwn = isSeen && isPicture(localName(element)) && contentVisibility !== 'hidden';
    if (isTyped || EXCLUDED_NAMES.has(localName(element))) {
      return { ...NO_PICTURES, kind: 'excluded', separates, isPicture: isOwn && !isTyped };
    }
    // Its background is seen, its contents are not.
    if (contentVisibility === 'hidden') {
      return { kind: 'hidden', separates, ...decoration, isPicture: false };
    }
    const visible = visibility === 'visible';
    const kind = separates ? 'block' : 'inline';
    const direction = separates && style.direction === 'rtl' ? 'rtl' : 'ltr';
    if (decoration === UNDECORATED && !isOwn && visible) return PLAIN[kind][direction];
    return { kind, visible, direction, ...decoration, isPicture: isOwn };
  }
}

/** Out of every flat tree, the computed style is empty. */
const isOut = (display: string): boolean => display === 'none' || display === '';

const keysOf = ({ painted, written }: Decoration): string =>
  painted.length === 0 ? written : `${written}${painted.map(keyOfPainted).join('\n')}`;
const keyOfPainted = ({ slot, address }: Painted): string => `${slot} ${keyOf(address)}`;

/** A closed <details> shows its first <summary> alone. */
export function isFolded(parent: Element, child: Node): boolean {
  if (localName(parent) !== 'details' || attribute(parent, 'open') !== null) return false;
  return child !== query(parent, ':scope > summary');
}
