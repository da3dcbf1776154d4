/** Every word of the week's summary, in Tamil. */
import { number, plural } from '../../../core/i18n';
import type { SummaryWords } from '../strings';

export const summaryTa: SummaryWords = {
  title: 'இந்த வாரம்',
  tab: 'Seawall: இந்த வாரம்',
  explain:
    'கடந்த ஏழு நாட்களில் இந்தச் சாதனத்தில் Seawall பாதுகாப்பற்றது எனக் குறித்தவை. எண்கள் மட்டும்: எந்தப் பக்கத்தின் சொற்களும் படங்களும் இல்லை.',
  counting: 'எண்ணுகிறது…',
  show: 'காட்டு',
  notKept:
    'Seawall குறிப்பதில் எதையும் வைத்துக்கொள்ள வேண்டாம் என்று அமைக்கப்பட்டுள்ளது. அதனால் இனி எண்ண எதுவும் இருக்காது.',
  nothing: 'கடந்த ஏழு நாட்களில் எதுவும் குறிக்கப்படவில்லை.',
  total: (count) =>
    plural(count, {
      one: `ஏழு நாட்களில் குறிக்கப்பட்டது ${number(count)}`,
      other: `ஏழு நாட்களில் குறிக்கப்பட்டவை ${number(count)}`,
    }),
  decided: (decided, overturned) =>
    `அவற்றில் ஒருவர் பார்த்தவை ${number(decided)}, பாதுகாப்பானவை என்று சொன்னவை ${number(overturned)}.`,
  cut: 'இங்கே எண்ணக்கூடியதைவிட அதிகமாக இருந்தன: மிகப் பழையவை விடப்பட்டுள்ளன.',
  canBeWrong:
    'Seawall தவறு செய்யலாம்; அது ஆஃப் நிலையில் உள்ள தளங்கள் பற்றி எதுவும் சொல்லாது. முடிவுக்கு வரும் முன் பேசுங்கள்.',
  days: 'நாள்வாரியாக',
  day: 'நாள்',
  texts: 'உரைகள்',
  images: 'படங்கள்',
  flags: 'குறித்தவை',
  sites: 'தளவாரியாக',
  site: 'தளம்',
  otherSites: 'மற்ற தளங்கள்',
  languages: 'மொழிவாரியாக',
  language: 'மொழி',
  notKnown: 'தெரியவில்லை',
  otherLanguages: 'மற்ற மொழிகள்',
};
