/**
 * What the page's style sheets may give an element, besides how it is displayed: something before or
 * after it, an image, contents that are not shown, a visibility and direction of its own. To ask each element takes browsers longer than all
 * else that a walk asks of it; but nearly always the rules tell, too: an element has it only where a rule
 * says so, and such rules mostly name a class (rule-keys.ts), or where a script of the page animates it.
 *
 * In doubt the element itself is asked: where there are more rules than elements, where rules cannot be
 * read (sheets of other origins) or fit any element, and in shadow roots and what stands in their slots.
 * What the page changes within a rule is seen when the rules are read again, seconds later, and then the
 * page is read anew. (Rules that come or go are seen at once.)
 */
import { attribute, doc, hasMetRoots, parentNode, rootOf, shadowRoot } from '../dom';
import type { HostKind } from '../hosts';
import { type Counted, type Keys, keysOf, type RuleKeys } from './rule-keys';

const AGAIN_MS = 1_000;
/** As long as that, where they were found to be the same time and again. */
const MOST_AGAIN_MS = 8_000;
/** Of the time, for reading rules. */
const SHARE = 0.02;
/** A rule is read in about the time that is spared with one element. */
const ELEMENTS_PER_RULE = 1;
const MAX_RULES = 4_000;
/** More animations are not looked through. */
const MAX_ANIMATIONS = 50;
const ANIMATED =
  'background backgroundImage content contentVisibility visibility direction all'.split(' ');
/** Of one animation; those with more are not looked through again. */
const MAX_FRAMES = 100;

/** What of an element stays as it is while a slice lasts. */
export interface Named {
  readonly name: string;
  readonly host: HostKind;
  /** Of HTML: others are moved and shown by means that rules do not tell of. */
  readonly isHtml: boolean;
  /** It has no attributes. */
  readonly isBare: boolean;
}

export class Rules {
  #keys: RuleKeys | null = null;
  /** Those before, where the rules are only as many as they were. */
  #keysBefore: RuleKeys | null = null;
  /** The sheets as they were when last looked at, and how many rules each had. */
  #sheets: readonly Counted[] = [];
  /** Lists of rules within those. */
  #groups: Counted[] = [];
  #isKnown = false;
  /** A script of the page may give any element an image, or hide its contents. */
  #isAnimated = false;
  /** Elements that are asked themselves before it is worth while to read the rules. */
  #untilRead = Number.POSITIVE_INFINITY;
  #readAt = Number.NEGATIVE_INFINITY;
  #readMs = 0;
  #againMs = AGAIN_MS;

  constructor(
    /** Rules have become others in place: what was read by the old ones may be wrong. */
    private readonly changed: () => void = () => {},
  ) {}

  /** A new slice begins: the page may have changed. */
  forget(): void {
    this.#isKnown = false;
  }

  /**
   * False: no style gives it an image, what is in it is shown if it is, and it has its visibility and
   * direction from what is around it. To be asked first.
   */
  maySet(element: Element, named: Named): boolean {
    if (!this.#isKnown) this.#know();
    if (this.#keys === null && --this.#untilRead <= 0) this.#read();
    if (this.#isAnimated || !named.isHtml) return true;
    return this.#may(element, named, this.#keys?.own ?? null);
  }

  /** False: nothing stands before or after it. */
  mayWrite(element: Element, named: Named): boolean {
    return this.#may(element, named, this.#keys?.beside ?? null);
  }

  #may(element: Element, named: Named, keys: Keys | null): boolean {
    return keys === null || fits(element, named, keys) || isInShadow(element, named);
  }

  /** Whether what is known holds; if not, after how many elements it is to be found out. */
  #know(): void {
    this.#isKnown = true;
    this.#isAnimated = isAnimated();
    const now = performance.now();
    const sheets = sheetsOf();
    const isAsBefore =
      sheets?.length === this.#sheets.length &&
      sheets.every(({ rules, length }, i) => {
        const before = this.#sheets[i];
        return before?.rules === rules && before.length === length;
      }) &&
      this.#groups.every(({ rules, length }) => rules.length === length);
    if (isAsBefore && this.#keys !== null && now - this.#readAt < this.#againMs) return;
    // Counted on: a slice may have fewer elements than there are rules.
    if (isAsBefore && this.#keys === null && this.#untilRead < Number.POSITIVE_INFINITY) return;
    this.#keysBefore = isAsBefore ? (this.#keys ?? this.#keysBefore) : null;
    // Of sheets that are no longer what they were: else nothing would ever be as before again.
    if (!isAsBefore) this.#groups = [];
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
    const before = this.#keysBefore;
    this.#keysBefore = null;
    const isSame = before !== null && areSame(before, this.#keys);
    this.#againMs = isSame ? Math.min(2 * this.#againMs, MOST_AGAIN_MS) : AGAIN_MS;
    if (before && !isSame) this.changed();
  }
}

const areSame = (before: RuleKeys, now: RuleKeys | null): boolean =>
  now !== null &&
  (['beside', 'own'] as const).every((which) => {
    const [a, b] = [before[which], now[which]];
    if (a === null || b === null) return a === b;
    return (['names', 'attributes', 'classes'] as const).every(
      (each) => a[each].size === b[each].size && [...a[each]].every((key) => b[each].has(key)),
    );
  });

/** Null where they cannot be read, or names of classes do not count as they are written. */
function sheetsOf(): Counted[] | null {
  if (doc.isQuirky) return null;
  try {
    return doc.sheets.map(({ cssRules: rules }) => ({ rules, length: rules.length }));
  } catch {
    return null;
  }
}

/** In doubt it is. What rules animate, the rules tell, but a script may have changed that. */
function isAnimated(): boolean {
  try {
    const animations = doc.animations();
    return animations.length > MAX_ANIMATIONS || animations.some(({ effect }) => mayShow(effect));
  } catch {
    return true;
  }
}

const longEffects = new WeakSet<AnimationEffect>();

function mayShow(effect: AnimationEffect | null): boolean {
  if (!(effect instanceof KeyframeEffect)) return effect !== null;
  if (longEffects.has(effect)) return true;
  const frames = effect.getKeyframes();
  if (frames.length > MAX_FRAMES) longEffects.add(effect);
  return (
    frames.length > MAX_FRAMES || frames.some((frame) => ANIMATED.some((name) => name in frame))
  );
}

function fits(element: Element, { name, isBare }: Named, keys: Keys): boolean {
  if (keys.names.has(name)) return true;
  if (isBare) return false;
  for (const each of keys.attributes) if (attribute(element, each) !== null) return true;
  const own = keys.classes.size === 0 ? null : attribute(element, 'class');
  return own !== null && fitsClasses(own, keys);
}

/** Pages have few of them that differ, and to take one apart costs more than to ask an element. */
const MAX_KNOWN = 2_000;

function fitsClasses(own: string, { classes, known }: Keys): boolean {
  let fits = known.get(own);
  if (fits !== undefined) return fits;
  fits = classes.has(own) || own.split(SPACE).some((each) => classes.has(each));
  if (known.size < MAX_KNOWN) known.set(own, fits);
  return fits;
}

/** As HTML and CSS have it: other white space is part of a name. */
const SPACE = /[ \t\n\f\r]+/;

/** Sheets of a root are not the document's; they reach what is in its slots and around it, too. */
function isInShadow(element: Element, { host }: Named): boolean {
  if (host !== null && shadowRoot(element)) return true;
  if (!hasMetRoots()) return false;
  if (rootOf(element) !== document) return true;
  const parent = parentNode(element);
  return parent instanceof Element && shadowRoot(parent) !== null;
}
