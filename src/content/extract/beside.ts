/**
 * Which elements the page's style sheets may write something before or after. To tell that there is
 * nothing on either side takes browsers as long as all else that a walk asks of an element; but nearly
 * always the rules tell, too: something stands there only where a rule for `::before` or `::after` sets
 * `content`, and such rules mostly name a class (beside-keys.ts).
 *
 * In doubt the element itself is asked: where there are more rules than elements, where rules cannot be
 * read (sheets of other origins) or fit any element, and in shadow roots and what stands in their slots.
 * What the page changes within a rule is seen when the rules are read again, a second later.
 */
import { attribute, doc, hasAttributes, localName, parentNode, rootOf, shadowRoot } from '../dom';
import { type Counted, type Keys, keysOf } from './beside-keys';

const AGAIN_MS = 1_000;
/** Of the time, for reading rules. */
const SHARE = 0.02;
/** An element is asked in a third of the time that a rule is read in. */
const ELEMENTS_PER_RULE = 0.5;
const MAX_RULES = 4_000;

export class Beside {
  #keys: Keys | null = null;
  /** The sheets as they were when last looked at, and how many rules each had. */
  #sheets: readonly Counted[] = [];
  /** Lists of rules within those. */
  #groups: Counted[] = [];
  #isKnown = false;
  /** Elements that are asked themselves before it is worth while to read the rules. */
  #untilRead = 0;
  #readAt = Number.NEGATIVE_INFINITY;
  #readMs = 0;

  /** A new slice begins: the page may have changed. */
  forget(): void {
    this.#isKnown = false;
  }

  /** False: nothing stands before or after it. */
  may(element: Element): boolean {
    if (!this.#isKnown) this.#know();
    if (this.#keys === null) {
      if (--this.#untilRead > 0) return true;
      this.#read();
    }
    return this.#keys === null || isNamed(element, this.#keys) || isInShadow(element);
  }

  /** Whether what is known holds; if not, after how many elements it is to be found out. */
  #know(): void {
    this.#isKnown = true;
    const now = performance.now();
    const sheets = sheetsOf();
    const isAsBefore =
      sheets?.length === this.#sheets.length &&
      sheets.every(({ rules, length }, i) => {
        const before = this.#sheets[i];
        return before?.rules === rules && before.length === length;
      }) &&
      this.#groups.every(({ rules, length }) => rules.length === length);
    if (isAsBefore && this.#keys !== null && now - this.#readAt < AGAIN_MS) return;
    this.#keys = null;
    this.#sheets = sheets ?? [];
    const count = this.#sheets.reduce((sum, { length }) => sum + length, 0);
    const isAllowed =
      sheets !== null && count <= MAX_RULES && now - this.#readAt >= this.#readMs / SHARE;
    this.#untilRead = isAllowed ? count * ELEMENTS_PER_RULE : Number.POSITIVE_INFINITY;
  }

  #read(): void {
    const start = performance.now();
    this.#groups = [];
    const rules = this.#sheets.map((sheet) => sheet.rules);
    this.#keys = keysOf(rules, MAX_RULES, this.#groups);
    this.#readAt = performance.now();
    this.#readMs = this.#readAt - start;
    this.#untilRead = Number.POSITIVE_INFINITY;
  }
}

/** Null where they cannot be read, or names of classes do not count as they are written. */
function sheetsOf(): Counted[] | null {
  if (doc.isQuirky) return null;
  try {
    return doc.sheets.map(({ cssRules: rules }) => ({ rules, length: rules.length }));
  } catch {
    return null;
  }
}

function isNamed(element: Element, { names, attributes, classes }: Keys): boolean {
  if (names.has(localName(element))) return true;
  if (!hasAttributes(element)) return false;
  for (const name of attributes) if (attribute(element, name) !== null) return true;
  const own = classes.size === 0 ? null : attribute(element, 'class');
  return own !== null && (classes.has(own) || own.split(/\s+/).some((each) => classes.has(each)));
}

/** Sheets of a root are not the document's; they reach what is in its slots and around it, too. */
function isInShadow(element: Element): boolean {
  if (rootOf(element) !== document || shadowRoot(element)) return true;
  const parent = parentNode(element);
  return parent instanceof Element && shadowRoot(parent) !== null;
}
