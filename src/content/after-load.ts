/**
 * Runs something when the page has loaded, or so soon after it was read as a page that goes on loading
 * shall wait at most.
 *
 * Until then nothing of the document is touched, not even to ask how far it is: the first touch makes
 * the browser set up all that a document has in our world, a millisecond on the page's thread before
 * its `load`. So one that has loaded already waits for the timer.
 *
 * `readyState` is taken from the prototype: an image of that name would answer in its place. A page
 * that is opened anew (`document.open`) drops our listener, hence the timer.
 */
const PATIENCE_MS = 300;

export function afterLoad(run: () => void): void {
  let isRead = false;
  let hasRun = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const once = (): void => {
    if (hasRun) return;
    hasRun = true;
    clearTimeout(timer);
    run();
  };
  const look = (): void => {
    const read = Object.getOwnPropertyDescriptor(Document.prototype, 'readyState')?.get;
    const state: unknown = read?.call(document);
    if (state === 'complete' || isRead) {
      once();
      return;
    }
    isRead = state !== 'loading';
    timer = setTimeout(look, PATIENCE_MS);
  };
  timer = setTimeout(look, PATIENCE_MS);
  // In a task of its own, when the page's own listeners have been told.
  addEventListener('load', () => setTimeout(once), { once: true });
}
