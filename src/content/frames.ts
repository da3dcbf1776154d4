/**
 * The moment at which a WebGL canvas can be read: in a frame, when the page has drawn and the
 * browser has not shown it yet. The page's own frame callbacks may come after ours; observers of
 * sizes come after all of them.
 */
import { doc } from './dom';

/** For frames that do not come: hidden tabs, frames out of view, an element without a size. */
const PATIENCE_MS = 300;

export function inFrame(element: Element, run: () => void): void {
  if (doc.hidden) {
    run();
    return;
  }
  let observer: ResizeObserver | null = null;
  const frame = requestAnimationFrame(() => {
    observer = new ResizeObserver(go);
    observer.observe(element);
  });
  const timer = setTimeout(go, PATIENCE_MS);
  function go(): void {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    observer?.disconnect();
    run();
  }
}
