/** Hands orders to a Worker, as the extension's hosts do. `answer` is what Node polls for. */
import type { Order } from './job';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

declare global {
  interface Window {
    answer: unknown;
    give(order: Order): void;
  }
}

window.answer = null;
window.give = (order) => {
  window.answer = null;
  worker.postMessage(order);
};
worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  window.answer = data;
});
worker.addEventListener('error', ({ message }) => {
  window.answer = { ok: false, message: message || 'the Worker ended' };
});
