/**
 * What is read of the page's nodes, past what the page puts in its way.
 *
 * A form answers for the names of its fields before its own properties: after
 * `<fieldset name="shadowRoot">` its `shadowRoot` is the fieldset. A document does so for the names
 * of its images and forms. Browsers honour that in a content script's world too, so every property
 * and method of a node that may be a form, and of the document, is taken from the prototype here.
 * (Text nodes, shadow roots, events and records answer for nobody.)
 *
 * What a walk asks of each node is taken once. A script of an extension has the page's globals through a
 * wrapper in Firefox, where each mention of `Node` or `Element` takes a microsecond, ten times as long as
 * the call. (What is asked seldom names them each time, and so does all of `doc`: in a window that had an
 * empty document first, the document is another one later.)
 */

/** Not there in unit tests, which have no nodes either. */
const world: Partial<
  Pick<
    typeof globalThis,
    'Node' | 'Element' | 'Document' | 'CharacterData' | 'HTMLIFrameElement' | 'HTMLFrameElement'
  >
> = globalThis;

/** Reads a property past what hides it on the node itself. */
export function reader<T extends object, K extends keyof T>(prototype: T | undefined, name: K) {
  const get = prototype && Object.getOwnPropertyDescriptor(prototype, name)?.get;
  return (of: T): T[K] => {
    if (!get) throw new Error(`no ${String(name)} here`);
    return get.call(of) as T[K];
  };
}

/** As `Node` has them. */
export const ELEMENT_NODE = 1;
export const TEXT_NODE = 3;
export const DOCUMENT_FRAGMENT_NODE = 11;

const node = world.Node?.prototype;
export const nodeType = reader(node, 'nodeType');
export const parentNode = reader(node, 'parentNode');
export const parentElement = reader(node, 'parentElement');
export const firstChild = reader(node, 'firstChild');
export const previousSibling = reader(node, 'previousSibling');
export const nextSibling = reader(node, 'nextSibling');
export const childNodes = reader(node, 'childNodes');
export const isConnected = reader(node, 'isConnected');
export const textContent = reader(node, 'textContent');
export const baseAddress = reader(node, 'baseURI');
const { getRootNode, compareDocumentPosition, appendChild } = node ?? ({} as Node);
export const rootOf = (of: Node): Node => getRootNode.call(of);
/** As `compareDocumentPosition`. */
export const positionOf = (of: Node, other: Node): number =>
  compareDocumentPosition.call(of, other);
export const append = (to: Node, child: Node): Node => appendChild.call(to, child);

const element = world.Element?.prototype;
export const assignedSlot = reader(element, 'assignedSlot');
const openRoot = reader(element, 'shadowRoot');
export const localName = reader(element, 'localName');
export const idOf = reader(element, 'id');
export const children = reader(element, 'children');
export const firstElement = reader(element, 'firstElementChild');
export const nextElement = reader(element, 'nextElementSibling');
export const previousElement = reader(element, 'previousElementSibling');
const frame = world.HTMLIFrameElement?.prototype;
const oldFrame = world.HTMLFrameElement?.prototype;
const insideFrame = reader(frame, 'contentDocument');
const insideOldFrame = reader(oldFrame, 'contentDocument');
const windowOfFrame = reader(frame, 'contentWindow');
const windowOfOldFrame = reader(oldFrame, 'contentWindow');
export type FrameElement = HTMLIFrameElement | HTMLFrameElement;
export const isFrame = (of: Element): of is FrameElement =>
  of instanceof HTMLIFrameElement || of instanceof HTMLFrameElement;
/** Null where it is of another origin, or none is there. */
export const contentDocument = (of: FrameElement): Document | null =>
  of instanceof HTMLIFrameElement ? insideFrame(of) : insideOldFrame(of);
export const contentWindow = (of: FrameElement): Window | null =>
  of instanceof HTMLIFrameElement ? windowOfFrame(of) : windowOfOldFrame(of);
export const clientWidth = reader(element, 'clientWidth');
export const clientHeight = reader(element, 'clientHeight');
export const scrollWidth = reader(element, 'scrollWidth');
const methods = element ?? ({} as Element);
const { getAttribute, hasAttributes: hasAny, getAttributeNames, checkVisibility } = methods;
const { matches: fits, closest: around, querySelector, querySelectorAll } = methods;
export const matches = (of: Element, selector: string): boolean => fits.call(of, selector);
export const closest = (of: Element, selector: string): Element | null => around.call(of, selector);
export const query = (of: Element, selector: string): Element | null =>
  querySelector.call(of, selector);
export const queryIn = (of: Element, selector: string): NodeListOf<Element> =>
  querySelectorAll.call(of, selector);
