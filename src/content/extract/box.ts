/**
 * How an element takes part in a reader's text: a block of its own, inline in its block's text,
 * hidden, or excluded whatever it looks like. Styles are read once per element and slice: nothing
 * of the page can change within a slice.
 */
import { attribute, localName, query } from '../dom';
import { Apart } from './apart';
import { keyOf } from './image-key';
import { isPicture } from './images';
import { type Decoration, decorationOf, type Painted, UNDECORATED } from './painted';
import { isTypedIn } from './typed';

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

const INLINE = /^(inline|ruby|contents|math$)/;

export class Boxes {
  readonly #slice = new Map<Element, Box>();
  readonly #apart: Apart;
  /** What decided an element's box and its decoration when they were last read. */
  readonly #styles = new WeakMap<Element, { box: string; painted: string }>();

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
    if (before.box !== signature(style)) return 'box';
    const isSeen = !isOut(style.display) && style.visibility === 'visible';
    const decoration = isSeen ? decorationOf(element, style) : UNDECORATED;
    return before.painted === keysOf(decoration) ? null : 'painted';
  }

  #read(element: Element): Box {
    if (this.isOurs(element)) return { kind: 'excluded', separates: false, ...NO_PICTURES };
    const style = getComputedStyle(element);
    const { display, visibility, contentVisibility } = style;
    const box = `${display}/${visibility}/${contentVisibility}`;
    const isSeen = !isOut(display) && visibility === 'visible';
    const decoration = isSeen ? decorationOf(element, style) : UNDECORATED;
    this.#styles.set(element, { box, painted: keysOf(decoration) });
    if (isOut(display)) return { kind: 'hidden', separates: false, ...NO_PICTURES };
    const separates = !INLINE.test(display) || this.#apart.is(element, display);
    if (this.isVeiled(element)) {
      return { kind: 'hidden', separates, isVeiled: true, ...NO_PICTURES };
    }
    const isTyped = isTypedIn(element);
    const isOwn = isSeen && isPicture(localName(element)) && contentVisibility !== 'hidden';
    if (isTyped || EXCLUDED_NAMES.has(localName(element))) {
      return { ...NO_PICTURES, kind: 'excluded', separates, isPicture: isOwn && !isTyped };
    }
    // Its background is seen, its contents are not.
    if (contentVisibility === 'hidden') {
      return { kind: 'hidden', separates, ...decoration, isPicture: false };
    }
    const visible = visibility === 'visible';
    const pictures = { ...decoration, isPicture: isOwn };
    if (!separates) return { kind: 'inline', visible, direction: 'ltr', ...pictures };
    const direction = style.direction === 'rtl' ? 'rtl' : 'ltr';
    return { kind: 'block', visible, direction, ...pictures };
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

const signature = ({ display, visibility, contentVisibility }: CSSStyleDeclaration): string =>
  `${display}/${visibility}/${contentVisibility}`;
