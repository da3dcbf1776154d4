/** The toolbar button: how many elements of the tab are unsafe, and in words of how many. */
import type { Counts } from '../core/verdict';

export interface BadgeButton {
  setText(tabId: number, text: string): Promise<void>;
  setColours(tabId: number, background: string, text: string): Promise<void>;
  setTitle(tabId: number, title: string): Promise<void>;
}

/** White on dark red: 8.3 to 1. */
const BACKGROUND = '#9b1c1c';
const TEXT = '#ffffff';

export const badgeText = ({ unsafe }: Counts): string =>
  unsafe === 0 ? '' : unsafe > 999 ? '999+' : String(unsafe);

export function badgeTitle(counts: Counts): string {
  const { unsafe } = counts;
  const all = counts.safe + unsafe + counts.unknown + counts.waiting;
  if (all === 0) return 'Seawall';
  return `Seawall: ${unsafe} unsafe of ${all} ${all === 1 ? 'element' : 'elements'}`;
}

/** Counts change with every verdict; the button only when what it shows does. */
export class Badge {
  readonly #button: BadgeButton;
  readonly #shown = new Map<number, string>();

  constructor(button: BadgeButton) {
    this.#button = button;
  }

  show(tabId: number, counts: Counts): void {
    const text = badgeText(counts);
    const title = badgeTitle(counts);
    if (this.#shown.get(tabId) === `${text}\n${title}`) return;
    this.#shown.set(tabId, `${text}\n${title}`);
    const work = [this.#button.setText(tabId, text), this.#button.setTitle(tabId, title)];
    if (text !== '') work.push(this.#button.setColours(tabId, BACKGROUND, TEXT));
    // A tab that has just been closed refuses.
    void Promise.allSettled(work);
  }

  forget(tabId: number): void {
    this.#shown.delete(tabId);
  }
}
