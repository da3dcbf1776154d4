/**
 * What an element must have for one of these rules to write something before or after it. Nothing here
 * needs to be exact, as long as no element is left out: of each selector one thing is taken that what it
 * fits must have.
 */

export interface Keys {
  /** Local names. */
  readonly names: Set<string>;
  /** Names of attributes; `id` where a rule goes by that. */
  readonly attributes: Set<string>;
  readonly classes: Set<string>;
}

/** A list of rules, and how many it had. */
export interface Counted {
  readonly rules: CSSRuleList;
  readonly length: number;
}

/** More attributes than that are no saving. */
const MAX_ATTRIBUTES = 12;
const PSEUDO = /::?(?:before|after)(?![\w-])/;

/**
 * Null where there are more rules than that, where one cannot be read, or fits any element. Adds the
 * lists that are within these to `groups`.
 */
export function keysOf(
  sheets: Iterable<CSSRuleList>,
  most: number,
  groups: Counted[],
): Keys | null {
  const keys: Keys = { names: new Set(), attributes: new Set(), classes: new Set() };
  let left = most;
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
      const isEmpty = inner.length === 0;
      if (!PSEUDO.test(selectorText)) return isEmpty || takeGroup(inner, true);
      if (isEmpty && !writes(style)) return true;
      return !isNested && addKeys(selectorText, keys);
    }
    if (rule instanceof CSSImportRule) {
      const { styleSheet } = rule;
      return styleSheet !== null && takeGroup(styleSheet.cssRules, isNested);
    }
    return !('cssRules' in rule) || takeGroup(rule.cssRules as CSSRuleList, isNested);
  };
  try {
    for (const rules of sheets) if (!take(rules, false)) return null;
  } catch {
    return null; // An imported sheet of another origin.
  }
  return keys.attributes.size > MAX_ATTRIBUTES ? null : keys;
}

const writes = (style: CSSStyleDeclaration): boolean =>
  !/^(?:|none|normal)$/.test(style.getPropertyValue('content'));

/** Adds what the selectors for `::before` and `::after` of a list go by; false where that is nothing. */
export function addKeys(selectors: string, { names, attributes, classes }: Keys): boolean {
  const escaped: string[] = [];
  const text = withoutBrackets(
    selectors
      // One sign each, so that none of them means anything below.
      .replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/gis, (_, code?: string, sign = '') => {
        escaped.push(code === undefined ? sign : String.fromCodePoint(pointOf(code)));
        return String.fromCharCode(FIRST_ESCAPED + escaped.length - 1);
      })
      .replace(/"[^"]*"|'[^']*'/g, ''),
  );
  if (escaped.length > MAX_ESCAPED || text.includes('|')) return false;
  const named = (name: string): string =>
    name.replace(/[\uE000-\uF8FF]/g, (sign) => escaped[sign.charCodeAt(0) - FIRST_ESCAPED] ?? '');
  for (const selector of text.split(',')) {
    const end = selector.search(PSEUDO);
    if (end < 0) continue;
    const [compound = ''] = /[^\s>+~]*$/.exec(selector.slice(0, end)) ?? [];
    const [, ofClass] = /\.([^.#:[\]*]+)/.exec(compound) ?? [];
    const [, ofAttribute] = /\[\s*([^\]=~|^$*\s]+)/.exec(compound) ?? [];
    const [name] = /^[^.#:[\]*&]+/.exec(compound) ?? [];
    if (ofClass !== undefined) classes.add(named(ofClass));
    else if (compound.includes('#')) attributes.add('id');
    else if (ofAttribute !== undefined) attributes.add(named(ofAttribute).toLowerCase());
    else if (name !== undefined) names.add(named(name).toLowerCase());
    else return false;
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
  return rest.replace(/\[\s*([^\]=~^$*\s]+)[^\]]*\]/g, '[$1]');
}
