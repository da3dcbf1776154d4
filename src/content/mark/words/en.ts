/** What marks and covers say, in plain English: the original of all translations. */
export const marksEn = {
  flagged: (kind: 'text' | 'image', sure: string, isPractice: boolean) => {
    const guard = isPractice ? 'the practice guard, which is no protection,' : 'the guard';
    const what = kind === 'image' ? 'picture' : 'text';
    return `Seawall: ${guard} flags this ${what} as unsafe${sure}. Seawall can be wrong. Look before you decide.`;
  },
  /** A person has said so, in the review of what guards called safe. */
  byPerson: (kind: 'text' | 'image'): string =>
    kind === 'image'
      ? 'Seawall: this picture was called unsafe by a person who reviewed it here.'
      : 'Seawall: this text was called unsafe by a person who reviewed it here.',
  sure: (percent: string) => ` (${percent})`,
  cover: {
    textUnsafe: 'Seawall has covered a text that the guard flags as unsafe.',
    imageUnsafe: 'Seawall has covered a picture that the guard flags as unsafe.',
    textUnjudged: 'Seawall has covered this text: the guard has not judged it.',
    imageUnjudged: 'Seawall has covered this picture: the guard has not judged it.',
    show: 'Show',
    hide: 'Hide again',
    asksForPin: 'Type the PIN in the window that has opened.',
    noAnswer: 'Seawall did not answer. Load the page again.',
  },
};
