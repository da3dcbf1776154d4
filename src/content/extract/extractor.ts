/**
 * Keeps the registry true to the page, a little at a time.
 *
 * Dirt comes in as nodes. `full`: the node is new or its style changed; a block is walked whole, an
 * inline node leads to the run around it. `edge`: its neighbour came or went; only an inline node
 * matters, for its run may now be longer or shorter. `style`: as full, but only if the node's own
 * box changed. `image`: only what images the node itself shows. A run is found from its node outwards
 * to the next blocks on both sides, so an appended block costs what it holds and not what its parent
 * holds (walker.ts).
 *
 * Order: what was removed, elements that lost nodes, dirt, and last the orphans nobody took up.
 * What is urgent is worked on in between (`hurry`), and `rescan` looks at everything again instead.
 * Walks pause at any node. The page may change meanwhile: walks go over copies of child lists,
 * and every change makes its own dirt.
 */
import { time } from '../clock';
import { doc, isConnected } from '../dom';
import { Boxes, isFolded } from './box';
import { type Dirt, Pile } from './dirt';
import type { ElementListener } from './element';
import { Groups } from './groups';
import { Registry } from './registry';
import { flatParent, flatSibling, isElement, isText, nodesIn } from './tree';
import { type Met, passOver, SIDES, STRIDE, Walker } from './walker';

export interface Churn {
  /** Milliseconds spent on what the page has changed. */
  ms: number;
  /** How often what seemed little was a large part of the page. */
  large: number;
  /** Milliseconds of the last look at the whole page, or of the one that goes on, if that is more. */
  lookMs: number;
}

export interface Discoveries extends Met {
  /** The whole page is being looked at again: what else is known of it is to be, too. In steps. */
  rescanned?(): Iterable<void>;
  /** Rendered, and for nobody; where that changes, the element is to be marked. */
  isVeiled?(element: Element): boolean;
  /** All in this block is one text, whatever its size; where it changes, the block is to be marked. */
  isTurn?(block: Element): boolean;
}

/** Where a node is: the block around it, the block's child that leads to it, the group if any. */
interface Place {
  block: Element;
  top: Node;
  group: Element | null;
}

/** STRIDEs of nodes in one step, and milliseconds: some styles are megabytes long. */
const STEP = 2;
const STEP_MS = 1;
/** Removed nodes and touched elements that what is urgent waits for. */
const LITTLE = 64;
/** One look at the whole page after another is a page that goes on changing. */
const LOOKS_APART_MS = 1_000;
/** Steps; what takes more was not little. */
const URGENT_STEPS = 8;

