/**
 * Our styles in shadow roots: those of the document do not reach them, the user's own neither (tried in
 * Chromium 156). There they are the root's, and a page may outdo them.
 */
import { doc } from '../dom';
import holdText from './hold.css?inline';
import rulesText from './rules.css?inline';

/** In a shadow root there is no root element: what says so ends with the sheet itself. */
const ROOT = /:root:not\(\[data-seawall~="?free"?\]\)\s*/g;
const TEXTS = { hold: holdText.replace(ROOT, ''), rules: rulesText } as const;
type Name = keyof typeof TEXTS;

export class Sheets {
  readonly #made = new Map<Name, CSSStyleSheet>();
  readonly #in = new WeakMap<ShadowRoot, Set<Name>>();
  readonly #elements = new WeakMap<ShadowRoot, Map<Name, HTMLElement>>();

  add(root: ShadowRoot, name: Name): void {
    const has = this.#in.get(root) ?? new Set();
    if (has.has(name)) return;
    this.#in.set(root, has.add(name));
    try {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet(name)];
    } catch {
      // Firefox refuses it to content scripts: an element, then.
      const style = doc.element('style');
      style.textContent = TEXTS[name];
      const here = this.#elements.get(root) ?? new Map<Name, HTMLElement>();
      this.#elements.set(root, here.set(name, style));
      root.append(style);
    }
  }

  delete(root: ShadowRoot, name: Name): void {
    if (!this.#in.get(root)?.delete(name)) return;
    const element = this.#elements.get(root)?.get(name);
    if (element) {
      element.remove();
      return;
    }
    const sheet = this.#made.get(name);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
  }

  #sheet(name: Name): CSSStyleSheet {
    const known = this.#made.get(name);
    if (known) return known;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(TEXTS[name]);
    this.#made.set(name, sheet);
    return sheet;
  }
}
