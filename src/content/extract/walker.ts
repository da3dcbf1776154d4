/**
 * Walks over a block, a run in one, or a group, and hands the texts that it finds to the registry: a
 * run of text nodes in one block is one text. What is not shown is passed, and let go of. Goes on at
 * any node: child lists are copies, and what the page changes meanwhile makes dirt of its own.
 */
import {
  childNodes,
  ELEMENT_NODE,
  firstChild,
  isConnected,
  localName,
  nextSibling,
  nodeType,
  parentNode,
  shadowRoot,
  TEXT_NODE,
} from '../dom';
import { rootOfHost } from '../hosts';
import { type Box, type Boxes, isFolded, type Reading } from './box';
import { GAP, type Part, partLength, partText, piecesOf } from './element';
import type { Groups } from './groups';
import { type Links, linksAlone } from './links';
import type { Registry } from './registry';
import { CHUNK, collapsed, collapsedAtOnce, hasLetters } from './text';
import {
  childrenFrom,
  flatChildren,
  flatParent,
  flatSibling,
  isElement,
  isText,
  nodesIn,
} from './tree';

/** What a walk comes to besides texts. */
export interface Met {
  /** A shadow root was met: its mutations need an observer of their own. */
  shadowRoot(root: ShadowRoot): void;
  /** No shadow root is known of it: it may have one, or get one without any mutation. */
  lateHost(element: Element, isLikely: boolean): void;
  /** Something with content is not displayed: it may be shown without any mutation. */
  hidden(element: Element): void;
  /** An `input`, shown or not; more than once perhaps. */
  input(element: Element): void;
  /** An element of the page, and what it shows of images. */
  passed(element: Element, reading: Reading, direction: 'ltr' | 'rtl'): void;
  /** The element is no longer shown. */
  gone(element: Element): void;
}

/** Parts of one text, as far as the walk has come. */
interface Run {
  readonly parts: Part[];
  /** The slice in which it began: they are all there for as long as it lasts. */
  readonly epoch: number;
}

/** Where a walk is: the children of one element that are still to be looked at. */
interface Frame {
  /** The slice in which `nodes` were there. */
  epoch: number;
  nodes: readonly Node[];
  next: number;
  /** Where the children after `nodes` begin. */
  rest: Node | null;
  /** The element whose children these are, and as it was read last. */
  parent: Element;
  readonly reading: Reading;
  block: Element;
  visible: boolean;
  direction: 'ltr' | 'rtl';
  /** A block's end ends the run. */
  isBlock: boolean;
  /** A `details`: some of its children may not be shown. */
  folds: boolean;
  /** The group that these children are in; its blocks do not end its run. */
  group: Element | null;
}

/** What there is to do after an element has been looked at, in this order. */
interface Visit {
  /** The run before it has ended: that is long, and goes on. */
  work: Generator<void, void> | null;
  /** The run after it, or that it is in. */
  run: Run;
  /** It is not shown, or nothing is in it that is. */
  passed: Reading | null;
  /** Its children are walked. */
  into: Frame | null;
}

export interface WalkerDeps {
  readonly boxes: Boxes;
  readonly groups: Groups;
  readonly registry: Registry;
  readonly met: Met;
  /** A walk has come to it: it need not be looked at again. */
  visited(node: Node): void;
  /** To be looked at later. */
  mark(node: Node): void;
}

/** The epoch of what is to be looked at anew in every slice. */
const NEVER = -1;

export const SIDES = ['previousSibling', 'nextSibling'] as const;

/** Nodes between two pauses: a pause of a generator in others costs as much as some nodes. */
export const STRIDE = 16;

export class Walker {
  /** Hidden and excluded roots whose text has been released already. */
  #released = new WeakSet<Element>();
  readonly #roots = new WeakSet<ShadowRoot>();

  constructor(private readonly deps: WalkerDeps) {}

  /** What was let go of is let go of once more: nobody knows what has happened to it. */
  forget(): void {
    this.#released = new WeakSet();
  }