export class Extractor {
  readonly registry: Registry;
  readonly boxes: Boxes;
  readonly #groups: Groups;
  readonly #dirt = new Pile();
  readonly #walker: Walker;
  #work: Generator<void, void> | null = null;
  /** Work on what is urgent: it goes before the other, which waits where it is. */
  #urgentWork: Generator<void, void> | null = null;
  #urgentSteps = 0;
  /** Was urgent, and has turned out to be much. */
  #isUrgent = false;
  #hasHurried = false;
  readonly #large: Generator<void, void>[] = [];
  /** What is worked on: what the page has changed, little or much, or a look at the whole of it. */
  #kind: 'change' | 'large' | 'look' = 'look';
  #scan: 'none' | 'due' | 'running' = 'none';
  #isScanDueAgain = false;
  readonly #scanned = { nodes: 0, ms: 0 };
  readonly #churn: Churn = { ms: 0, large: 0, lookMs: 0 };
  /** Of the look at the whole page that goes on. */
  #lookMs = 0;
  /** When the last one was over. */
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(
    isOurs: (node: Node) => boolean,
    listener: ElementListener,
    private readonly discoveries: Discoveries,
  ) {
    const again = (node: Node): void => this.#dirt.add(node, 'full');
    this.boxes = new Boxes(
      isOurs,
      discoveries.isVeiled,
      (element) => this.#parted(element),
      () => again(doc.root),
    );
    this.#groups = new Groups(this.boxes, again, discoveries.isTurn);
    this.registry = new Registry(listener, again);
    this.#walker = new Walker({
      boxes: this.boxes,
      groups: this.#groups,
      registry: this.registry,
      met: discoveries,
      visited: (node) => {
        this.#dirt.delete(node);
        this.#scanned.nodes++;
      },
      mark: (node) => this.mark(node, 'full'),
    });
  }

  mark(node: Node, dirt: Dirt, isUrgent = false): void {
    if (this.#dirt.isFull) this.rescan();
    else this.#dirt.mark(node, dirt, isUrgent);
  }

  /** Whether this block is a turn may be told otherwise now. */
  reconsider(block: Element): void {
    this.#groups.reconsider(block);
  }

  markRemoved(node: Node): void {
    if (this.#dirt.isFull) this.rescan();
    else this.#dirt.addRemoved(node);
  }

  /** What was marked until now is not looked at: the whole page will be (`rescan`). */
  forget(): void {
    this.#dirt.clear();
  }

  /**
   * Looks at the whole page again, whatever was marked: every element that is known, whether it is
   * still there, and every node, whether it is known.
   */
  rescan(): void {
    this.#dirt.clear();
    if (this.#scan === 'running') this.#isScanDueAgain = true;
    else this.#scan = 'due';
  }

  get isScanning(): boolean {
    return this.#scan !== 'none';
  }

  /** Nodes that walks have come to, and the milliseconds of all extraction. */
  get scanned(): { nodes: number; ms: number } {
    return { ...this.#scanned };
  }

  /** What it has cost so far to follow the page's changes; a look at the whole of it does not count. */
  get churn(): Churn {
    return { ...this.#churn };
  }

  get idle(): boolean {
    return (
      this.#work === null &&
      this.#urgentWork === null &&
      this.#large.length === 0 &&
      this.#scan === 'none' &&
      this.#dirt.isEmpty &&
      this.registry.touched.size === 0 &&
      !this.registry.hasOrphans
    );
  }

  /** To be called first in every slice. */
  beginSlice(): void {
    this.boxes.forget();
  }

  /** A little work; true while there is more. */
  step(): boolean {
    const start = time();
    if (this.#stepUrgent(start)) return !this.idle;
    this.#work ??= this.#nextWork();
    if (this.#work === null) return false;
    const hasMore = this.#some(this.#work, start);
    if (!hasMore) this.#work = null;
    this.#spent(time() - start, hasMore);
    return !this.idle;
  }

  /** Works on what is urgent, and on nothing else, until then; true while there is more of it. */
  hurry(end: number): boolean {
    let now = time();
    while (now < end && this.#stepUrgent(now)) now = time();
    return this.#urgentWork !== null || this.#dirt.hasUrgent;
  }

  /** What is found just now is urgent. */
  get isUrgent(): boolean {
    return this.#isUrgent;
  }

  /** Whether there was urgent work since the last time that this was asked. */
  tookUrgent(): boolean {
    const has = this.#hasHurried;
    this.#hasHurried = false;
    return has;
  }

  /** So many milliseconds have been spent on what is worked on. */
  #spent(ms: number, hasMore: boolean): void {
    const churn = this.#churn;
    if (this.#kind === 'change') churn.ms += ms;
    if (this.#kind !== 'look') return;
    this.#lookMs += ms;
    churn.lookMs = hasMore ? Math.max(churn.lookMs, this.#lookMs) : this.#lookMs;
    if (hasMore) return;
    this.#lookMs = 0;
    this.#lookedAt = time();
  }

  /** False where nothing is urgent. */
  #stepUrgent(start: number): boolean {
    this.#urgentWork ??= this.#nextUrgent();
    const work = this.#urgentWork;
    if (!work) return false;
    this.#hasHurried = true;
    this.#isUrgent = true;
    const hasMore = this.#some(work, start);
    this.#isUrgent = false;
    this.#churn.ms += time() - start;
    if (hasMore && ++this.#urgentSteps < URGENT_STEPS) return true;
    if (hasMore) {
      this.#large.push(work);
      this.#churn.large++;
    }
    this.#urgentWork = null;
    this.#urgentSteps = 0;
    return true;
  }

  /** A few nodes; false when this work is done. */
  #some(work: Generator<void, void>, start: number): boolean {
    const end = start + STEP_MS;
    let hasMore = true;
    let now = start;
    for (let i = 0; hasMore && i < STEP && now <= end; i++) {
      hasMore = this.#goOn(work);
      now = time();
    }
    this.#scanned.ms += now - start;
    return hasMore;
  }

  #goOn(work: Generator<void, void>): boolean {
    try {
      return !work.next().done;
    } catch (error) {
      passOver(error);
      return false;
    }
  }

  /** What was removed goes first here, too, for new text takes up its element; unless it is much. */
  #nextUrgent(): Generator<void, void> | null {
    if (!this.#dirt.hasUrgent) return null;
    const isLittle = this.#dirt.removed <= LITTLE && this.registry.touched.size <= LITTLE;
    const before = isLittle ? this.#nextRemoved() : null;
    if (before) return before;
    const entry = this.#dirt.takeUrgent();
    return entry && this.#clean(...entry);
  }

  #nextRemoved(): Generator<void, void> | null {
    const removed = this.#dirt.takeRemoved();
    if (removed) return this.#touchAll(removed);
    const [touched] = this.registry.touched;
    return touched ? once(() => this.registry.examine(touched)) : null;
  }

  #nextWork(): Generator<void, void> | null {
    const large = this.#large.pop();
    this.#kind = large ? 'large' : 'change';
    if (large) return large;
    if (this.#scan === 'due') {
      this.#scan = 'running';
      this.#kind = 'look';
      return this.#scanAll();
    }
    const before = this.#nextRemoved();
    if (before) return before;
    const entry = this.#dirt.take();
    if (entry) {
      const [node, dirt] = entry;
      // The first look at a page, or its styles are others: many slices, for one change or none.
      const isWhole = dirt === 'full' && (node === doc.root || node === doc.body);
      if (isWhole && time() - this.#lookedAt > LOOKS_APART_MS) this.#kind = 'look';
      return this.#clean(node, dirt);
    }
    return this.registry.hasOrphans ? once(() => this.registry.dropOrphans()) : null;
  }

  *#scanAll(): Generator<void, void> {
    try {
      this.#walker.forget();
      let count = 0;
      for (const element of [...this.registry.elements.values()]) {
        // Marks what is left of it: what the walk does not come to is looked at by itself then.
        // What is said of an element has no nodes to be left (said.ts).
        if (element.kind === 'text' && element.said === undefined) this.registry.examine(element);
        if (++count % STRIDE === 0) yield;
      }
      if (this.discoveries.rescanned) yield* this.discoveries.rescanned();
      yield* this.#clean(doc.root, 'full');
    } finally {
      this.#scan = this.#isScanDueAgain ? 'due' : 'none';
      this.#isScanDueAgain = false;
    }
  }

  *#touchAll(removed: Node): Generator<void, void> {
    let count = 0;
    for (const node of nodesIn(removed)) {
      if (isElement(node)) {
        if (!isConnected(node)) this.discoveries.gone(node);
      } else {
        const owner = this.registry.owner(node);
        if (owner) this.registry.touched.add(owner);
      }
      if (++count % STRIDE === 0) yield;
    }
  }

  *#clean(node: Node, dirt: Dirt): Generator<void, void> {
    if (!isConnected(node) || !(isElement(node) || isText(node))) return;
    const change = dirt === 'style' && isElement(node) ? this.boxes.changeOf(node) : 'box';
    if (change === null) return;
    // First, for it finds the roots around it: their sheets reach it.
    const place = this.#placeOf(node);
    const reading = isElement(node) ? this.boxes.reading(node) : null;
    const box = reading?.box;
    if (dirt === 'edge' && isElement(node) && box?.kind === 'block' && !place?.group) {
      // Blocks end each other's runs anyway; but what stands beside this one may make it a group.
      if (place) this.#groups.isGroup(node);
      return;
    }
    if (!place) {
      yield* this.#walker.release(node);
      return;
    }
    if (isElement(node) && reading) {
      if (dirt !== 'edge') this.#walker.pictured(node, reading, this.boxes.of(place.block));
      if (dirt === 'image' || change === 'painted') return;
    }
    const whole = place.group ?? (box?.kind === 'block' && isElement(node) ? node : null);
    if (whole) yield* this.#walker.block(whole);
    else yield* this.#walker.run(place.top, place.block);
  }

  /** It ends the run around it now, or joins two: that run is another. */
  #parted(element: Element): void {
    let top = element;
    for (let at = flatParent(top); at && this.boxes.of(at).kind === 'inline'; at = flatParent(at))
      top = at;
    if (top !== element) this.#dirt.add(top, 'full');
    for (const side of SIDES) {
      let node = flatSibling(top, side);
      while (node && !isElement(node) && !isText(node)) node = flatSibling(node, side);
      if (node) this.#dirt.add(node, 'edge');
    }
  }

  /** Null where the node is hidden. */
  #placeOf(node: Node): Place | null {
    const blocks: Element[] = [];
    let top = node;
    let child = node;
    for (let parent = flatParent(child); parent; parent = flatParent(child)) {
      const box = this.boxes.of(parent);
      if (box.kind === 'hidden' || box.kind === 'excluded') return null;
      if (isFolded(parent, child)) return null;
      this.#walker.shown(parent);
      if (box.kind === 'block' && blocks.push(parent) === 1) top = child;
      child = parent;
    }
    if (child !== doc.root) return null;
    return { block: blocks[0] ?? doc.root, top, group: this.#groups.around(blocks) };
  }
}

function* once(work: () => void): Generator<void, void> {
  work();
  yield;
}
