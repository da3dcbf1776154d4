/** A checkpoint that cannot be built from: one line for the person who asked, without a stack. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}
