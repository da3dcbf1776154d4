/**
 * Mutations of every kind, from a seed: what a page does in minutes, in seconds. It runs in the page
 * alone and refers to nothing outside, so that an end-to-end test can put it into a page, too.
 */
export function stress(root: HTMLElement, seed: number) {
  let state = seed >>> 0;
  /** Below n. */
  const random = (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * n);
  };
  const words = 'pier boat rope crate lamp tide north south bad kind gull sail'.split(' ');
  const sentence = (): string =>
    Array.from({ length: 2 + random(5) }, () => words[random(words.length)]).join(' ');
  const tags = ['p', 'div', 'span', 'li', 'section', 'b', 'a', 'td', 'article', 'label'];

  const all = (): Element[] => {
    const found: Element[] = [];
    const open: (Element | ShadowRoot)[] = [root];
    for (let at = open.pop(); at && found.length < 2_000; at = open.pop()) {
      for (const child of at.children) {
        // What is in a line break is shown by no browser.
        if (child.localName === 'br') continue;
        found.push(child);
        open.push(child);
      }
      if (at instanceof Element && at.shadowRoot) open.push(at.shadowRoot);
    }
    return found;
  };
  const some = (from: Element[]): Element => from[random(from.length)] ?? root;

  const make = (depth: number): Element => {
    const element = document.createElement(tags[random(tags.length)] ?? 'p');
    for (let i = random(4); i >= 0; i--) {
      if (depth > 0 && random(3) === 0) element.append(make(depth - 1));
      else element.append(`${sentence()} `);
    }
    return element;
  };

  const kinds: ((from: Element[]) => void)[] = [
    (from) => some(from).append(make(2)),
    (from) => some(from).before(make(1)),
    (from) => some(from).remove(),
    (from) => {
      const [moved, to] = [some(from), some(from)];
      const isInside = moved.getRootNode() !== to.getRootNode() || moved.contains(to);
      if (moved !== root && !isInside) to.append(moved);
    },
    (from) => {
      const at = some(from);
      if (at !== root) at.textContent = sentence();
    },
    (from) => {
      for (const node of some(from).childNodes) if (node instanceof Text) node.data = sentence();
    },
    (from) => some(from).classList.toggle('stress-hidden'),
    (from) => some(from).toggleAttribute('hidden'),
    (from) => {
      const at = some(from);
      if (at !== root) at.replaceWith(make(3));
    },
    (from) => {
      const at = some(from);
      // As a framework does that renders anew.
      const { innerHTML } = at;
      if (at !== root) at.innerHTML = innerHTML;
    },
    (from) => {
      const host = document.createElement('div');
      host.attachShadow({ mode: 'open' }).append(make(2), document.createElement('slot'));
      host.append(make(1));
      some(from).append(host);
    },
    (from) => some(from).append(document.createElement('br'), sentence()),
  ];

  return {
    /** So many mutations at once. */
    step(count: number): void {
      const from = all();
      // A page that has lost most of its content is no test of anything.
      while (from.length < 300) {
        const added = make(3);
        root.append(added);
        from.push(added, ...added.querySelectorAll('*'));
      }
      for (let i = 0; i < count; i++) kinds[random(kinds.length)]?.(from);
      for (const hidden of from) {
        if (random(40) > 0) continue;
        hidden.classList.remove('stress-hidden');
        hidden.removeAttribute('hidden');
      }
      // It shall go on for ever, and not grow for ever.
      while (root.querySelectorAll('*').length > 1_500) root.firstElementChild?.remove();
    },
  };
}
