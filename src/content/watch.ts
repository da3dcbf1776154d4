/**
 * Turns what happens to the page into dirt for the extractor.
 *
 * Mutations of content go on at once. Changes of style are gathered and let through in turns: a
 * page that toggles a class of its body with every scroll makes the whole page dirty each time, so
 * the next turn waits ten times as long as the last one took. What is shown without any mutation
 * is caught by an observer of what was hidden (hidden.ts); style sheets that come or go dirty the
 * whole page. Images load, fail and begin to move with events, which are heard at the document and
 * at every open shadow root: they do not cross one. A storm is not followed (weather.ts).
 */
import { AUTHOR_ATTRIBUTES, namesAuthor, OTHER_CLAIMS } from './chat/authors';
import {
  attribute,
  childNodes,
  children,
  doc,
  elementAfter,
  elementBefore,
  localName,
  nextElement,
  nextSibling,
  parentElement,
  previousSibling,
  query,
  rootOf,
} from './dom';
import { drawingOf } from './dom-images';
import type { Dirt } from './extract/dirt';
import { isPicture } from './extract/images';
import { listOf, SAID_ATTRIBUTES, saysBy } from './extract/said';
import { isElement, isSlot } from './extract/tree';
import { afterNextFrame } from './frame-turns';
import { Hidden } from './hidden';
import { listenAgain, listenAtDocument } from './listen';
import { isLittle } from './little';
import { Weather, type WeatherDeps } from './weather';

/** What decides which image an element shows, and what is said of it. */
const IMAGE_ATTRIBUTES = new Set('src srcset sizes poster href data alt type media'.split(' '));

const SAYING = new Set<string>(SAID_ATTRIBUTES);
const CLAIMING = new Set<string>(OTHER_CLAIMS);

const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: [
    ...[
      'class',
      'style',
      'hidden',
      'open',
      'popover',
      'contenteditable',
      'role',
      'autocomplete',
      'aria-hidden',
      // Which slot shows what.
      'slot',
      'name',
    ],
    ...IMAGE_ATTRIBUTES,
    ...SAID_ATTRIBUTES,
    ...AUTHOR_ATTRIBUTES,
    ...OTHER_CLAIMS,
  ],
  attributeOldValue: true,
};

const SLOTTING = new Set(['slot', 'name']);
const STYLE_TURN_MS = 100;
/**
 * Records that are read at once, and nodes that have come and gone with them; a larger change is
 * read a few at a time.
 */
const AT_ONCE = 256;
const NODES_AT_ONCE = 1_000;
/** More, and the whole page is looked at instead. */
const MOST_RECORDS = 20_000;
/** So few can be urgent. */
const FEW = 64;
const MAX_STYLE_TURN_MS = 5_000;
/** Of images and videos, which may show another picture then. */
const IMAGE_EVENTS = ['load', 'error', 'playing', 'pause', 'emptied'];

export interface WatchTarget extends Omit<WeatherDeps, 'closed' | 'opened' | 'waited'> {
  /** `isUrgent`: it is new, and little. */
  mark(node: Node, dirt: Dirt, isUrgent?: boolean): void;
  markRemoved(node: Node): void;
  /** New on the page, with all that is in it; before anything of it is asked about. */
  added(element: Element): void;
  /** What is to be put into this `input` is another thing now. */
  retyped(input: Element): void;
  /** It has loaded something. */
  loaded(element: Element): void;
  /** Dirt has come: work on it. */
  wake(): void;
  /** Some of it is urgent. `isLittle`: and to lay it out is little, too. */
  hurry(isLittle: boolean): void;
  /** Much has changed that was not marked: look at the whole page. */
  rescan(): void;
  /** Our host was taken out of the page, or put elsewhere. */
  hostMoved(): void;
  /** The page has changed what an `svg` is drawn from. */
  redrawn(drawing: Element): void;
  /** Anything has changed: layout may have, too. */
  layoutChanged(): void;
  /** Milliseconds spent so far. */
  spentMs(): number;
}

