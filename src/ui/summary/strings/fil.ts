/** Every word of the week's summary, in Filipino. */
import { number } from '../../../core/i18n';
import type { SummaryWords } from '../strings';

export const summaryFil: SummaryWords = {
  title: 'Ngayong linggo',
  tab: 'Seawall: ngayong linggo',
  explain:
    'Ang mga hinatulang hindi ligtas ng Seawall sa device na ito sa nakaraang pitong araw. Mga bilang lang: walang salita at walang larawan ng anumang page.',
  counting: 'Binibilang…',
  show: 'Ipakita ito',
  notKept:
    'Nakatakda ang Seawall na walang itabi sa mga hinahatulan nito, kaya mula ngayon ay walang mabibilang.',
  nothing: 'Walang hinatulang hindi ligtas sa nakaraang pitong araw.',
  total: (count) => `${number(count)} ang hinatulang hindi ligtas sa loob ng pitong araw`,
  decided: (decided, overturned) =>
    `Tiningnan ng tao ang ${number(decided)} sa mga ito, at tinawag na ligtas ang ${number(overturned)}.`,
  cut: 'Higit pa ito sa mabibilang dito: hindi kasama ang mga pinakaluma.',
  canBeWrong:
    'Puwedeng magkamali ang Seawall, at wala itong sinasabi tungkol sa mga site kung saan ito naka-off. Mag-usap muna bago humusga.',
  days: 'Bawat araw',
  day: 'Araw',
  texts: 'Mga text',
  images: 'Mga larawan',
  flags: 'Hinatulang hindi ligtas',
  sites: 'Bawat site',
  site: 'Web site',
  otherSites: 'Iba pang site',
  languages: 'Bawat wika',
  language: 'Wika',
  notKnown: 'Hindi alam',
  otherLanguages: 'Iba pang wika',
};
