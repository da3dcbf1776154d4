/**
 * What the diagnostics page says around its report, in plain English: the original of all
 * translations. The report itself is in English in every language, for whoever helps to read.
 */
export const diagnosticsEn = {
  title: 'Seawall diagnostics',
  explain:
    'This is all that a report says: how Seawall and its guard are doing on this device. No text or picture of a page is in it, no site’s name, no key and no PIN. Read it before you hand it on.',
  english: 'The report is in English, so that whoever helps you can read it.',
  report: 'The report',
  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'The browser did not let Seawall copy it. Select the text and copy it yourself.',
  save: 'Save to a file',
  again: 'Look again',
  options: 'Options',
  starting: 'Asking Seawall how it is doing',
  silent: 'Seawall did not answer, so its part is missing from the report.',
};
