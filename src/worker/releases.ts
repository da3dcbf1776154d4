/** What has been opened so far, to be given back in the reverse order. */
export class Releases {
  private readonly steps: (() => unknown)[] = [];

  add(step: () => unknown): void {
    this.steps.push(step);
  }

  /** Runs every step once, the last first; one that fails does not keep the others from it. */
  async release(): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop())
      try {
        await step();
      } catch (error) {
        console.debug('seawall: not given back', error);
      }
  }
}
