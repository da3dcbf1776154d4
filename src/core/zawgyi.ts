/**
 * Burmese that is written for Zawgyi fonts: other letters under the same numbers, which no guard can
 * read. It is told from Unicode by its likeliness, and converted (google/myanmar-tools).
 */
import { ZawgyiConverter, ZawgyiDetector } from 'myanmar-tools';

const MYANMAR = /[\u1000-\u109f]/u;
/** Likely enough to be worth a conversion; what is Unicode would be spoilt by one. */
const LIKELY = 0.95;

let detector: ZawgyiDetector | null = null;
let converter: ZawgyiConverter | null = null;

/** The text in Unicode, where it is likely to be Zawgyi; else as it is. */
export function toUnicodeBurmese(text: string): string {
  if (!MYANMAR.test(text)) return text;
  detector ??= new ZawgyiDetector();
  if (!(detector.getZawgyiProbability(text) >= LIKELY)) return text;
  converter ??= new ZawgyiConverter();
  return converter.zawgyiToUnicode(text);
}
