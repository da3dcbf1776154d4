/** What popup and options say of what a page shows: the original of all translations. */
export const protectionEn = {
  title: 'What is shown',
  explain:
    'What the guard flags as unsafe can be marked, blurred, covered or hidden. This holds on every site that has no choice of its own in the popup. Seawall can be wrong: whatever is covered or blurred can be shown by a click.',
  text: 'Unsafe texts',
  images: 'Unsafe pictures',
  rules: {
    mark: { name: 'Mark', line: 'A mark beside it says so. You see it as the page has it.' },
    blur: { name: 'Blur', line: 'It is there, and cannot be made out until you show it.' },
    cover: { name: 'Cover', line: 'A solid cover with a sentence and a button that shows it.' },
    hide: { name: 'Hide', line: 'Nothing is to be seen, and its place stays empty.' },
  },
  hold: {
    question: 'Before it is judged',
    name: 'Show nothing until it is judged',
    line: 'Texts and pictures appear one by one as the guard judges them. Pages take longer to be read.',
  },
  seconds: {
    before: 'Wait at most this many seconds',
    problem: 'Write a whole number from 1 to 60.',
  },
  unjudged: {
    question: 'What has no answer by then, or cannot be judged',
    show: { name: 'Show it', line: 'The page is whole, and some of it may be unsafe.' },
    cover: {
      name: 'Cover it',
      line: 'A cover says that nobody has judged it. Many pictures may stay covered.',
    },
  },
  saved: 'Saved.',
  site: {
    title: 'What this site shows',
    asEverywhere: 'As everywhere',
    hold: 'Until it is judged',
    held: 'Show nothing',
    notHeld: 'Show it',
  },
};
