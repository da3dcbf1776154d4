/** Brings an element into view for a reader who chose it in a list. */
import { rectOfElement, scrollIntoView } from './dom';
import { GAP, type ScreenElement } from './extract/element';
import { rectOf } from './mark/measure';

export function scrollToElement(element: ScreenElement): void {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const behavior = isCalm ? 'instant' : 'smooth';
  const parts = element.kind === 'text' ? element.parts : [];
  const first = parts.find((part): part is Text => part !== GAP);
  const target = first?.parentElement ?? element.block;
  const { height } = rectOfElement(target);
  scrollIntoView(target, { block: height > innerHeight ? 'start' : 'center', behavior });
  // A run in a block taller than the window (text straight in the body): to its own lines.
  const rect = height > innerHeight && element.kind === 'text' ? rectOf(element) : null;
  if (rect) scrollTo({ top: scrollY + rect.top - innerHeight / 3, behavior });
}
