/**
 * Runs something when the document has been read, or has a body and is slow to be read: one that was
 * opened anew (`document.open`) drops our listener, and may never be closed.
 */
import { doc } from './dom';

/** A page that is held shows nothing before it is screened. */
const HELD_MS = 500;
const PATIENCE_MS = 2_000;

interface Page {
  readonly readyState: DocumentReadyState;
  readonly body: object | null;
  on(type: string, run: () => void, options: AddEventListenerOptions): void;
}

export function whenRead(run: () => void, isHeld: boolean, page: Page = doc): void {
  let hasRun = false;
  let timer: ReturnType<typeof setInterval> | undefined;
  const once = (): void => {
    clearInterval(timer);
    if (!hasRun) run();
    hasRun = true;
  };
  if (page.readyState !== 'loading') {
    once();
    return;
  }
  page.on('DOMContentLoaded', once, { once: true });
  timer = setInterval(() => page.body && once(), isHeld ? HELD_MS : PATIENCE_MS);
}