export class Watch {
  readonly #mutations = new MutationObserver((records) =>
    this.target.measure(() => this.#take(records)),
  );
  #roots = new WeakSet<Node>();
  /** Roots whose events are heard; storms change nothing of that. */
  readonly #heard = new WeakSet<Node>();
  readonly #restyled = new Map<Node, Dirt>();
  #styleTimer: ReturnType<typeof setTimeout> | null = null;
  #turnStartedAtMs = 0;
  /** Records of a large change that are still to be read. */
  #backlog: MutationRecord[] = [];
  #read = 0;
  /** The one that is being read: a single record may hold all of a page. */
  #reading: Generator<void, void> | null = null;
  readonly #hidden: Hidden;
  readonly #weather: Weather;

  constructor(
    private readonly target: WatchTarget,
    private readonly isOurs: (node: Node) => boolean,
    private readonly signal: AbortSignal,
  ) {
    const measure = <T>(work: () => T): T => target.measure(work);
    this.#hidden = new Hidden((elements) => this.#shown(elements), measure, signal);
    this.#weather = new Weather(
      {
        stormed: (isStormy) => target.stormed(isStormy),
        closed: () => this.#close(),
        opened: () => this.#open(),
        waited: () => target.added(doc.root),
        isScanning: () => target.isScanning(),
        churn: () => target.churn(),
        measure,
      },
      signal,
    );
    this.observe(document);
    signal.addEventListener('abort', () => {
      this.#mutations.disconnect();
      this.#dropBacklog();
      if (this.#styleTimer !== null) clearTimeout(this.#styleTimer);
    });
  }

