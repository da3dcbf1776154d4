/**
 * The flat tree, which is what a reader sees: a host shows its shadow root's content, a slot what
 * was assigned to it. Closed shadow roots are seen once they are found (../hosts.ts).
 */
import {
  assignedSlot,
  attribute,
  closedRoot,
  DOCUMENT_FRAGMENT_NODE,
  doc,
  ELEMENT_NODE,
  firstChild,
  localName,
  nextSibling,
  nodeType,
  parentNode,
  positionOf,
  previousSibling,
  rootOf,
  shadowRoot,
  TEXT_NODE,
} from '../dom';

export const isElement = (node: Node): node is Element => nodeType(node) === ELEMENT_NODE;
export const isText = (node: Node): node is Text => nodeType(node) === TEXT_NODE;
const isShadowRoot = (node: Node): node is ShadowRoot =>
  nodeType(node) === DOCUMENT_FRAGMENT_NODE && 'host' in node;

/** By its name first: to ask of what class it is takes longer. */
export const isSlot = (element: Element): element is HTMLSlotElement =>
  localName(element) === 'slot' && element instanceof HTMLSlotElement;

/** Children taken in at once: every node costs a wrapper, and a long list of them a whole slice. */
const CHUNK = 256;

export interface Children {
  /** A copy: a walk that pauses goes on over what was there, and mutation records tell the rest. */
  nodes: readonly Node[];
  /** The first child after these. */
  rest: Node | null;
}

export function flatChildren(
  element: Element,
  root = shadowRoot(element),
  name = localName(element),
): Children {
  if (root) return childrenFrom(root.firstChild);
  if (name === 'slot' && element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes();
    if (assigned.length > 0) return { nodes: assigned, rest: null };
  }
  return childrenFrom(firstChild(element));
}

export function childrenFrom(first: Node | null): Children {
  const nodes: Node[] = [];
  let node = first;
  while (node && nodes.length < CHUNK) {
    nodes.push(node);
    node = nextSibling(node);
  }
  return { nodes, rest: node };
}

/** Null at the root, and for what is in no flat tree (a host's child that no slot takes). */
export function flatParent(node: Node): Element | null {
  const slot = slotOf(node);
  if (slot) return slot;
  const parent = parentNode(node);
  if (!parent) return null;
  if (isShadowRoot(parent)) return parent.host;
  if (!isElement(parent)) return null;
  return shadowRoot(parent) || isFilled(parent) ? null : parent;
}

/** A slot that takes something: what it holds itself is not shown. */
const isFilled = (element: Element): boolean =>
  isSlot(element) && element.assignedNodes().length > 0;

function slotOf(node: Node): HTMLSlotElement | null {
  const slot = isText(node) ? node.assignedSlot : isElement(node) ? assignedSlot(node) : null;
  return slot ?? closedSlotOf(node);
}

/** A slot of a closed root does not tell the node that it takes. */
function closedSlotOf(node: Node): HTMLSlotElement | null {
  const parent = parentNode(node);
  const root = parent && isElement(parent) ? closedRoot(parent) : undefined;
  if (!root) return null;
  if (root.slotAssignment === 'manual') {
    const slots = [...root.querySelectorAll('slot')];
    return slots.find((slot) => slot.assignedNodes().includes(node as Element)) ?? null;
  }
  if (!isElement(node) && !isText(node)) return null;
  const name = (isElement(node) && attribute(node, 'slot')) || '';
  const named = name === '' ? 'slot:not([name]),slot[name=""]' : `slot[name="${CSS.escape(name)}"]`;
  const slot = root.querySelector(named);
  return slot instanceof HTMLSlotElement ? slot : null;
}

export function flatSibling(node: Node, side: 'previousSibling' | 'nextSibling'): Node | null {
  const slot = slotOf(node);
  const next = side === 'nextSibling' ? nextSibling : previousSibling;
  let sibling = next(node);
  while (sibling && slot && slotOf(sibling) !== slot) sibling = next(sibling);
  return sibling;
}

/**
 * All elements and text from a node on, shown or not, shadow roots included, and what slots take
 * from outside of it.
 */
export function* nodesIn(node: Node): Generator<Text | Element> {
  const open: Node[] = [node];
  /** Of the shadow roots that are gone into: what their slots take is met as their children. */
  const hosts = new Set<Node>();
  for (let root = open.pop(); root; root = open.pop()) {
    const walker = doc.walker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let next: Node | null = walker.currentNode; next; next = walker.nextNode()) {
      if (isText(next)) {
        yield next;
      } else if (isElement(next)) {
        yield next;
        const inner = shadowRoot(next);
        if (inner) {
          hosts.add(next);
          open.push(inner);
        }
        if (isSlot(next)) {
          for (const taken of next.assignedNodes()) {
            const host = parentNode(taken);
            if (host && !hosts.has(host)) open.push(taken);
          }
        }
      }
    }
  }
}

/** Below 0 where `a` stands before `b` in the page, whichever shadow roots they are in. */
export function comparePlaces(a: Node, b: Node): number {
  const [pathA, pathB] = [pathOf(a), pathOf(b)];
  let depth = 0;
  while (pathA[depth] && pathA[depth]?.root === pathB[depth]?.root) depth++;
  const [at, other] = [pathA[depth - 1]?.node, pathB[depth - 1]?.node];
  if (!at || !other) return 0;
  // A host is before what is in it, and a shadow root before what its host holds otherwise.
  if (at === other) return pathA.length - pathB.length;
  const position = positionOf(at, other);
  return position & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1;
}

/** From the document inwards: the node, or the host that leads to it, in each root. */
function pathOf(node: Node): { root: Node; node: Node }[] {
  const path: { root: Node; node: Node }[] = [];
  for (let at: Node | null = node; at; ) {
    const root: Node = rootOf(at);
    path.unshift({ root, node: at });
    at = isShadowRoot(root) ? root.host : null;
  }
  return path;
}
