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
