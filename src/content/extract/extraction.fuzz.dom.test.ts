/**
 * Extraction on pages that nobody would write, while they change: nothing is thrown, no text node is
 * in two elements, what came about by changes is what a fresh reading finds, and a page that is calm
 * costs nothing more.
 */
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { fuzz, isThorough } from '../../testing/fuzz';
import { hostileText } from '../../testing/hostile';
import { extract } from '../testing/extraction';
import type { Part } from './element';

interface Tree {
  readonly tag: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly text: string;
  readonly shadow: boolean;
  readonly inner: readonly Tree[];
}

const TAGS = [
  ...['div', 'p', 'span', 'b', 'a', 'ul', 'li', 'table', 'tbody', 'tr', 'td', 'caption'],
  ...[
    'article',
    'section',
    'label',
    'button',
    'details',
    'summary',
    'dialog',
    'fieldset',
    'legend',
  ],
  ...['form', 'input', 'textarea', 'select', 'option', 'optgroup', 'slot', 'template', 'iframe'],
  ...[
    'x-card',
    'x',
    'ruby',
    'rt',
    'br',
    'wbr',
    'hr',
    'pre',
    'h1',
    'img',
    'svg',
    'math',
    'noscript',
  ],
  ...[
    'style',
    'script',
    'object',
    'video',
    'canvas',
    'frameset',
    'body',
    'marquee',
    'title',
    'center',
  ],
];
/** What a field's name hides in its form, for whoever asks the form itself. */
const CLOBBERED = [
  ...[
    'parentNode',
    'childNodes',
    'firstChild',
    'nextSibling',
    'shadowRoot',
    'nodeType',
    'nodeName',
  ],
  ...['textContent', 'attributes', 'children', 'id', 'isConnected', 'getRootNode', 'localName'],
  ...[
    'contains',
    'ownerDocument',
    'assignedSlot',
    'constructor',
    '__proto__',
    'toString',
    'length',
  ],
];
const STYLES = [
  ...['none', 'contents', 'block', 'inline', 'inline-block', 'flex', 'table-cell', 'list-item'].map(
    (display) => `display:${display}`,
  ),
  ...['visibility:hidden', 'visibility:visible', 'content-visibility:hidden', 'opacity:0'],
  ...['position:absolute;left:-9999px', 'position:fixed', 'float:left', 'font-size:0', 'height:0'],
  ...['writing-mode:vertical-rl', 'direction:rtl', 'white-space:pre', 'clip-path:inset(50%)', ''],
];

const words = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('two words', 'k', ' ', 'ကောင်း', 'some more words here') },
  { weight: 2, arbitrary: hostileText(8) },
  { weight: 1, arbitrary: fc.constantFrom('', '\n', 'x'.repeat(700), 'long words '.repeat(40)) },
);
const attribute = fc.oneof(
  fc.tuple(fc.constant('style'), fc.constantFrom(...STYLES)),
  fc.tuple(fc.constantFrom('name', 'id'), fc.constantFrom(...CLOBBERED)),
  fc.tuple(
    fc.constantFrom('hidden', 'open', 'inert', 'popover', 'contenteditable'),
    fc.constant(''),
  ),
  fc.tuple(
    fc.constantFrom('aria-hidden', 'aria-label', 'title', 'placeholder', 'alt', 'value'),
    words,
  ),
  fc.tuple(fc.constant('slot'), fc.constantFrom('', 'a', 'b')),
  fc.tuple(fc.constant('name'), fc.constantFrom('', 'a', 'b')),
  fc.tuple(fc.constant('role'), fc.constantFrom('button', 'listitem', 'row', 'none', 'article')),
  fc.tuple(fc.constant('type'), fc.constantFrom('button', 'submit', 'image', 'password', 'hidden')),
  fc.tuple(fc.constantFrom('dir', 'lang'), fc.constantFrom('rtl', 'auto', 'my', '__proto__')),
  fc.tuple(fc.constantFrom('class'), fc.constantFrom('card', 'comment', 'hidden')),
);
const tree = (depth: number): fc.Arbitrary<Tree> =>
  fc.record({
    tag: fc.constantFrom(...TAGS),
    attributes: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      fc.array(attribute, { maxLength: 3 }),
    ),
    text: words,
    shadow: depth === 0 ? fc.constant(false) : fc.nat(9).map((n) => n === 0),
    inner: depth === 0 ? fc.constant([]) : fc.array(tree(depth - 1), { maxLength: 3 }),
  });
const trees = fc.array(tree(3), { minLength: 1, maxLength: 4 });
const CHANGES = [
  ...['insert', 'remove', 'move', 'text', 'append', 'clear', 'attribute', 'unset', 'replace'],
  ...['again', 'split', 'normalize', 'shadow', 'wrap', 'comment', 'data'],
] as const;
const change = fc.record({
  what: fc.constantFrom(...CHANGES),
  at: fc.nat(),
  to: fc.nat(),
  tree: tree(2),
  attribute,
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** A tree that never runs a script and loads nothing. */
function built({ tag, attributes, text, shadow, inner }: Tree): Element {
  const isSvg = tag === 'svg' || tag === 'math';
  const namespace =
    tag === 'svg' ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1998/Math/MathML';
  const element = isSvg ? document.createElementNS(namespace, tag) : document.createElement(tag);
  for (const [name, value] of attributes) element.setAttribute(name, value);
  if (tag === 'script') element.setAttribute('type', 'text/plain');
  if (tag === 'iframe') element.setAttribute('srcdoc', '<p>words in a frame</p>');
  // What a style sheet says would hide the page, and be no fault of anybody's.
  if (tag !== 'style' && tag !== 'br' && tag !== 'wbr') element.append(text);
  attach(shadow, element, inner.slice(1), text);
  if (tag === 'br' || tag === 'wbr') return element;
  for (const each of inner) element.append(built(each), text.length % 2 ? '\n' : '');
  return element;
}

function attach(isWanted: boolean, element: Element, inner: readonly Tree[], text: string): void {
  if (!isWanted || element.shadowRoot) return;
  try {
    const root = element.attachShadow({ mode: 'open' });
    root.append(text, document.createElement('slot'), ...inner.map(built));
    const named = document.createElement('slot');
    named.name = 'a';
    root.append(named);
  } catch {
    // Not every element can have one.
  }
}

/** Elements of the page and of its open shadow roots. */
function all(): Element[] {
  const found: Element[] = [];
  const open: ParentNode[] = [document.body];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const each of at.querySelectorAll('*')) {
      // What is in a line break is shown by no browser.
      if (each.localName === 'br' || each.localName === 'wbr') continue;
      found.push(each);
      const root = ROOT.call(each);
      if (root) open.push(root);
    }
  }
  return found;
}
const getter = (of: object, name: string) =>
  Object.getOwnPropertyDescriptor(of, name)?.get as (this: unknown) => unknown;
