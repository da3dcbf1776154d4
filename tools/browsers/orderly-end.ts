/** How a command ends: with nothing to say, or with one line of what went wrong and exit code 1. */
export async function orderlyEnd(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (process.env.DEBUG) throw error;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
