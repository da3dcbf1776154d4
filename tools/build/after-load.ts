/**
 * Runs a script when the page has loaded, or so soon after it was read as a page that goes on loading
 * shall wait at most. vite.config.ts puts the content script into it: to compile and start it takes
 * some tens of milliseconds, which browsers would else take before the page's `load` event.
 *
 * The script itself is put there at `document_start`: where Chromium makes an extension's world later,
 * it lays the whole page out before `load`, which at ten thousand paragraphs delays that by 200 ms.
 *
 * Where nothing is shown until it has been judged (hold-flag.js says so), it runs at once.
 *
 * It stands in the built script by its own text, so it names nothing outside itself. `readyState` is
 * taken from the prototype: an image of that name would answer in its place. A page that is opened
 * anew (`document.open`) drops our listener, hence the timer.
 */
export function afterLoad(run: () => void): void {
  const patienceMs = 300;
  const read = Object.getOwnPropertyDescriptor(Document.prototype, 'readyState')?.get;
  let isRead = false;
  let hasRun = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  if (Object.getOwnPropertyDescriptor(globalThis, 'seawallHolds')?.value === true) {
    run();
    return;
  }
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
    timer = setTimeout(look, patienceMs);
  };
  look();
  // In a task of its own, when the page's own listeners have been told.
  if (!hasRun) addEventListener('load', () => setTimeout(once), { once: true });
}
