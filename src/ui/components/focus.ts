/** Where the focus goes when what had it is gone. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Ref of an element in which the focus stays: when a change of `state` takes away the part that
 * had it, it goes to the first part marked `data-refuge`. Without that, a person with a keyboard
 * would be thrown back to the beginning of the page.
 */
export function useFocusKept<T extends HTMLElement>(state: string) {
  const root = useRef<T>(null);
  const inside = useRef(false);

  useEffect(() => {
    const follow = ({ target }: FocusEvent) => {
      inside.current = target instanceof Node && (root.current?.contains(target) ?? false);
    };
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);

  useLayoutEffect(() => {
    if (!inside.current || document.activeElement !== document.body) return;
    root.current?.querySelector<HTMLElement>('[data-refuge]')?.focus({ preventScroll: true });
  }, [state]);

  return root;
}

const TABBABLE =
  'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';

/** Time for a part to take the focus by itself as it appears. */
const SETTLES_AFTER_MS = 60;

/** Where the focus was: its element, all around it from the inside out, and what Tab passes. */
interface Place {
  at: Element;
  /** It was to be seen there: a key had led to it. */
  drawn: boolean;
  around: Element[];
  order: Element[];
}

function placeOf(at: Element): Place {
  const around: Element[] = [];
  for (let each = at.parentElement; each; each = each.parentElement) around.push(each);
  return {
    at,
    drawn: at.matches(':focus-visible'),
    around,
    order: [...document.querySelectorAll(TABBABLE)],
  };
}

const isUsable = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement &&
  element.isConnected &&
  element.checkVisibility({ visibilityProperty: true }) &&
  !element.matches(':disabled');

/** The nearest to what has gone: in the smallest part that is still there. */
function nearest({ at, around, order }: Place): HTMLElement | undefined {
  if (isUsable(at)) return at;
  const index = order.indexOf(at);
  // What Tab would have come to next, then what it has passed, the nearest first.
  const neighbours = [...order.slice(index + 1), ...order.slice(0, Math.max(0, index)).reverse()];
  for (const part of around) {
    if (!part.isConnected || part === document.documentElement) continue;
    const refuge = part.querySelector('[data-refuge]');
    const found = [refuge, ...neighbours, ...part.querySelectorAll(TABBABLE)].find(
      (each) => each && part.contains(each) && isUsable(each),
    );
    if (found instanceof HTMLElement) return found;
  }
  return undefined;
}

/**
 * Once for each page: when what had the focus is taken away or turned off and nothing else has taken
 * the focus, it goes to what is nearest; after a dialog, to what had it before. Whoever has clicked
 * beside everything has no focus that could be lost.
 */
export function useFocusNeverLost(): void {
  useEffect(() => {
    /** In the page, and in a dialog over it. */
    let below: Place | null = null;
    let above: Place | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const note = (target: EventTarget | null) => {
      if (!(target instanceof Element) || target === document.body) return;
      if (target.closest('dialog')) above = placeOf(target);
      else [below, above] = [placeOf(target), null];
    };
    const came = ({ target }: FocusEvent) => note(target);
    const pressed = () => {
      if (document.querySelector('dialog[open]') === null) below = null;
    };
    // A button that has the focus already does not take it once more.
    const clicked = () => note(document.activeElement);
    const find = () => {
      timer = undefined;
      const at = document.activeElement;
      // Firefox leaves the focus on what has been turned off.
      if (at !== document.body && !at?.matches(':disabled')) return;
      const place = document.querySelector('dialog[open]') ? above : below;
      if (place) nearest(place)?.focus({ focusVisible: place.drawn });
    };
    const changed = () => {
      timer ??= setTimeout(find, SETTLES_AFTER_MS);
    };
    const observer = new MutationObserver(changed);
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributeFilter: ['disabled', 'hidden', 'open'],
    });
    document.addEventListener('focusin', came);
    document.addEventListener('pointerdown', pressed, true);
    document.addEventListener('click', clicked, true);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('focusin', came);
      document.removeEventListener('pointerdown', pressed, true);
      document.removeEventListener('click', clicked, true);
    };
  }, []);
}
