/**
 * Finds shadow roots that the page has closed. The browser tells extensions of them, but in Chrome
 * each question takes longer than all else that a walk does with an element, so there the walk asks
 * of what is likely to have one (custom elements, empty elements) and late-hosts.ts of the others,
 * a few at a time. Once found, `shadowRoot` (dom.ts) knows it.
 */
import { shadowRootLook } from '../platform/shadow-roots';
import { firstChild, keepRoot, localName, shadowRoot } from './dom';

/** All elements of HTML that can have a shadow root, besides custom ones. */
const HOSTS = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(
    ' ',
  ),
);

let known: ReturnType<typeof shadowRootLook> | undefined;
const extension = () => {
  if (known === undefined) known = shadowRootLook();
  return known;
};

export const isCustom = (element: Element): boolean => localName(element).includes('-');

/** By its name: `null`, it can have no shadow root. */
export type HostKind = 'custom' | 'common' | null;
export const hostKindOf = (name: string): HostKind =>
  name.includes('-') ? 'custom' : HOSTS.has(name) ? 'common' : null;

export const mayHost = (element: Element): boolean => hostKindOf(localName(element)) !== null;

/** Empty elements that had no root a moment ago: pages have thousands of them, for icons. */
const emptyAt = new WeakMap<Element, number>();
const EMPTY_MS = 5_000;

/** As far as it can be told without delay. */
export function rootOfHost(
  element: Element,
  kind: HostKind = hostKindOf(localName(element)),
): ShadowRoot | null {
  if (kind === null) return null;
  const root = shadowRoot(element);
  if (root) return root;
  const look = extension();
  if (!look) return null;
  if (look.isCheap) return findRoot(element);
  if (kind === 'common') {
    if (firstChild(element) !== null) return null;
    const now = performance.now();
    if (now - (emptyAt.get(element) ?? Number.NEGATIVE_INFINITY) < EMPTY_MS) return null;
    emptyAt.set(element, now);
  }
  return findRoot(element);
}

/** Whether there is more to be found than `rootOfHost` has. */
export const isLookSlow = (): boolean => extension()?.isCheap === false;

/** Asks the browser. */
export function findRoot(element: Element): ShadowRoot | null {
  const root = shadowRoot(element);
  if (root) return root;
  const look = extension()?.look;
  if (!look) return null;
  try {
    return keepRoot(element, look(element));
  } catch {
    return null; // The extension was reloaded: nobody answers any more.
  }
}
