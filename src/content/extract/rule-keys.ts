/**
 * What an element must have for one of these rules to give it something that a walk would else ask
 * every element for. Nothing here needs to be exact, as long as no element is left out: of each selector
 * one thing is taken that what it fits must have.
 */

export interface Keys {
  /** Local names. */
  readonly names: Set<string>;
  /** Names of attributes; `id` where a rule goes by that. */
  readonly attributes: Set<string>;
  readonly classes: Set<string>;
  /** Whether one of them is in a `class` attribute, for those that were looked at. */
  readonly known: Map<string, boolean>;
}

/** Null: in doubt any element. */
export interface RuleKeys {
  /** Something may stand before or after it. */
  beside: Keys | null;
  /** It may show an image, keep its content from being shown, or inherit less than others do. */
  own: Keys | null;
}

/** A list of rules, and how many it had. */
export interface Counted {
  readonly rules: CSSRuleList;
  readonly length: number;
}

/** More attributes than that are no saving. */
const MAX_ATTRIBUTES = 16;
const BESIDE = /::?(?:before|after)(?![\w-])/;
/** An image by its address, or something that may turn out one. */
const MAY_SHOW =
  /(?:url|image-set|src|var|env|attr|if|element|cross-fade|image|paint|--[\w-]+)\(|inherit|revert/i;

/** What attributes do as rules would, and browsers' own rules for elements of these names. */
const OWN_ATTRIBUTES = 'style background hidden dir'.split(' ');
const OWN_NAMES = 'html bdi bdo'.split(' ');

const noKeys = (names: readonly string[] = [], attributes: readonly string[] = []): Keys => ({
  names: new Set(names),
  attributes: new Set(attributes),
  classes: new Set(),
  known: new Map(),
});

/**
 * Null where there are more rules than that, or one cannot be read. Adds the lists that are within
 * these to `groups`.
 */
export function keysOf(
  sheets: Iterable<CSSRuleList>,
  most: number,
  groups: Counted[],
): RuleKeys | null {
  const keys: RuleKeys = { beside: noKeys(), own: noKeys(OWN_NAMES, OWN_ATTRIBUTES) };
  let left = most;
  const add = (which: keyof RuleKeys, selectors: string, isNested: boolean): void => {
    const known = keys[which];
    if (known && (isNested || !addKeys(selectors, known, which === 'beside'))) keys[which] = null;
  };
  const takeGroup = (rules: CSSRuleList, isNested: boolean): boolean => {
    groups.push({ rules, length: rules.length });
    return take(rules, isNested);
  };
  const take = (rules: CSSRuleList, isNested: boolean): boolean => {
    for (const rule of rules) {
      if (left-- <= 0 || !takeRule(rule, isNested)) return false;
    }
    return true;
  };
  const takeRule = (rule: CSSRule, isNested: boolean): boolean => {
    if (rule instanceof CSSStyleRule) {
      const { cssRules: inner, selectorText, style } = rule;
      // What is within it may be said of what stands beside, too.
      if (BESIDE.test(selectorText) && (inner.length > 0 || writes(style)))
        add('beside', selectorText, isNested);
      if (keys.own && sets(style)) add('own', selectorText, isNested);
      return inner.length === 0 || takeGroup(inner, true);
    }
    if (rule instanceof CSSImportRule) {
      const { styleSheet } = rule;
      return styleSheet !== null && takeGroup(styleSheet.cssRules, isNested);
    }
    // A key frame, or what stands after a rule within a rule.
    if ('style' in rule && sets(rule.style as CSSStyleDeclaration)) keys.own = null;
    return !('cssRules' in rule) || takeGroup(rule.cssRules as CSSRuleList, isNested);
  };
  try {
    for (const rules of sheets) if (!take(rules, false)) return null;
  } catch {
    return null; // An imported sheet of another origin.
  }
  for (const which of ['beside', 'own'] as const)
    if ((keys[which]?.attributes.size ?? 0) > MAX_ATTRIBUTES) keys[which] = null;
  return keys;
}

const writes = (style: CSSStyleDeclaration): boolean =>
  !/^(?:|none|normal)$/.test(style.getPropertyValue('content'));

function sets(style: CSSStyleDeclaration): boolean {
  const value = (name: string): string => style.getPropertyValue(name);
  // With a variable in it, the shorthand is all there is.
  if (MAY_SHOW.test(value('background-image') || value('background'))) return true;
  if (MAY_SHOW.test(value('content')) || value('all') !== '') return true;
  if (value('visibility') !== '' || value('direction') !== '') return true;
  return !/^(?:|visible)$/.test(value('content-visibility'));
}

/**
 * Adds what the selectors of a list go by; false where that is nothing. `isBeside`: of those for
 * `::before` and `::after`; else of the others.
 */
export function addKeys(
  selectors: string,
  { names, attributes, classes }: Keys,
  isBeside: boolean,
): boolean {
  // They stand for what is escaped, below.
  if (/[\uE000-\uF8FF]/.test(selectors)) return false;
  const escaped: string[] = [];
  const text = withoutBrackets(
    selectors
      // One sign each, so that none of them means anything below.
      .replace(/\\(?:([0-9a-f]{1,6})[ \t\n\f\r]?|(.))/gis, (_, code?: string, sign = '') => {
        escaped.push(code === undefined ? sign : String.fromCodePoint(pointOf(code)));
        return String.fromCharCode(FIRST_ESCAPED + escaped.length - 1);
      })
      .replace(/"[^"]*"|'[^']*'/g, ''),
  );
  if (escaped.length > MAX_ESCAPED || text.includes('|')) return false;
  const named = (name: string): string =>
    name.replace(/[\uE000-\uF8FF]/g, (sign) => escaped[sign.charCodeAt(0) - FIRST_ESCAPED] ?? '');
  for (const each of text.split(',')) {
    const selector = each.replace(/^[ \t\n\f\r]+|[ \t\n\f\r]+$/g, '');
    const end = selector.search(BESIDE);
    if (end >= 0 !== isBeside) continue;
    const [compound = ''] =
      /[^ \t\n\f\r>+~]*$/.exec(isBeside ? selector.slice(0, end) : selector) ?? [];
    const [, ofClass] = /\.([^.#:[\]*]+)/.exec(compound) ?? [];
    const [, ofAttribute] = /\[[ \t\n\f\r]*([^\]=~|^$* \t\n\f\r]+)/.exec(compound) ?? [];
    const [name] = /^[^.#:[\]*&]+/.exec(compound) ?? [];
    if (ofClass !== undefined) classes.add(named(ofClass));
    else if (compound.includes('#')) attributes.add('id');
    else if (ofAttribute !== undefined) attributes.add(named(ofAttribute).toLowerCase());
    else if (name !== undefined) names.add(named(name).toLowerCase());
    else if (/^:root(?![\w-])/.test(compound)) names.add('html');
    // In the document's sheets it fits nothing.
    else if (!/^:host(?![\w-])/.test(compound)) return false;
  }
  return true;
}

const FIRST_ESCAPED = 0xe000;
const MAX_ESCAPED = 0xf8ff - FIRST_ESCAPED;

function pointOf(code: string): number {
  const point = Number.parseInt(code, 16);
  return point === 0 || point > 0x10ffff ? 0xfffd : point;
}

/** What stands in round ones, with them; of square ones the name of the attribute is left. */
function withoutBrackets(text: string): string {
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/\([^()]*\)/g, '');
  }
  return rest.replace(/\[[ \t\n\f\r]*([^\]=~^$* \t\n\f\r]+)[^\]]*\]/g, '[$1]');
}