  /** It is shown: what comes into it from now on is let go of when it is hidden again. */
  shown(element: Element): void {
    this.#released.delete(element);
  }

  /** A group, or a block that is in none. */
  *block(block: Element): Generator<void, void> {
    const { boxes, groups } = this.deps;
    this.#released.delete(block);
    const group = groups.isGroup(block) ? block : null;
    yield* this.#walk(this.#frameOf(block, boxes.reading(block), block, group));
  }

  /** The block's inline children around one of them. */
  *run(top: Node, block: Element): Generator<void, void> {
    yield* this.#walk(yield* this.#runAround(top, block));
  }

  /** Nothing in it is shown any more. */
  *release(root: Node): Generator<void, void> {
    let count = 0;
    for (const node of nodesIn(root)) {
      if (isElement(node)) {
        if (localName(node) === 'input') this.deps.met.input(node);
        this.deps.met.gone(node);
      } else {
        this.deps.registry.release(node);
      }
      if (++count % STRIDE === 0) yield;
    }
  }

  pictured(node: Element, reading: Reading, around: Box | Frame): void {
    const { box } = reading;
    const { direction } = 'direction' in box && box.kind === 'block' ? box : directed(around);
    this.deps.met.passed(node, reading, direction);
  }

  /** The block's inline children around one of them, from block to block. */
  *#runAround(top: Node, block: Element): Generator<void, Frame> {
    const nodes: Node[] = [top];
    let count = 0;
    for (const side of SIDES) {
      let node = flatSibling(top, side);
      while (node && !this.#separates(node)) {
        nodes.push(node);
        node = flatSibling(node, side);
        if (++count % STRIDE === 0) yield;
      }
      if (side === 'previousSibling') nodes.reverse();
    }
    const frame = this.#frameOf(block, this.deps.boxes.reading(block), block, null);
    return Object.assign(frame, { nodes, rest: null, epoch: NEVER });
  }

  #separates(node: Node): boolean {
    if (!isElement(node)) return false;
    const box = this.deps.boxes.of(node);
    return box.kind === 'block' || ('separates' in box && box.separates);
  }

  #frameOf(parent: Element, reading: Reading, block: Element, group: Element | null): Frame {
    const { box, name, host } = reading;
    const root = rootOfHost(parent, host);
    const { nodes, rest } = flatChildren(parent, root, name);
    if (root) this.#meet(parent, root);
    else if (host !== null) {
      this.#mayHost(parent, reading, host === 'custom' || nodes.length === 0);
    }
    return {
      epoch: this.deps.boxes.epoch,
      nodes,
      rest,
      next: 0,
      parent,
      reading,
      block,
      visible: 'visible' in box && box.visible,
      direction: 'direction' in box ? box.direction : 'ltr',
      isBlock: parent === block,
      folds: name === 'details',
      group,
    };
  }

  /** Where it is unlikely, it is told of once. */
  #mayHost(element: Element, reading: Reading, isLikely: boolean): void {
    if (!isLikely && reading.isMet) return;
    if (!isLikely) reading.isMet = true;
    this.deps.met.lateHost(element, isLikely);
  }

  #newRun(): Run {
    return { parts: [], epoch: this.deps.boxes.epoch };
  }

  #meet(host: Element, root: ShadowRoot): void {
    this.deps.met.shadowRoot(root);
    if (this.#roots.has(root)) return;
    this.#roots.add(root);
    // They were shown until now; those that no slot takes no longer are.
    for (const child of childNodes(host)) this.deps.mark(child);
  }

  *#walk(start: Frame): Generator<void, void> {
    const { boxes } = this.deps;
    const frames = [start];
    let run = this.#newRun();
    let count = 0;
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const node = frame.nodes[frame.next++];
      if (!node) {
        if (this.#refill(frame)) continue;
        frames.pop();
        if (frame.isBlock) {
          const work = this.#end(run, frame);
          if (work) yield* work;
          run = this.#newRun();
        } else if (boxes.of(frame.parent).kind === 'block') {
          run.parts.push(GAP);
        }
        continue;
      }
      if (++count % STRIDE === 0 || boxes.tookLong()) yield;
      try {
        // What the page has moved meanwhile has dirt of its own, which stays.
        if (frame.epoch !== boxes.epoch && !isStillIn(frame, node)) continue;
        this.deps.visited(node);
        const type = nodeType(node);
        if (type === TEXT_NODE) {
          const text = node as Text;
          if (frame.visible && !(frame.folds && isFolded(frame.parent, text))) run.parts.push(text);
          else this.deps.registry.release(text);
        } else if (type === ELEMENT_NODE) {
          const element = node as Element;
          const visit = this.#visit(element, frame, run);
          if (visit.work) yield* visit.work;
          run = visit.run;
          if (visit.into) frames.push(visit.into);
          else if (visit.passed) yield* this.#pass(element, visit.passed, frame);
        }
      } catch (error) {
        passOver(error);
      }
    }
  }

  #visit(node: Element, frame: Frame, run: Run): Visit {
    const reading = this.deps.boxes.reading(node, this.#around(node, frame));
    const { box } = reading;
    const isShown = box.kind === 'block' || box.kind === 'inline';
    const separates = box.kind === 'block' || ('separates' in box && box.separates);
    const { group } = frame;
    const isTakenIn =
      separates && group !== null && (!isShown || this.deps.groups.takesIn(group, node));
    const ends = separates && !isTakenIn;
    const visit: Visit = {
      work: ends ? this.#end(run, frame) : null,
      run: ends ? this.#newRun() : run,
      passed: null,
      into: null,
    };
    if (isTakenIn) visit.run.parts.push(GAP);
    if (!isShown || (frame.folds && isFolded(frame.parent, node))) {
      if (box.kind === 'excluded' || box.kind === 'inline') visit.run.parts.push(GAP);
      visit.passed = reading;
    } else if (reading.name === 'br') {
      visit.run.parts.push(GAP);
    } else {
      this.#released.delete(node);
      this.pictured(node, reading, frame);
      const isBlock = box.kind === 'block' && !isTakenIn;
      const inner = isBlock ? (this.deps.groups.isGroup(node) ? node : null) : group;
      if (isBlock && visit.work === null && this.#leaf(node, reading)) return visit;
      visit.into = this.#frameOf(node, reading, isBlock ? node : frame.block, inner);
    }
    return visit;
  }

  /** What a node of the frame inherits from; null where the page may have moved it, or it is shown otherwise. */
  #around(node: Element, frame: Frame): Reading | null {
    const { boxes } = this.deps;
    // Browsers put what is in a `details` into a box of its own, which rules can name.
    if (frame.folds) return null;
    if (frame.epoch === boxes.epoch) return frame.reading;
    if (frame.epoch === NEVER && flatParent(node) !== frame.parent) return null;
    const { reading } = frame;
    return reading.epoch === boxes.epoch ? reading : boxes.reading(frame.parent);
  }

  /** A block of one short text and nothing else, as most are: read at once. False: it is none. */
  #leaf(block: Element, reading: Reading): boolean {
    const { box, name, host } = reading;
    const text = firstChild(block);
    if (!text || nextSibling(text) || !isText(text) || text.length >= CHUNK) return false;
    if (host === 'custom' || name === 'slot' || name === 'details' || box.kind !== 'block')
      return false;
    if (host !== null) {
      if (rootOfHost(block, host)) return false;
      this.#mayHost(block, reading, false);
    }
    const { registry } = this.deps;
    this.deps.visited(text);
    if (!box.visible) registry.release(text);
    else if (!registry.isAsBefore(block, text, box.direction))
      this.#assignText(block, [text], collapsedAtOnce(text.data), block);
    return true;
  }

  /** The next children of a long list. */
  #refill(frame: Frame): boolean {
    const { rest, parent } = frame;
    if (!rest) return false;
    frame.rest = null;
    if (parentNode(rest) !== (shadowRoot(parent) ?? parent)) {
      // The page has taken away the very node that the walk would go on from.
      this.deps.mark(parent);
      return false;
    }
    const { nodes, rest: after } = childrenFrom(rest);
    Object.assign(frame, { nodes, rest: after, next: 0, epoch: this.deps.boxes.epoch });
    return true;
  }

  /** Goes past what is not shown; text in it that was shown before is let go, once. */
  *#pass(element: Element, reading: Reading, frame: Frame): Generator<void, void> {
    const { box } = reading;
    if (!this.#released.has(element)) {
      this.#released.add(element);
      // An `input` is met in there.
      yield* this.release(element);
    }
    // After that, which tells of all that is in it, and of itself, as gone.
    const isHidden = box.kind === 'hidden' && !box.isVeiled;
    if (isHidden && firstChild(element)) this.deps.met.hidden(element);
    if (!isFolded(frame.parent, element)) this.pictured(element, reading, frame);
  }

  /** Null where that is done already: nearly always. */
  #end(run: Run, { block, group }: Frame): Generator<void, void> | null {
    if (run.parts.length === 0) return null;
    const areThere = run.epoch === this.deps.boxes.epoch || run.parts.every(isThere);
    const parts = areThere ? run.parts : run.parts.filter(isThere);
    const [only] = parts;
    if (only && only !== GAP && parts.length === 1) {
      if (this.deps.registry.isAsBefore(block, only, this.#directionOf(block))) return null;
    }
    const alone = group || parts.length < 2 ? null : linksAlone(parts, block);
    if (alone) return this.#assignAlone(alone, block);
    const text = collapsedShort(parts);
    if (text === null) return this.#assign(block, parts, block);
    this.#assignText(block, parts, text, block);
    return null;
  }

  *#assignAlone({ links, between }: Links, block: Element): Generator<void, void> {
    for (const part of between) this.deps.registry.release(part);
    for (const [link, own] of links) yield* this.#assign(link, own, block);
  }

  *#assign(block: Element, parts: readonly Part[], around: Element): Generator<void, void> {
    const text = collapsedShort(parts) ?? (yield* collapsed(piecesOf(parts)));
    this.#assignText(block, parts, text, around);
  }

  /** `around`: the block that tells the text's direction. */
  #assignText(block: Element, parts: readonly Part[], text: string, around: Element): void {
    if (text === '' || !hasLetters(text)) {
      for (const part of parts) if (part !== GAP) this.deps.registry.release(part);
      return;
    }
    this.deps.registry.assign(block, parts, text, this.#directionOf(around));
  }

  #directionOf(block: Element): 'ltr' | 'rtl' {
    const box = this.deps.boxes.of(block);
    return 'direction' in box ? box.direction : 'ltr';
  }
}

const isStillIn = ({ epoch, parent }: Frame, node: Node): boolean =>
  isConnected(node) && (epoch === NEVER || flatParent(node) === parent);

const isThere = (part: Part): boolean => part === GAP || part.isConnected;

/** Most texts are short, and need no steps; null for those that are not. */
function collapsedShort(parts: readonly Part[]): string | null {
  const [only] = parts;
  if (only && parts.length === 1) {
    return partLength(only) < CHUNK ? collapsedAtOnce(partText(only)) : null;
  }
  let length = 0;
  for (const part of parts) length += partLength(part);
  return length < CHUNK ? collapsedAtOnce(parts.map(partText).join('')) : null;
}

const directed = (around: Box | Frame): { direction: 'ltr' | 'rtl' } =>
  'direction' in around ? around : { direction: 'ltr' };

/** One node that cannot be read must not hide the others. */
export function passOver(error: unknown): void {
  console.error('Seawall: a part of the page could not be read', error);
}
