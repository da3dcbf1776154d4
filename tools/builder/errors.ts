/**
 * What a person can mend: one line for whoever asked, without a stack. Names in it come from files
 * and servers, so what could steer a terminal is taken out.
 */
export class BuildError extends Error {
  override readonly name = 'BuildError';

  constructor(message: string) {
    super(printable(message));
  }
}

/** A text from outside as one line of plain characters. */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ');
