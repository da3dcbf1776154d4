/** What the page says that asks for the PIN before something is shown. */
import { type Forms, number, plural } from '../../../core/i18n';

const minutes: Forms<(n: string) => string> = {
  one: (n) => `Too many wrong tries. Wait ${n} minute before the next one.`,
  other: (n) => `Too many wrong tries. Wait ${n} minutes before the next one.`,
};

export const unlockEn = {
  title: 'Show what is covered?',
  explain: 'The guard flags it as unsafe, or has not judged it. Showing it takes the PIN.',
  pin: 'PIN',
  show: 'Show it',
  cancel: 'Leave it covered',
  wrong: 'That is not the PIN.',
  wait: (count: number) => plural(count, minutes)(number(count)),
  unreadable:
    'Seawall cannot read its lock, so this stays covered. Start the browser again, and try once more.',
  gone: 'That page has gone. Load it again and press “Show” there.',
  noAnswer: 'Seawall did not answer. Close this window, and press “Show” once more.',
  nothing: 'There is nothing to be shown here. Press “Show” on a cover in a page.',
};
