/** Links and buttons that stand alone: a bar of them is as many texts, and no sentence. */
import { cutText } from '../../core/limits';
import { attribute, localName } from '../dom';
import { GAP, type Part, partText } from './element';
import { hasLetters } from './text';
import { flatParent } from './tree';

/** UTF-16 units, white space counted. */
const MAX_BETWEEN = 256;
const ROLES = new Set('link button tab menuitem'.split(' '));

export interface Links {
  /** The parts of each link. */
  links: ReadonlyMap<Element, Part[]>;
  /** What stands between them: bars and dots. */
  between: readonly Text[];
}

/**
 * Null where a block's run is anything else than two links or more; and where apart from each other
 * they would say less than in a row: a link of one letter, links that touch.
 */
export function linksAlone(parts: readonly Part[], block: Element): Links | null {
  const links = new Map<Element, Part[]>();
  const between: Text[] = [];
  let before: Element | null = null;
  /** There has been white space since the last letter of a link. */
  let isParted = true;
  let last: Part[] = [];
  for (const part of parts) {
    if (part === GAP) {
      isParted = true;
      last.push(GAP);
      continue;
    }
    const link = linkAround(part, block);
    const data = cutText(part.data, MAX_BETWEEN);
    if (link === null) {
      if (part.length > MAX_BETWEEN || hasLetters(data)) return null;
      isParted ||= /\s/.test(data);
      between.push(part);
    } else if (data.trim() === '' && part.length <= MAX_BETWEEN) {
      isParted ||= data !== '';
      links.get(link)?.push(part);
      if (!links.has(link)) between.push(part);
    } else {
      if (link !== before && !isParted && !/^\s/.test(data)) return null;
      last = links.get(link) ?? [];
      last.push(part);
      links.set(link, last);
      before = link;
      isParted = part.length <= MAX_BETWEEN ? /\s$/.test(data) : endsInSpace(part);
    }
  }
  if (links.size < 2 || hasLetters(between.map(({ data }) => data).join(''))) return null;
  for (const own of links.values()) if (!hasLetters(beginningOf(own))) return null;
  return { links, between };
}

/** What tells whether there is a word in a link; one that begins otherwise is in doubt. */
function beginningOf(parts: readonly Part[]): string {
  let text = '';
  for (const part of parts) {
    if (text.length >= MAX_BETWEEN) break;
    text += cutText(partText(part), MAX_BETWEEN);
  }
  return text;
}

const endsInSpace = (part: Text): boolean => /\s/.test(part.substringData(part.length - 1, 1));

function linkAround(part: Text, block: Element): Element | null {
  for (let at = flatParent(part); at && at !== block; at = flatParent(at))
    if (localName(at) === 'a' || ROLES.has(attribute(at, 'role') ?? '')) return at;
  return null;
}
