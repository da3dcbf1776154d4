/** What the options page says of the engines that content is sent to, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { enginesEn, REQUESTS_FOR_200, type TroubleWords } from './strings/engines-en';

export { REQUESTS_FOR_200, type TroubleWords };
export type EnginesText = typeof enginesEn;

export const enginesTables: Tables<EnginesText> = { en: enginesEn };
export const words: EnginesText = inLanguage(enginesTables);
