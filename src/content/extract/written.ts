/**
 * Where a person has written. A page can call anything an editor, so where things are held an editor is
 * screened as any other text, on this device alone (typed.ts), until a person writes in it: from then
 * on it is theirs. A trusted key, paste or drop in it has to come before a trusted `beforeinput`: what a
 * page does by `execCommand` is no writing. The page's own root and body are never theirs, but in a
 * frame, where many a mail is written.
 */
import { doc, matches } from '../dom';
import { listen } from '../listen';
import { flatParent } from './tree';
import { TYPED } from './typed';

/** What a person does to a text begins so. */
const BEGINNINGS = ['keydown', 'paste', 'drop', 'compositionstart'] as const;
const BELONGS_MS = 2_000;

/** Null: whatever is an editor is a person's. */
let written: WeakSet<Element> | null = null;

/** Whether what is in this editor is a person's own. */
export const isTheirs = (editor: Element): boolean => written === null || written.has(editor);

/** Whether it is in an editor that they have written in, where that matters. */
export function isInTheirs(element: Element): boolean {
  if (written === null) return true;
  for (let at: Element | null = element; at; at = flatParent(at)) if (written.has(at)) return true;
  return false;
}

export class Written {
  #last: { editor: Element; at: number } | null = null;

  constructor(
    private readonly deps: {
      /** From now on, it is theirs. */
      began(editor: Element): void;
      /** Other rules hold for what is in editors. */
      changed(): void;
    },
    private readonly signal: AbortSignal,
    isHeld: boolean,
  ) {
    written = isHeld ? new WeakSet() : null;
    const options = { capture: true, passive: true, signal };
    for (const type of BEGINNINGS) listen(type, (event) => this.#touched(event), options);
    listen('beforeinput', (event) => this.#writes(event), options);
    signal.addEventListener('abort', () => {
      written = null;
    });
  }

  /** Whether it matters who has written what. */
  follow(isHeld: boolean): void {
    if (isHeld === (written !== null) || this.signal.aborted) return;
    written = isHeld ? new WeakSet() : null;
    this.deps.changed();
  }

  #touched(event: Event): void {
    if (written === null || !event.isTrusted) return;
    const editor = editorOf(event);
    this.#last = editor && { editor, at: performance.now() };
  }

  #writes(event: Event): void {
    if (written === null || !event.isTrusted) return;
    const editor = editorOf(event);
    if (editor === null || written.has(editor)) return;
    const { editor: touched, at } = this.#last ?? { editor: null, at: 0 };
    if (touched !== editor || performance.now() - at > BELONGS_MS) return;
    if ((editor === doc.root || editor === doc.body) && window.parent === window) return;
    written.add(editor);
    this.deps.began(editor);
  }
}

/** The nearest one around it; the root where the whole document is one. */
function editorOf(event: Event): Element | null {
  const [target] = event.composedPath();
  for (let at = target instanceof Element ? target : null; at; at = flatParent(at))
    if (matches(at, TYPED)) return at;
  return doc.designMode === 'on' ? doc.root : null;
}
