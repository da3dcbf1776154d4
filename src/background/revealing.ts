/** Whether what is covered may be shown: where the lock guards that, a person is asked for the PIN. */
import { LockRefusal } from './lock';
import type { RevealAsk } from './pages';

export interface RevealingOptions {
  /** Rejects with a `LockRefusal` where the lock guards it and is closed. */
  require(): Promise<void>;
  /** Opens a page of ours that asks for the PIN. */
  askForPin(asked: RevealAsk): Promise<void>;
}

export class Revealing {
  constructor(private readonly options: RevealingOptions) {}

  /** What cannot be told is not allowed. */
  async may(asked: RevealAsk): Promise<boolean> {
    try {
      await this.options.require();
      return true;
    } catch (error) {
      if (!(error instanceof LockRefusal)) {
        console.error('seawall: could not ask the lock', error);
        return false;
      }
    }
    await this.options
      .askForPin(asked)
      .catch((error) => console.error('seawall: could not ask for the PIN', error));
    return false;
  }
}
