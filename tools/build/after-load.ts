/**
 * Runs a script when the page has loaded, or so soon after it was put there as a page that goes on
 * loading shall wait at most. vite.config.ts puts the content script into it: to compile and start
 * it takes some tens of milliseconds, which browsers would else take before the page's `load` event.
 *
 * It stands in the built script by its own text, so it names nothing outside itself. `readyState` is
 * taken from the prototype: an image of that name would answer in its place.
 */
export function afterLoad(run: () => void): void {
  const read = Object.getOwnPropertyDescriptor(Document.prototype, 'readyState')?.get;
  if (read?.call(document) === 'complete') {
    run();
    return;
  }
  let hasRun = false;
  const once = (): void => {
    if (hasRun) return;
    hasRun = true;
    clearTimeout(patience);
    run();
  };
  const patience = setTimeout(once, 300);
  // In a task of its own, when the page's own listeners have been told.
  addEventListener('load', () => setTimeout(once), { once: true });
}
