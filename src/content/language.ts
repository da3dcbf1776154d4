/**
 * What elements are written in (core/guess-language.ts), for lists that a person reads. Worked out
 * only when somebody looks (popup, snapshot), a few at a time, and kept per version.
 */
import { DETECTED, decidedLanguage, guessLanguage } from '../core/guess-language';
import { attribute, closest } from './dom';
import type { ScreenElement } from './extract/element';

const AT_ONCE = 4;

interface Known {
  version: number;
  lang: string | null;
  isFinal: boolean;
}

export class Languages {
  readonly #known = new WeakMap<ScreenElement, Known>();
  #waiting = new Set<ScreenElement>();
  #running = 0;

  constructor(
    private readonly detect: (text: string) => Promise<string | null>,
    /** The detector has changed what is known of an element, or found nothing. */
    private readonly found: (element: ScreenElement) => void,
  ) {}

  /** What is known at once; the rest comes by `found`. */
  of(element: ScreenElement): string | null {
    const known = this.#known.get(element);
    if (known?.version === element.version) return known.lang;
    const { language: lang, needsDetector } = guessLanguage(element.text, saidLanguage(element));
    this.#known.set(element, { version: element.version, lang, isFinal: !needsDetector });
    if (needsDetector) this.#waiting.add(element);
    return lang;
  }

  get isIdle(): boolean {
    return this.#waiting.size === 0 && this.#running === 0;
  }

  step(): boolean {
    const [element] = this.#waiting;
    if (!element || this.#running >= AT_ONCE) return false;
    this.#waiting.delete(element);
    const { version } = element;
    this.#running++;
    this.detect(element.text.slice(0, DETECTED))
      .catch(() => null)
      .then((tag) => {
        this.#running--;
        const known = this.#known.get(element);
        if (known?.version === version) {
          known.lang = decidedLanguage(tag, known.lang, element.text);
          known.isFinal = true;
        }
        this.found(element);
      });
    return true;
  }

  stop(): void {
    this.#waiting.clear();
  }
}

/** What the page says that the element is written in; empty where it does not. */
export function saidLanguage(element: ScreenElement): string {
  const speaker = closest(element.block, '[lang]');
  return (speaker && attribute(speaker, 'lang')) ?? '';
}
