/**
 * Runs something when the page has loaded, or so soon after it was read as a page that goes on loading
 * shall wait at most.
 *
 * `readyState` is taken from the prototype: an image of that name would answer in its place. A page
 * that is opened anew (`document.open`) drops our listener, hence the timer.
 */
const PATIENCE_MS = 300;

export function afterLoad(run: () => void): void {
  const read = Object.getOwnPropertyDescriptor(Document.prototype, 'readyState')?.get;
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
    const state: unknown = read?.call(document);
    if (state === 'complete' || isRead) {
      once();
      return;
    }
    isRead = state !== 'loading';
    timer = setTimeout(look, PATIENCE_MS);
  };
  look();
  // In a task of its own, when the page's own listeners have been told.
  if (!hasRun) addEventListener('load', () => setTimeout(once), { once: true });
}
