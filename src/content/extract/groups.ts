/**
 * What a reader takes in as one thing, though its layout is made of several blocks: a small table or
 * a row of a larger one, a card, a list item, a comment. Its text is one element.
 *
 * A block is a group by what the page shows now and by nothing else, so that the same page has the
 * same elements however it came about:
 *
 * - it is a *unit*: by its name, its role, or because a sibling of the same name and class stands
 *   beside it;
 * - it holds two pieces of text or more, but few words (MAX_TEXT) in few nodes (MAX_NODES);
 * - no block around it is a group that takes it in. A group takes in all but units of its own kind:
 *   an answer in a comment is a comment, a list in a list item has items. A turn of a conversation
 *   takes in all but other turns.
 */
import { attribute, firstElement, localName, nextElement, previousElement } from '../dom';
import { rootOfHost } from '../hosts';
import { WeakNodeMap } from '../node-map';
import { type Boxes, isFolded } from './box';
import { flatChildren, isElement, isText } from './tree';

/** UTF-16 units, without white space around them. */
const MAX_TEXT = 600;
const MAX_NODES = 150;

const UNITS = new Set('table tr li article figure dl blockquote label'.split(' '));
const ROLES = new Set('article comment listitem row option treeitem alert status'.split(' '));
/** They hold no blocks, or a page's whole content. */
const UNFIT = new Set('html body main p h1 h2 h3 h4 h5 h6 pre'.split(' '));

/** Of no slice. */
const NEVER = -1;

export class Groups {
  /** As they were when last walked or looked at, and in which slice. */
  readonly #known = new WeakNodeMap<Element, { is: boolean; epoch: number }>();

  /** They are, or have been: a block that can be a group as a turn only. */
  readonly #turns = new WeakSet<Element>();

  constructor(
    private readonly boxes: Boxes,
    /** It has become a group, or is none any more: to be walked whole. */
    private readonly changed: (block: Element) => void,
    /** It is a group whatever its size: a turn of a conversation. */
    private readonly isTurn: (block: Element) => boolean = () => false,
  ) {}

  /** Whether a block is a group, where none around it takes it in. */
  isGroup(block: Element): boolean {
    // Most blocks of most pages are of these names: nothing is kept of them.
    const isUnfit = UNFIT.has(localName(block));
    if (isUnfit && !this.#turns.has(block)) {
      if (!this.isTurn(block)) return false;
      this.#turns.add(block);
    }
    const known = this.#known.get(block);
    const { epoch } = this.boxes;
    if (known?.epoch === epoch) return known.is;
    const is = this.isTurn(block) || (!isUnfit && isUnit(block) && this.#isSmall(block));
    this.#known.set(block, { is, epoch });
    const before = isUnfit ? (known?.is ?? false) : known?.is;
    if (before !== undefined && before !== is) this.changed(block);
    return is;
  }

  /** Whether a group takes in a block that is in it. */
  takesIn(group: Element, block: Element): boolean {
    return !this.isTurn(block) && (this.isTurn(group) || kindOf(group) !== kindOf(block));
  }

  /** What was found of it may be another thing now. */
  reconsider(block: Element): void {
    const known = this.#known.get(block);
    if (known) known.epoch = NEVER;
    this.changed(block);
  }

  /** The group that a place is in, by the blocks around it from the innermost on. */
  around(blocks: readonly Element[]): Element | null {
    let group: Element | null = null;
    for (let i = blocks.length - 1; i >= 0; i--) {
      const block = blocks[i];
      if (!block || (group && this.takesIn(group, block))) continue;
      group = this.isGroup(block) ? block : null;
    }
    return group;
  }

  /** Little text in few nodes, and more than one piece of it. */
  #isSmall(block: Element): boolean {
    let length = 0;
    let nodes = 0;
    let pieces = 0;
    let isApart = true;
    const kind = kindOf(block);
    const open: { nodes: readonly Node[]; next: number; ends: boolean; parent: Element }[] = [];
    const enter = (parent: Element, ends: boolean): boolean => {
      rootOfHost(parent); // So that it is known below.
      const { nodes: inner, rest } = flatChildren(parent);
      open.push({ nodes: inner, next: 0, ends, parent });
      return rest === null;
    };
    if (!enter(block, false)) return false;
    for (let level = open.at(-1); level; level = open.at(-1)) {
      const node = level.nodes[level.next++];
      if (!node) {
        if (level.ends) isApart = true;
        open.pop();
        continue;
      }
      if (++nodes > MAX_NODES) return false;
      if (isText(node)) {
        const size = isFolded(level.parent, node) ? 0 : lengthOf(node);
        if (size === 0) continue;
        length += size;
        if (length > MAX_TEXT) return false;
        if (isApart) pieces++;
        isApart = false;
      } else if (isElement(node)) {
        const box = this.boxes.of(node);
        const separates = box.kind === 'block' || ('separates' in box && box.separates);
        if (separates) isApart = true;
        if (box.kind === 'hidden' || box.kind === 'excluded') continue;
        if (isFolded(level.parent, node) || (separates && kindOf(node) === kind)) continue;
        if (!enter(node, separates)) return false;
      }
    }
    return pieces > 1;
  }
}

function isUnit(block: Element): boolean {
  const name = localName(block);
  if (!firstElement(block) && !name.includes('-')) return false;
  if (UNITS.has(name)) return true;
  if (ROLES.has(attribute(block, 'role') ?? '')) return true;
  const kind = kindOf(block);
  // A plain `div` beside another one is nothing yet.
  if (kind === name && !name.includes('-')) return false;
  const before = previousElement(block);
  const after = nextElement(block);
  return (before !== null && kindOf(before) === kind) || (after !== null && kindOf(after) === kind);
}

/** Its name, role and first class. */
function kindOf(element: Element): string {
  const name = localName(element);
  const role = attribute(element, 'role');
  const classes = attribute(element, 'class');
  const named = role === null ? name : `${name} ${role}`;
  if (classes === null) return named;
  const [first = ''] = /\S+/.exec(classes) ?? [];
  return first === '' ? named : `${named}.${first}`;
}

/** White space between two elements is no text; what is long is not looked at. */
const lengthOf = (text: Text): number =>
  text.length > MAX_TEXT ? text.length : text.data.trim().length;
