/** Runs something in a task of its own, before or after the page's where the browser knows of such. */
export function inTask(run: () => void, priority: 'user-blocking' | 'background'): void {
  const { scheduler } = globalThis as { scheduler?: Partial<PageScheduler> };
  if (typeof scheduler?.postTask === 'function') {
    void scheduler.postTask(run, { priority });
    return;
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(null);
}

interface PageScheduler {
  postTask(task: () => void, options: { priority: string }): Promise<void>;
}
