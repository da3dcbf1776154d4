/** What marks and covers say, in Filipino. */
import type { MarkWords } from '../words';

export const marksFil: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'bantay na pampraktis, na hindi proteksyon' : 'bantay';
    const what = kind === 'image' ? 'larawang ito' : 'text na ito';
    return `Seawall: ayon sa ${guard}, hindi ligtas ang ${what}${sure}. Puwedeng magkamali ang Seawall. Tingnan muna bago ka magpasya.`;
  },
  sure: (percent) => ` (${percent})`,
};
