/**
 * How an element takes part in a reader's text: a block of its own, inline in its block's text,
 * hidden, or excluded whatever it looks like. Styles are read once per element and slice: nothing
 * of the page can change within a slice.
 */
import { attribute, localName, query } from '../dom';
import { keyOf } from './image-key';
import { isPicture } from './images';
import { type Painted, paintedOn } from './painted';
import { isTypedIn } from './typed';

/** What it shows of images: nothing where it is not seen itself. */
interface Pictures {
  painted: readonly Painted[];
  /** It has an image of its own, or may have one. */
  isPicture: boolean;
}

export type Box = Pictures &
  (
    | /** `direction` is a block's own; its inline content does not decide. */
    { kind: 'block' | 'inline'; visible: boolean; direction: 'ltr' | 'rtl' }
    /** `separates`: it stands between the texts before and after it as a block would. */
    | { kind: 'hidden' | 'excluded'; separates: boolean }
  );

/** Not a page's text, or text that is not shown, or what a person is typing. */
const EXCLUDED_NAMES = new Set(
  (
    'script style noscript template textarea input select option datalist iframe frame object ' +
    'embed video audio canvas progress meter title desc metadata annotation annotation-xml'
  ).split(' '),
);

const NO_PICTURES: Pictures = { painted: [], isPicture: false };

const INLINE = /^(inline|ruby|contents|math$)/;
/** A reader sees each of them by itself, also where they stand in one line. */
const APART = new Set(['button', 'li']);

export class Boxes {
  readonly #slice = new Map<Element, Box>();
  /** What decided an element's box and its images when they were last read. */
  readonly #styles = new WeakMap<Element, { box: string; painted: string }>();

  constructor(private readonly isOurs: (node: Node) => boolean) {}

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
    const painted = isSeen ? paintedOn(element, style) : [];
    return before.painted === keysOf(painted) ? null : 'painted';
  }

  #read(element: Element): Box {
    if (this.isOurs(element)) return { kind: 'excluded', separates: false, ...NO_PICTURES };
    const style = getComputedStyle(element);
    const { display, visibility, contentVisibility } = style;
    const box = `${display}/${visibility}/${contentVisibility}`;
    const isSeen = !isOut(display) && visibility === 'visible';
    const painted = isSeen ? paintedOn(element, style) : [];
    this.#styles.set(element, { box, painted: keysOf(painted) });
    if (isOut(display)) return { kind: 'hidden', separates: false, ...NO_PICTURES };
    const separates =
      !INLINE.test(display) || (display.startsWith('inline-') && APART.has(localName(element)));
    const isTyped = isTypedIn(element);
    const isOwn = isSeen && isPicture(localName(element)) && contentVisibility !== 'hidden';
    if (isTyped || EXCLUDED_NAMES.has(localName(element))) {
      return { kind: 'excluded', separates, painted: [], isPicture: isOwn && !isTyped };
    }
    // Its background is seen, its contents are not.
    if (contentVisibility === 'hidden') {
      return { kind: 'hidden', separates, painted, isPicture: false };
    }
    const visible = visibility === 'visible';
    const pictures = { painted, isPicture: isOwn };
    if (!separates) return { kind: 'inline', visible, direction: 'ltr', ...pictures };
    const direction = style.direction === 'rtl' ? 'rtl' : 'ltr';
    return { kind: 'block', visible, direction, ...pictures };
  }
}

/** Out of every flat tree, the computed style is empty. */
const isOut = (display: string): boolean => display === 'none' || display === '';

const keysOf = (painted: readonly Painted[]): string =>
  painted.map(({ slot, address }) => `${slot} ${keyOf(address)}`).join('\n');

/** A closed <details> shows its first <summary> alone. */
export function isFolded(parent: Element, child: Node): boolean {
  if (localName(parent) !== 'details' || attribute(parent, 'open') !== null) return false;
  return child !== query(parent, ':scope > summary');
}

const signature = ({ display, visibility, contentVisibility }: CSSStyleDeclaration): string =>
  `${display}/${visibility}/${contentVisibility}`;
