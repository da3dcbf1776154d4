/**
 * A CSS selector that finds one element: an id where it is the only one, else a path of
 * `name:nth-of-type(n)` from the nearest such id or the root. Open shadow roots are crossed by
 * ` >>> `, which no browser takes, but which tools do.
 */
export class Selectors {
  /** Position among siblings of the same name: filled once per parent, or long lists cost squares. */
  readonly #positions = new Map<ParentNode, Map<Element, number>>();

  of(element: Element): string {
    const root = element.getRootNode();
    const path = this.#path(element, root);
    return root instanceof ShadowRoot ? `${this.of(root.host)} >>> ${path}` : path;
  }

  #path(element: Element, root: Node): string {
    const steps: string[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (at.id !== '' && isOnly(at, root)) {
        steps.unshift(`#${CSS.escape(at.id)}`);
        break;
      }
      if (at === document.documentElement || at === document.body) {
        steps.unshift(at.localName);
        break;
      }
      steps.unshift(`${CSS.escape(at.localName)}:nth-of-type(${this.#position(at)})`);
    }
    return steps.join(' > ');
  }

  #position(element: Element): number {
    const parent = element.parentNode;
    if (!(parent instanceof Element || parent instanceof ShadowRoot)) return 1;
    let positions = this.#positions.get(parent);
    if (!positions) {
      positions = new Map();
      const counts = new Map<string, number>();
      for (const child of parent.children) {
        const count = (counts.get(child.localName) ?? 0) + 1;
        counts.set(child.localName, count);
        positions.set(child, count);
      }
      this.#positions.set(parent, positions);
    }
    return positions.get(element) ?? 1;
  }
}

const isOnly = (element: Element, root: Node): boolean =>
  (root instanceof Document || root instanceof ShadowRoot) &&
  root.querySelectorAll(`#${CSS.escape(element.id)}`).length === 1;
