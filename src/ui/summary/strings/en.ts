/** Every word of the week's summary, in plain English. */
import { number, plural } from '../../../core/i18n';

export const summaryEn = {
  title: 'This week',
  tab: 'Seawall: this week',
  explain:
    'What Seawall flagged as unsafe on this device in the last seven days. Only numbers: no words and no pictures of any page.',
  counting: 'Counting…',
  show: 'Show it',
  notKept:
    'Seawall is set to keep nothing of what it flags, so there is nothing to count from now on.',
  nothing: 'Nothing was flagged in the last seven days.',
  total: (count: number) =>
    plural(count, {
      one: `${number(count)} flag in seven days`,
      other: `${number(count)} flags in seven days`,
    }),
  decided: (decided: number, overturned: number) =>
    `A person has looked at ${number(decided)} of them, and called ${number(overturned)} safe.`,
  cut: 'There was more than can be counted here: the oldest are left out.',
  canBeWrong:
    'Seawall can be wrong, and says nothing of sites on which it is off. Talk before you judge.',
  days: 'By day',
  day: 'Day',
  texts: 'Texts',
  images: 'Pictures',
  flags: 'Flags',
  sites: 'By site',
  site: 'Site',
  otherSites: 'Other sites',
  languages: 'By language',
  language: 'Language',
  notKnown: 'Not known',
  otherLanguages: 'Other languages',
};
