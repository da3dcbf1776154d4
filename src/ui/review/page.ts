/** The review page's parts, put together. */
import { signal } from '@preact/signals';
import type { ReviewLink } from './asking';
import { createFilesStore } from './files';
import { createMeasures } from './measures';
import type { OpenOutlet } from './outlet';
import { createReviewStore } from './store';

export const VIEWS = ['queue', 'pictures', 'thresholds', 'files'] as const;
export type View = (typeof VIEWS)[number];

export type Page = ReturnType<typeof createPage>;

export function createPage(link: ReviewLink, open?: OpenOutlet) {
  const store = createReviewStore(link);
  const view = signal<View>('queue');
  const say = (sentence: string): void => {
    store.said.value = sentence;
  };
  const measures = createMeasures(store, say);
  return {
    store,
    view,
    files: createFilesStore(store, open),
    measures,
    /** A part of the page is looked at: what it shows is asked for anew. */
    show(next: View): void {
      view.value = next;
      if (next === 'pictures') void measures.loadPicture();
      else if (next === 'thresholds')
        void measures.loadReport(measures.report.value?.guard ?? null);
      else if (next === 'queue') void store.load();
    },
    start: store.start,
    stop: store.stop,
  };
}
