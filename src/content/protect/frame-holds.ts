/**
 * Frames of a page that is held. What a frame shows is judged in it, where a content script of ours
 * runs in there and holds; if none does, by nobody.
 */
import { attribute } from '../dom';

export class FrameHolds {
  /** Sites of frames that hold what they show by themselves. */
  readonly #holding = new Set<string>([location.hostname]);
  /** Frames have had the time in which a content script would have told. */
  #isTimeOver = false;

  add(site: string): void {
    this.#holding.add(site);
  }

  timeIsOver(): void {
    this.#isTimeOver = true;
  }

  isShown(frame: Element, unjudged: 'show' | 'cover'): boolean {
    const address = attribute(frame, 'src') ?? '';
    if (attribute(frame, 'srcdoc') !== null || address === '') return true;
    const site = URL.canParse(address, location.href) ? new URL(address, location.href) : null;
    if (site === null || !/^https?:$/.test(site.protocol)) return true;
    if (this.#holding.has(site.hostname)) return true;
    return this.#isTimeOver && unjudged === 'show';
  }
}
