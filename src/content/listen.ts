/**
 * Listeners at the window and the document that outlive `document.open()`, which takes all of them
 * off, those of a content script too, and tells nobody. It also takes away the document's root, and
 * that is seen (watch.ts): then all are put on again. One that is still there stays alone.
 */
import { doc } from './dom';

type Options = AddEventListenerOptions & { signal: AbortSignal };

const kept = new Set<() => void>();

export function listen<T extends keyof WindowEventMap>(
  type: T,
  listener: (event: WindowEventMap[T]) => void,
  options: Options,
): void {
  keep(() => addEventListener(type, listener, options), options.signal);
}

export function listenAtDocument(
  type: string,
  listener: (event: Event) => void,
  options: Options,
): void {
  keep(() => doc.on(type, listener, options), options.signal);
}

export function listenAgain(): void {
  for (const put of kept) put();
}

function keep(put: () => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  put();
  kept.add(put);
  signal.addEventListener('abort', () => kept.delete(put));
}
