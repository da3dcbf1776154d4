/** What the options page says of the engines that content is sent to, in the language that is spoken. */
import { inLanguage, type Tables } from '../../core/i18n';
import { enginesEn, REQUESTS_FOR_200, type TroubleWords } from './strings/engines-en';
import { enginesFil } from './strings/engines-fil';
import { enginesId } from './strings/engines-id';
import { enginesMs } from './strings/engines-ms';
import { enginesMy } from './strings/engines-my';
import { enginesTa } from './strings/engines-ta';
import { enginesTh } from './strings/engines-th';
import { enginesVi } from './strings/engines-vi';

export { REQUESTS_FOR_200, type TroubleWords };
export type EnginesText = typeof enginesEn;

export const enginesTables: Tables<EnginesText> = {
  en: enginesEn,
  id: enginesId,
  ms: enginesMs,
  fil: enginesFil,
  th: enginesTh,
  vi: enginesVi,
  ta: enginesTa,
  my: enginesMy,
};
export const words: EnginesText = inLanguage(enginesTables);