export const attribute = (of: Element, name: string): string | null => getAttribute.call(of, name);
export const hasAttributes = (of: Element): boolean => hasAny.call(of);
export const attributeNames = (of: Element): string[] => getAttributeNames.call(of);
export const rectOfElement = (of: Element): DOMRect =>
  Element.prototype.getBoundingClientRect.call(of);
export const isVisible = (of: Element, options: CheckVisibilityOptions): boolean =>
  checkVisibility.call(of, options);
export const scrollIntoView = (of: Element, options: ScrollIntoViewOptions): void =>
  Element.prototype.scrollIntoView.call(of, options);

/** Roots that the page has closed, as far as they are known (hosts.ts). */
const closedRoots = new WeakMap<Element, ShadowRoot>();
/** Hosts of our own: nothing in them is the page's. */
const ownHosts = new WeakSet<Element>();

/** Whether any was met. */
let hasRoots = false;
export const hasMetRoots = (): boolean => hasRoots;

/** Open, or closed and found. */
export function shadowRoot(of: Element): ShadowRoot | null {
  const root = openRoot(of) ?? closedRoots.get(of) ?? null;
  if (root !== null) hasRoots = true;
  return root;
}
export const closedRoot = (of: Element): ShadowRoot | undefined => closedRoots.get(of);
export function keepRoot(host: Element, root: ShadowRoot | null): ShadowRoot | null {
  if (root === null || ownHosts.has(host)) return null;
  closedRoots.set(host, root);
  hasRoots = true;
  return root;
}
export const setApart = (host: Element): void => {
  ownHosts.add(host);
};

const page = world.Document?.prototype;
/** Of any document that can be read. */
export const addressOf = reader(page, 'URL');
const readers = {
  root: reader(page, 'documentElement'),
  body: reader(page, 'body'),
  title: reader(page, 'title'),
  hidden: reader(page, 'hidden'),
  readyState: reader(page, 'readyState'),
  designMode: reader(page, 'designMode'),
  implementation: reader(page, 'implementation'),
  sheets: reader(page, 'styleSheets'),
  adopted: reader(page, 'adoptedStyleSheets'),
  mode: reader(page, 'compatMode'),
};

const characters = world.CharacterData?.prototype;
const besideText = {
  before: reader(characters, 'previousElementSibling'),
  after: reader(characters, 'nextElementSibling'),
};
/** The nearest element beside a text, a comment, or what else is none. */
export const elementBefore = (of: Node): Element | null =>
  of instanceof CharacterData ? besideText.before(of) : null;
export const elementAfter = (of: Node): Element | null =>
  of instanceof CharacterData ? besideText.after(of) : null;

/** The document. */
export const doc = {
  get root(): HTMLElement {
    return readers.root(document);
  },
  get body(): HTMLElement {
    return readers.body(document);
  },
  get title(): string {
    return readers.title(document);
  },
  get hidden(): boolean {
    return readers.hidden(document);
  },
  get readyState(): DocumentReadyState {
    return readers.readyState(document);
  },
  get designMode(): string {
    return readers.designMode(document);
  },
  /** Of the document and no shadow root, in their order. */
  get sheets(): CSSStyleSheet[] {
    return [...readers.sheets(document), ...readers.adopted(document)];
  },
  /** Old pages: names of classes count in any case. */
  get isQuirky(): boolean {
    return readers.mode(document) === 'BackCompat';
  },
  /** A document of its own without a window. */
  inert: (): Document => readers.implementation(document).createHTMLDocument(''),
  element: (name: string): HTMLElement =>
    Document.prototype.createElementNS.call(
      document,
      'http://www.w3.org/1999/xhtml',
      name,
    ) as HTMLElement,
  svg: (name: string): SVGElement =>
    Document.prototype.createElementNS.call(
      document,
      'http://www.w3.org/2000/svg',
      name,
    ) as SVGElement,
  /** Those that run, shadow roots included. */
  animations: (): Animation[] => Document.prototype.getAnimations.call(document),
  range: (): Range => Document.prototype.createRange.call(document),
  walker: (from: Node, show: number): TreeWalker =>
    Document.prototype.createTreeWalker.call(document, from, show),
  elementAt: (x: number, y: number): Element | null =>
    Document.prototype.elementFromPoint.call(document, x, y),
  query: (selector: string): Element | null =>
    Document.prototype.querySelector.call(document, selector),
  queryAll: (of: Document, selector: string): NodeListOf<Element> =>
    Document.prototype.querySelectorAll.call(of, selector),
  on: (type: string, listener: (event: Event) => void, options: AddEventListenerOptions): void =>
    EventTarget.prototype.addEventListener.call(document, type, listener, options),
};
