/**
 * What the guard on this device says of a few texts of our own pages: the welcome page shows Seawall
 * at work with it, since no content script runs on a page of an extension.
 */
import { PRIORITY } from '../core/priority';
import type { Verdict } from '../core/verdict';
import type { ScreeningQueue } from './queue';

export interface Sample {
  verdict: Verdict;
  /** The practice guard gave it. */
  practice: boolean;
}

export class Samples {
  /** @param queue Of the guard on this device: nothing goes elsewhere. */
  constructor(private readonly queue: Pick<ScreeningQueue, 'ask'>) {}

  judge(texts: readonly string[]): Promise<Sample[]> {
    return Promise.all(
      texts.map(
        (text) =>
          new Promise<Sample>((resolve) => {
            this.queue.ask([
              {
                kind: 'prompt',
                text,
                priority: PRIORITY.visible,
                // Nothing of it is kept.
                remember: false,
                answered: (verdict, practice) => resolve({ verdict, practice }),
              },
            ]);
          }),
      ),
    );
  }
}