  /** The document, and every open shadow root that is met. */
  observe(root: Document | ShadowRoot): void {
    if (this.#roots.has(root)) return;
    this.#roots.add(root);
    this.#mutations.observe(root, OBSERVED);
    if (this.#heard.has(root)) return;
    this.#heard.add(root);
    const options = { capture: true, passive: true, signal: this.signal };
    for (const type of IMAGE_EVENTS) {
      if (root instanceof ShadowRoot) root.addEventListener(type, this.#happened, options);
      else listenAtDocument(type, this.#happened, options);
    }
    if (root instanceof ShadowRoot) root.addEventListener('slotchange', this.#slotChanged, options);
  }

  /** What is in an element is not shown. */
  watchHidden(element: Element): void {
    this.#hidden.watch(element);
  }

  /** It has been removed from the page. */
  gone(element: Element): void {
    this.#hidden.gone(element);
  }

  /** Lets go of what has been removed while nobody told. */
  tidy(): void {
    this.#hidden.tidy();
  }

  /** For tests of leaks. */
  get hidden(): ReadonlySet<Element> {
    return this.#hidden.observed;
  }

  /** Takes what the browser has not delivered yet: for whoever asks about the state now. */
  flush(): void {
    const records = this.#mutations.takeRecords();
    if (records.length > 0) this.#take(records);
  }

  /** Something that has changed is not marked yet. */
  get isPending(): boolean {
    return this.#styleTimer !== null || this.#hasBacklog || this.#weather.isBlind;
  }

  /** Nothing of what happens to the page is told to us now. */
  get isBlind(): boolean {
    return this.#weather.isBlind;
  }

  /** Reads some of what a large change has left; true while there is more. */
  step(): boolean {
    for (let i = 0; i < AT_ONCE; i++) {
      if (this.#reading === null) {
        const record = this.#backlog[this.#read++];
        if (!record) {
          this.#dropBacklog();
          return false;
        }
        this.#reading = this.#noteInSteps(record, false);
      }
      if (this.#reading.next().done) this.#reading = null;
    }
    return true;
  }

  get #hasBacklog(): boolean {
    return this.#backlog.length > 0;
  }

  #dropBacklog(): void {
    this.#backlog = [];
    this.#read = 0;
    this.#reading = null;
  }

  #take(records: readonly MutationRecord[]): void {
    const start = performance.now();
    const isFew = records.length <= FEW && this.#weather.isCalm;
    if (!this.#hasBacklog && records.length <= AT_ONCE && nodesOf(records) <= NODES_AT_ONCE) {
      for (const record of records) for (const _ of this.#noteInSteps(record, isFew));
    } else if (this.#backlog.length + records.length > MOST_RECORDS) {
      this.#dropBacklog();
      this.target.added(doc.root);
      this.target.rescan();
    } else {
      for (const record of records) this.#backlog.push(record);
      // Read later, but what asks for secrets is known at once.
      this.target.added(doc.root);
    }
    this.#weather.read(records.length, start);
    this.target.layoutChanged();
    this.target.wake();
    if (isFew && this.#weather.isCalm) this.target.hurry(isLittle(records));
  }

  /** A storm: what it has done and we have not marked is left. */
  #close(): void {
    this.#mutations.disconnect();
    this.#dropBacklog();
    this.#restyled.clear();
    if (this.#styleTimer !== null) clearTimeout(this.#styleTimer);
    this.#styleTimer = null;
  }

  /** Everything is observed and looked at again. */
  #open(): void {
    this.#roots = new WeakSet();
    this.observe(document);
    this.target.added(doc.root);
    this.target.rescan();
    this.target.layoutChanged();
    this.target.wake();
  }

  /** A step for each node that has come or gone. */
  *#noteInSteps(record: MutationRecord, isUrgent: boolean): Generator<void, void> {
    if (record.type === 'childList') yield* this.#children(record, isUrgent);
    else if (record.type === 'characterData') this.target.mark(record.target, 'full', isUrgent);
    else this.#attribute(record);
    const drawing = drawingOf(record.target);
    if (drawing) this.target.redrawn(drawing);
    const list = listOf(record.target);
    if (list) this.target.mark(list, 'image');
    yield;
  }

  *#children(record: MutationRecord, isUrgent: boolean): Generator<void, void> {
    // The document has another root: it may have been opened anew.
    if (record.target === document) listenAgain();
    const nodes = record.addedNodes.length + record.removedNodes.length;
    const host = record.removedNodes.length > 0 ? hostAround(record.target) : null;
    if (nodes > 1) this.#weather.count(nodes - 1);
    for (const node of record.removedNodes) {
      if (this.isOurs(node)) this.target.hostMoved();
      else this.target.markRemoved(node);
      if (isSheet(node)) this.#restyle(doc.root, 'full');
      if (host && holdsSlot(node)) this.#reslotted(host);
      yield;
    }
    for (const node of record.addedNodes) {
      if (this.isOurs(node)) continue;
      if (isElement(node)) this.target.added(node);
      this.target.mark(node, 'full', isUrgent && record.addedNodes.length <= FEW);
      if (isSheet(node)) this.#restyle(doc.root, 'full');
      yield;
    }
    for (const side of SIDES) {
      const next = record[side];
      if (!next) continue;
      this.target.mark(next, 'edge');
      // Beyond white space and comments: that block has another neighbour, too.
      const beyond = isElement(next) ? null : besides[side](next);
      if (beyond) this.target.mark(beyond, 'edge');
    }
    // What it holds now may make it a group, or none; and a block alone in it splits its run.
    const isAlone = record.previousSibling === null && record.nextSibling === null;
    if (record.removedNodes.length > 0 || isAlone) this.target.mark(record.target, 'edge');
  }

  #attribute({ target, attributeName, oldValue }: MutationRecord): void {
    if (this.isOurs(target) || attributeName === null) return;
    const element = target as Element;
    if (attributeName === 'type' || attributeName === 'autocomplete') this.target.retyped(element);
    if (attributeName === 'autocomplete') return;
    if (IMAGE_ATTRIBUTES.has(attributeName)) {
      this.#imageAttribute(element);
      return;
    }
    const value = attribute(element, attributeName);
    if (value === oldValue) return;
    if (SLOTTING.has(attributeName)) {
      if (attributeName === 'slot') this.target.mark(element, 'full');
      else if (element instanceof HTMLSlotElement) {
        this.target.mark(element, 'full');
        this.#reslotted(hostAround(element));
      }
      return;
    }
    if (CLAIMING.has(attributeName)) {
      const values = [oldValue, value];
      if (values.some((each) => namesAuthor(attributeName, each))) this.#restyle(element, 'full');
      if (!SAYING.has(attributeName)) return;
    }
    if (SAYING.has(attributeName)) {
      if (saysBy(element, attributeName)) this.target.mark(element, 'image');
      return;
    }
    this.#restyle(element, attributeName === 'style' ? 'style' : 'full');
    if (attributeName !== 'style') {
      const after = nextElement(element);
      if (after) this.#restyle(after, 'full');
    }
    // Styles change in every frame of an animation; hardly any of them make or unmake a block.
    const mayShow =
      attributeName !== 'style' || `${oldValue}${attribute(element, 'style')}`.includes('display');
    if (mayShow) for (const node of around(element)) this.#restyle(node, 'edge');
  }

  /** Slots in its shadow root may take others of its children, or some no longer. */
  #reslotted(host: Element | null): void {
    if (host) for (const child of childNodes(host)) this.target.mark(child, 'full');
  }

