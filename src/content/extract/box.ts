/**
 * How an element takes part in a reader's text: a block of its own, inline in its block's text,
 * hidden, or excluded whatever it looks like. Styles are read once per element and slice: nothing
 * of the page can change within a slice.
 */
import { attribute, doc, localName, matches, query } from '../dom';

export type Box =
  /** `direction` is a block's own; its inline content does not decide. */
  | { kind: 'block' | 'inline'; visible: boolean; direction: 'ltr' | 'rtl' }
  /** `separates`: it stands between the texts before and after it as a block would. */
  | { kind: 'hidden' | 'excluded'; separates: boolean };

/** Not a page's text, or text that is not shown, or what a person is typing. */
const EXCLUDED_NAMES = new Set(
  (
    'script style noscript template textarea input select option datalist iframe frame object ' +
    'embed video audio canvas progress meter title desc metadata annotation annotation-xml'
  ).split(' '),
);

const EXCLUDED =
  '.CodeMirror,.cm-editor,.monaco-editor,.ace_editor,[role="textbox"],[role="searchbox"],' +
  '[contenteditable]:not([contenteditable="false" i])';

const INLINE = /^(inline|ruby|contents|math$)/;

export class Boxes {
  readonly #slice = new Map<Element, Box>();
  /** What decided an element's box when it was last read. */
  readonly #styles = new WeakMap<Element, string>();

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

  /** Whether the element's own box has changed since it was last read: not so for animations. */
  hasChanged(element: Element): boolean {
    const before = this.#styles.get(element);
    if (before === undefined) return true;
    const { display, visibility, contentVisibility } = getComputedStyle(element);
    return before !== signature(display, visibility, contentVisibility);
  }

  #read(element: Element): Box {
    if (this.isOurs(element)) return { kind: 'excluded', separates: false };
    const style = getComputedStyle(element);
    const { display, visibility, contentVisibility } = style;
    this.#styles.set(element, signature(display, visibility, contentVisibility));
    // Out of every flat tree, the computed style is empty.
    if (display === 'none' || display === '') return { kind: 'hidden', separates: false };
    const separates = !INLINE.test(display);
    if (EXCLUDED_NAMES.has(localName(element)) || matches(element, EXCLUDED) || isEditor()) {
      return { kind: 'excluded', separates };
    }
    if (contentVisibility === 'hidden') return { kind: 'hidden', separates };
    const visible = visibility === 'visible';
    if (!separates) return { kind: 'inline', visible, direction: 'ltr' };
    return { kind: 'block', visible, direction: style.direction === 'rtl' ? 'rtl' : 'ltr' };
  }
}

/** A closed <details> shows its first <summary> alone. */
export function isFolded(parent: Element, child: Node): boolean {
  if (localName(parent) !== 'details' || attribute(parent, 'open') !== null) return false;
  return child !== query(parent, ':scope > summary');
}

const signature = (display: string, visibility: string, contentVisibility: string): string =>
  `${display}/${visibility}/${contentVisibility}`;

const isEditor = (): boolean => doc.designMode === 'on';
