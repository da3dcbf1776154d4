/**
 * What elements are written in, for lists that a person reads. Worked out only when somebody looks
 * (popup, snapshot), a few at a time, and kept per version.
 *
 * A script that one language has tells it. Else the browser's detector does, where the text is long
 * enough for it to be sure: a page says what it is written in, not what people write on it. Until
 * the detector has spoken, and where it is not sure, the page's own word stands (`lang`).
 */
import {
  isPlausible,
  isSurelyOther,
  languageOfScript,
  normaliseLanguage,
  scriptOf,
} from '../core/script';
import { attribute, closest } from './dom';
import type { ScreenElement } from './extract/element';

/** Characters that the detector gets: more makes it slower and hardly surer. */
const SAMPLE = 500;
/** Of fewer it is sure of much that is wrong: names, headings, buttons. */
const SURE = 40;
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
    const { lang, needsDetector } = byPage(element);
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
    this.detect(element.text.slice(0, SAMPLE))
      .catch(() => null)
      .then((tag) => {
        this.#running--;
        const known = this.#known.get(element);
        if (known?.version === version) {
          known.lang = decided(tag, known.lang, element);
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

/** By the script and the page's own word, where the script does not contradict it. */
function byPage(element: ScreenElement): { lang: string | null; needsDetector: boolean } {
  const script = scriptOf(element.text);
  if (!script) return { lang: null, needsDetector: false };
  const speaker = closest(element.block, '[lang]');
  const said = plausible((speaker && attribute(speaker, 'lang')) ?? '', element);
  const ofScript = languageOfScript(script);
  const needsDetector = ofScript === null && (said === null || element.text.length >= SURE);
  return { lang: said ?? ofScript, needsDetector };
}

/** The detector's word, unless the page has named the same language, or one as good as that. */
function decided(tag: string | null, said: string | null, element: ScreenElement): string | null {
  const detected = tag === null ? null : plausible(tag, element);
  if (detected === null || (said !== null && !isSurelyOther(detected, said))) return said;
  return detected;
}

function plausible(tag: string, element: ScreenElement): string | null {
  const lang = normaliseLanguage(tag);
  const script = scriptOf(element.text);
  return lang && script && isPlausible(lang, script) ? lang : null;
}