const ROOT = getter(Element.prototype, 'shadowRoot') as (this: Element) => ShadowRoot | null;
const CHILDREN = getter(Node.prototype, 'childNodes') as (this: Node) => NodeListOf<ChildNode>;

function act({ what, at, to, tree, attribute }: Change): void {
  const elements = all();
  const one = elements[at % Math.max(1, elements.length)];
  const other = elements[to % Math.max(1, elements.length)] ?? document.body;
  if (!one) {
    document.body.append(built(tree));
    return;
  }
  const nodes = [...CHILDREN.call(one)];
  const texts = nodes.filter((node): node is Text => node instanceof Text);
  const text = texts[to % Math.max(1, texts.length)];
  const put = (target: Element, ...added: Node[]) =>
    Element.prototype.append.call(target, ...added);
  try {
    switch (what) {
      case 'insert':
        Node.prototype.insertBefore.call(other, built(tree), CHILDREN.call(other)[at % 3] ?? null);
        break;
      case 'remove':
        Element.prototype.remove.call(one);
        break;
      case 'move':
        put(other, one);
        break;
      case 'text':
        Element.prototype.replaceChildren.call(one, tree.text);
        break;
      case 'append':
        put(one, document.createTextNode(tree.text));
        break;
      case 'clear':
        Element.prototype.replaceChildren.call(one);
        break;
      case 'attribute':
        Element.prototype.setAttribute.call(one, ...(attribute as [string, string]));
        break;
      case 'unset':
        Element.prototype.removeAttribute.call(one, attribute[0]);
        break;
      case 'replace':
        Element.prototype.replaceWith.call(one, built(tree));
        break;
      case 'again':
        put(other, ...nodes);
        put(one, ...nodes);
        break;
      case 'split':
        text?.splitText(at % (text.length + 1));
        break;
      case 'normalize':
        Node.prototype.normalize.call(one);
        break;
      case 'shadow':
        attach(true, one, tree.inner, tree.text);
        break;
      case 'wrap': {
        const wrapper = document.createElement('span');
        Element.prototype.replaceWith.call(one, wrapper);
        wrapper.append(one);
        break;
      }
      case 'comment':
        Element.prototype.prepend.call(one, document.createComment('a comment'));
        break;
      case 'data':
        if (text) text.data = tree.text;
        break;
    }
  } catch (error) {
    // An element within itself, or a second body, is nothing that a page could do either.
    if (!(error instanceof DOMException)) throw error;
  }
}

const isFresh = (texts: readonly string[], signal: AbortSignal): boolean =>
  sorted(texts) === sorted(extract(signal).texts());

const task = () => new Promise((resolve) => setTimeout(resolve));
const isText = (part: Part): part is Text => part instanceof Text;
const sorted = (texts: readonly string[]): string => [...texts].sort().join('\n');

describe('fuzz: extraction', () => {
  fuzz(
    'extraction: pages that change',
    fc.tuple(trees, fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 4 })),
    async ([pages, rounds]) => {
      document.body.replaceChildren(...pages.map(built));
      const ending = new AbortController();
      try {
        const page = extract(ending.signal);
        for (const round of [[], ...rounds]) {
          for (const each of round) act(each);
          // What a slot takes, and what is opened, is told a little later.
          await task();
          // No browser tells of a root that an old element gets: late-hosts.ts looks for them.
          if (round.some(({ what }) => what === 'shadow')) page.again();
          let texts = page.texts();
          // Some of what styles show or hide is told with a later frame.
          for (let i = 0; i < 20 && !isFresh(texts, ending.signal); i++) {
            await new Promise((resolve) => setTimeout(resolve, 20));
            texts = page.texts();
          }
          const owners = new Map<Text, number>();
          for (const { id, parts, text } of page.elements()) {
            expect(text).not.toBe('');
            for (const part of parts.filter(isText)) {
              expect(owners.get(part) ?? id).toBe(id);
              owners.set(part, id);
            }
          }
          page.steps();
          expect(page.steps()).toBe(0);
          const fresh = extract(ending.signal);
          // Compared as strings: where they differ, thousands of tries are shrunk.
          if (sorted(texts) !== sorted(fresh.texts()))
            throw new Error(
              `${JSON.stringify(texts)}\nfresh: ${JSON.stringify(fresh.texts())}\n${document.body.outerHTML}`,
            );
          const nodes = all().length;
          expect(fresh.steps()).toBeLessThan(40 * (nodes + 20) * (1 + nodes / 50));
        }
      } finally {
        ending.abort();
        document.body.replaceChildren();
      }
    },
    { runs: isThorough() ? 1_000 : 120 },
  );
});
