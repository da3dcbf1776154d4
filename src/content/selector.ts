/**
 * A CSS selector that finds one element: an id where it is the only one, else a path of
 * `name:nth-of-type(n)` from the nearest such id or the root. Open shadow roots are crossed by
 * ` >>> `, which no browser takes, but which tools do.
 */
import { children, doc, idOf, localName, parentElement, parentNode, rootOf } from './dom';

export class Selectors {
  /** Position among siblings of the same name: filled once per parent, or long lists cost squares. */
  readonly #positions = new Map<ParentNode, Map<Element, number>>();

  of(element: Element): string {
    const root = rootOf(element);
    const path = this.#path(element, root);
    return root instanceof ShadowRoot ? `${this.of(root.host)} >>> ${path}` : path;
  }

  #path(element: Element, root: Node): string {
    const steps: string[] = [];
    for (let at: Element | null = element; at; at = parentElement(at)) {
      const id = idOf(at);
      if (id !== '' && isOnly(id, root)) {
        steps.unshift(`#${CSS.escape(id)}`);
        break;
      }
      if (at === doc.root || at === doc.body) {
        steps.unshift(localName(at));
        break;
      }
      steps.unshift(`${CSS.escape(localName(at))}:nth-of-type(${this.#position(at)})`);
    }
    return steps.join(' > ');
  }

  #position(element: Element): number {
    const parent = parentNode(element);
    if (!(parent instanceof Element || parent instanceof ShadowRoot)) return 1;
    let positions = this.#positions.get(parent);
    if (!positions) {
      positions = new Map();
      const counts = new Map<string, number>();
      for (const child of parent instanceof Element ? children(parent) : parent.children) {
        const name = localName(child);
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        positions.set(child, count);
      }
      this.#positions.set(parent, positions);
    }
    return positions.get(element) ?? 1;
  }
}

function isOnly(id: string, root: Node): boolean {
  const selector = `#${CSS.escape(id)}`;
  if (root instanceof Document) return doc.queryAll(root, selector).length === 1;
  return root instanceof ShadowRoot && root.querySelectorAll(selector).length === 1;
}
