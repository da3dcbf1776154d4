/** Extraction of the document that a test runs in, without schedule, marks and background. */
import type { TextElement } from '../extract/element';
import { Extractor } from '../extract/extractor';
import { Watch } from '../watch';

/** Extracts the page as it is, and again after each change that a test makes. */
export function extract(signal: AbortSignal) {
  const log: string[] = [];
  let steps = 0;
  const extractor: Extractor = new Extractor(
    () => false,
    {
      added: ({ text }) => log.push(`+${text}`),
      changed: ({ text }) => log.push(`*${text}`),
      loaded: () => {},
      moved: () => {},
      removed: ({ text }) => log.push(`-${text}`),
    },
    {
      shadowRoot: (root) => watch.observe(root),
      lateHost: () => {},
      hidden: (element) => watch.watchHidden(element),
      input: () => {},
      passed: () => {},
      gone: () => {},
    },
  );
  const watch: Watch = new Watch(
    {
      mark: (node, dirt) => extractor.mark(node, dirt),
      markRemoved: (node) => extractor.markRemoved(node),
      loaded: () => {},
      wake: () => {},
      hurry: () => {},
      stormed: () => {},
      rescan: () => extractor.rescan(),
      isScanning: () => extractor.isScanning,
      churn: () => extractor.churn,
      hostMoved: () => {},
      redrawn: () => {},
      added: () => {},
      retyped: () => {},
      layoutChanged: () => {},
      measure: (work) => work(),
      spentMs: () => 0,
    },
    () => false,
    signal,
  );
  const run = () => {
    watch.flush();
    while (watch.step());
    extractor.beginSlice();
    while (extractor.step()) steps++;
  };
  extractor.mark(document.documentElement, 'full');
  run();
  return {
    /** A few steps only, as in a slice that ends. */
    some(count: number): void {
      watch.flush();
      extractor.beginSlice();
      for (let i = 0; i < count; i++) extractor.step();
    },
    /** Reads the page anew, as when a shadow root was found late. */
    again(): void {
      extractor.mark(document.documentElement, 'full');
      run();
    },
    /** The texts now, in the order in which they were found. */
    texts(): string[] {
      run();
      return [...extractor.registry.elements.values()].map(({ text }) => text);
    },
    elements(): TextElement[] {
      run();
      return [...extractor.registry.elements.values()].filter(
        ({ kind }) => kind === 'text',
      ) as TextElement[];
    },
    /** What has happened since last asked. */
    log(): string[] {
      run();
      return log.splice(0);
    },
    steps(): number {
      run();
      const count = steps;
      steps = 0;
      return count;
    },
  };
}
