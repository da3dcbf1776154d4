/** Links and buttons that stand alone: a bar of them is as many texts, and no sentence. */
import { attribute, localName } from '../dom';
import { GAP, type Part } from './element';
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

/** Null where a block's run is anything else than two links or more. */
export function linksAlone(parts: readonly Part[], block: Element): Links | null {
  const links = new Map<Element, Part[]>();
  const between: Text[] = [];
  let last: Part[] = [];
  for (const part of parts) {
    const link = part === GAP ? null : linkAround(part, block);
    if (part === GAP) {
      last.push(GAP);
    } else if (link) {
      last = links.get(link) ?? [];
      last.push(part);
      links.set(link, last);
    } else {
      if (part.length > MAX_BETWEEN || hasLetters(part.data)) return null;
      between.push(part);
    }
  }
  return links.size > 1 ? { links, between } : null;
}

function linkAround(part: Text, block: Element): Element | null {
  for (let at = flatParent(part); at && at !== block; at = flatParent(at))
    if (localName(at) === 'a' || ROLES.has(attribute(at, 'role') ?? '')) return at;
  return null;
}