  readonly #slotChanged = ({ target }: Event): void => {
    if (!(target instanceof HTMLSlotElement)) return;
    this.target.measure(() => {
      const isEmpty = target.assignedNodes().length === 0;
      // What it holds itself shows, or no longer.
      if (isEmpty) this.target.mark(target, 'full');
      else for (const own of childNodes(target)) this.target.mark(own, 'full');
      // Nothing else tells of it.
      const root = rootOf(target);
      if (root instanceof ShadowRoot && root.slotAssignment === 'manual')
        this.#reslotted(root.host);
      this.target.wake();
    });
  };

  #imageAttribute(element: Element): void {
    const name = localName(element);
    if (isPicture(name)) {
      this.target.mark(element, 'image');
    } else if (name === 'source') {
      // One of several that a `picture` chooses from.
      const picture = parentElement(element);
      for (const each of picture ? children(picture) : []) {
        if (localName(each) === 'img') this.target.mark(each, 'image');
      }
    }
  }

  #restyle(node: Node, dirt: Dirt): void {
    const before = this.#restyled.get(node);
    this.#restyled.set(node, before === undefined || before === dirt ? dirt : 'full');
    if (this.#styleTimer !== null) return;
    const spent = this.target.spentMs() - this.#turnStartedAtMs;
    const wait = Math.min(Math.max(STYLE_TURN_MS, spent * 10), MAX_STYLE_TURN_MS);
    const letThrough = (): void => this.target.measure(() => this.#letThrough());
    this.#styleTimer = setTimeout(() => afterNextFrame(letThrough, this.signal), wait);
  }

  #letThrough(): void {
    if (this.#styleTimer === null) return;
    this.#styleTimer = null;
    this.#turnStartedAtMs = this.target.spentMs();
    for (const [node, dirt] of this.#restyled) this.target.mark(node, dirt);
    this.#restyled.clear();
    this.target.wake();
  }

  readonly #happened = ({ type, target }: Event): void => {
    if (!(target instanceof Element)) return;
    if (target instanceof HTMLLinkElement || target instanceof HTMLStyleElement) {
      if (type === 'load') this.#restyle(doc.root, 'full');
    } else if (isPicture(localName(target))) {
      this.target.mark(target, 'image');
      this.target.wake();
    } else if (type === 'load') this.target.loaded(target);
    if (type === 'load' || type === 'error') this.target.layoutChanged();
  };

  #shown(elements: readonly Element[]): void {
    for (const element of elements) {
      this.target.mark(element, 'full');
      for (const node of around(element)) this.target.mark(node, 'edge');
    }
    this.target.wake();
  }
}

/** Of the shadow root that the node is in. */
function hostAround(node: Node): Element | null {
  const root = rootOf(node);
  return root instanceof ShadowRoot ? root.host : null;
}

const holdsSlot = (node: Node): boolean =>
  isElement(node) && (isSlot(node) || query(node, 'slot') !== null);

const besides = { previousSibling: elementBefore, nextSibling: elementAfter };
const SIDES = ['previousSibling', 'nextSibling'] as const;

/** What a run goes on in beside an element that may be a block now, or none any more. */
function around(element: Element): Node[] {
  const beside = [previousSibling(element), nextSibling(element), parentElement(element)];
  return beside.filter((node) => node !== null);
}

/** That have come and gone. */
function nodesOf(records: readonly MutationRecord[]): number {
  let nodes = 0;
  for (const { addedNodes, removedNodes } of records) {
    nodes += addedNodes.length + removedNodes.length;
  }
  return nodes;
}

const isSheet = (node: Node): boolean =>
  node instanceof HTMLStyleElement ||
  (node instanceof HTMLLinkElement && node.rel === 'stylesheet');
