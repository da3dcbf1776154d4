/**
 * How an element takes part in a reader's text: a block of its own, inline in its block's text,
 * hidden, or excluded whatever it looks like. Styles are read once per element and slice: nothing
 * of the page can change within a slice.
 */
import { attribute, doc, hasAttributes, localName, query } from '../dom';
import { type HostKind, hostKindOf } from '../hosts';
import { WeakNodeMap } from '../node-map';
import { Apart } from './apart';
import { keyOf } from './image-key';
import { isPicture } from './images';
import { type Decoration, decorationOf, type Painted, UNDECORATED } from './painted';
import { Rules } from './rules';
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

/** What was read of an element, and when. */
export interface Reading {
  /** The slice. */
  epoch: number;
  box: Box;
  readonly name: string;
  readonly host: HostKind;
  readonly isHtml: boolean;
  /** Whether it has a shadow root is going to be asked once, though nothing speaks for it. */
  isMet: boolean;
  /** It has no attributes. */
  isBare: boolean;
  /** Its live style, which takes as long to make as two properties to read: kept from its second reading on. */
  style: CSSStyleDeclaration | null;
  /** What decided its box; empty until it was read. */
  display: string;
  visibility: string;
  direction: 'ltr' | 'rtl';
  contentVisibility: string;
  /** Its decoration, as far as it matters whether that is another one. */
  painted: string;
}

const INLINE = /^(inline|ruby|contents|math$)/;
const OURS: Box = { kind: 'excluded', separates: false, ...NO_PICTURES };
const OUT: Box = { kind: 'hidden', separates: false, ...NO_PICTURES };
/** The epoch of no slice. */
const UNREAD = -1;
/** Of styles: reading so many letters takes as long as many nodes. */
const HEAVY = 4_096;

export class Boxes {
  #epoch = 0;
  readonly #readings = new WeakNodeMap<Element, Reading>();
  readonly #apart: Apart;
  readonly #rules: Rules;
  /** Whether the whole document can be written in. */
  #isDesigned: boolean | null = null;
  #isHeavy = false;

  constructor(
    private readonly isOurs: (node: Node) => boolean,
    /** Rendered, and for nobody (veils.ts). */
    private readonly isVeiled: (element: Element) => boolean = () => false,
    /** It separates the texts before and after it now, or no longer (apart.ts). */
    parted: (element: Element) => void = () => {},
    /** All of the page is to be read anew. */
    restyled: () => void = () => {},
  ) {
    this.#rules = new Rules(restyled);
    this.#apart = new Apart((element) => this.of(element), parted);
  }

  /** A new slice begins: the page may have changed. */
  forget(): void {
    this.#epoch++;
    this.#rules.forget();
    this.#isDesigned = null;
  }

  /** The slice: what was there in it is there while it is the same. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Whether styles of enormous length were read since the last time that this was asked. */
  tookLong(): boolean {
    const is = this.#isHeavy;
    this.#isHeavy = false;
    return is;
  }

  of(element: Element): Box {
    return this.reading(element).box;
  }

  /** As the element is in this slice. `parent`: what is around it in the flat tree, in this slice. */
  reading(element: Element, parent: Reading | null = null): Reading {
    const known = this.#readings.get(element);
    if (known?.epoch === this.#epoch) return known;
    const reading = known ?? newReading(element);
    reading.isBare = !hasAttributes(element);
    reading.box = this.#read(element, reading, parent);
    reading.epoch = this.#epoch;
    if (!known) this.#readings.add(element, reading);
    return reading;
  }

  /** What of an element has changed since it was last read; nothing, in most animations. */
  changeOf(element: Element): 'box' | 'painted' | null {
    const before = this.#readings.get(element);
    if (before === undefined) return 'box';
    before.isBare = !hasAttributes(element);
    before.style ??= getComputedStyle(element);
    const { style } = before;
    const { display, visibility, contentVisibility } = style;
    if (display !== before.display || visibility !== before.visibility) return 'box';
    if (contentVisibility !== before.contentVisibility) return 'box';
    const isSeen = !isOut(display) && visibility === 'visible';
    const maySet = this.#rules.maySet(element, before);
    const decoration = isSeen
      ? decorationOf(element, style, maySet, this.#rules.mayWrite(element, before))
      : UNDECORATED;
    return before.painted === keysOf(decoration) ? null : 'painted';
  }

  #read(element: Element, reading: Reading, parent: Reading | null): Box {
    if (this.isOurs(element)) return OURS;
    const { name, isBare } = reading;
    const style = reading.style ?? getComputedStyle(element);
    if (reading.epoch !== UNREAD) reading.style = style;
    const { display } = style;
    const maySet = this.#rules.maySet(element, reading);
    const inherited = maySet ? null : parent;
    const visibility = inherited ? inherited.visibility : style.visibility;
    const visible = visibility === 'visible';
    const contentVisibility = maySet ? style.contentVisibility : 'visible';
    const decoration =
      visible && !isOut(display)
        ? decorationOf(element, style, maySet, this.#rules.mayWrite(element, reading))
        : UNDECORATED;
    reading.display = display;
    reading.visibility = visibility;
    reading.direction = inherited ? inherited.direction : style.direction === 'rtl' ? 'rtl' : 'ltr';
    reading.contentVisibility = contentVisibility;
    reading.painted = decoration === UNDECORATED ? '' : keysOf(decoration);
    if (reading.painted.length > HEAVY) this.#isHeavy = true;
    if (isOut(display)) return OUT;
    const separates = !isInline(display) || this.#apart.is(element, display);
    if (this.isVeiled(element)) {
      return { kind: 'hidden', separates, isVeiled: true, ...NO_PICTURES };
    }
    this.#isDesigned ??= isDesigned() && doc.root !== null && isTheirs(doc.root);
    // All that tells of typing are attributes.
    const isTyped = this.#isDesigned || (!isBare && isTypedIn(element) && isTheirs(element));
    const isOwn = visible && isPicture(name) && contentVisibility !== 'hidden';
    if (isTyped || EXCLUDED_NAMES.has(name)) {
      return { ...NO_PICTURES, kind: 'excluded', separates, isPicture: isOwn && !isTyped };
    }
    // Its background is seen, its contents are not.
    if (contentVisibility === 'hidden') {
      return { kind: 'hidden', separates, ...decoration, isPicture: false };
    }
    const kind = separates ? 'block' : 'inline';
    const direction = separates ? reading.direction : 'ltr';
    if (decoration === UNDECORATED && !isOwn && visible) return PLAIN[kind][direction];
    return { kind, visible, direction, ...decoration, isPicture: isOwn };
  }
}

function newReading(element: Element): Reading {
  const name = localName(element);
  return {
    epoch: UNREAD,
    box: OUT,
    name,
    host: hostKindOf(name),
    isHtml: element instanceof HTMLElement,
    isMet: false,
    isBare: false,
    style: null,
    display: '',
    visibility: '',
    direction: 'ltr',
    contentVisibility: '',
    painted: '',
  };
}

/** Most are one of two. */
const isInline = (display: string): boolean =>
  display !== 'block' && (display === 'inline' || INLINE.test(display));

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
