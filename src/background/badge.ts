/** The toolbar button: how many elements of the tab are unsafe, and in words of how many. */
import type { Counts } from '../core/verdict';
import { words } from './strings';

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

/** Says by words alone what the number and the page's state are: a screen reader reads this. */
export function badgeTitle({ safe, unsafe, unknown, waiting }: Counts): string {
  const { badge } = words;
  const all = safe + unsafe + unknown + waiting;
  if (all === 0) return badge.name;
  if (waiting > 0) return badge.checking(unsafe, all);
  return unknown > 0 ? badge.notKnown(unsafe, all, unknown) : badge.done(unsafe, all);
}

/** Counts change with every verdict; the button only when what it shows does. */
export class Badge {
  readonly #button: BadgeButton;
  readonly #counts = new Map<number, Counts>();
  readonly #shown = new Map<number, string>();

  constructor(button: BadgeButton) {
    this.#button = button;
  }

  show(tabId: number, counts: Counts): void {
    this.#counts.set(tabId, counts);
    const text = badgeText(counts);
    const title = badgeTitle(counts);
    if (this.#shown.get(tabId) === `${text}\n${title}`) return;
    this.#shown.set(tabId, `${text}\n${title}`);
    const work = [this.#button.setText(tabId, text), this.#button.setTitle(tabId, title)];
    if (text !== '') work.push(this.#button.setColours(tabId, BACKGROUND, TEXT));
    // A tab that has just been closed refuses.
    void Promise.allSettled(work);
  }

  /** In the language that is spoken now. */
  sayAnew(): void {
    for (const [tabId, counts] of this.#counts) this.show(tabId, counts);
  }

  forget(tabId: number): void {
    this.#shown.delete(tabId);
    this.#counts.delete(tabId);
  }
}
