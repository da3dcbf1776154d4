/** What marks and covers say, in Filipino. */
import type { MarkWords } from '../words';

export const marksFil: MarkWords = {
  flagged: (kind, sure, isPractice) => {
    const guard = isPractice ? 'bantay na pampraktis, na hindi proteksyon' : 'bantay';
    const what = kind === 'image' ? 'larawang ito' : 'text na ito';
    return `Seawall: ayon sa ${guard}, hindi ligtas ang ${what}${sure}. Puwedeng magkamali ang Seawall. Tingnan muna bago ka magpasya.`;
  },
  byPerson: (kind) =>
    kind === 'image'
      ? 'Seawall: tinawag na hindi ligtas ang larawang ito ng taong nag-review nito rito.'
      : 'Seawall: tinawag na hindi ligtas ang text na ito ng taong nag-review nito rito.',
  sure: (percent) => ` (${percent})`,
  cover: {
    textUnsafe: 'Tinakpan ng Seawall ang isang text na hindi ligtas ayon sa bantay.',
    imageUnsafe: 'Tinakpan ng Seawall ang isang larawang hindi ligtas ayon sa bantay.',
    textUnjudged: 'Tinakpan ng Seawall ang text na ito: hindi pa ito nahahatulan ng bantay.',
    imageUnjudged: 'Tinakpan ng Seawall ang larawang ito: hindi pa ito nahahatulan ng bantay.',
    show: 'Ipakita',
    hide: 'Itago ulit',
    asksForPin: 'I-type ang PIN sa window na bumukas.',
    noAnswer: 'Hindi sumagot ang Seawall. I-load ulit ang page.',
  },
};
