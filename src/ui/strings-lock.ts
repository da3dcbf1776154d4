/** What all pages of ours say of the lock, in the language that is spoken. */
import { inLanguage, numberFormat, type Tables } from '../core/i18n';
import { lockEn } from './strings/lock-en';
import { lockMy } from './strings/lock-my';

export type LockWords = typeof lockEn;

export const lockTables: Tables<LockWords> = { en: lockEn, my: lockMy };
export const lockWords: LockWords = inLanguage(lockTables);

const whole = numberFormat({ useGrouping: false });
const two = numberFormat({ minimumIntegerDigits: 2 });

/** `0:30`, `7:59:30`, of whole seconds. */
export function timeLong(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two().format(seconds % 60);
  return hours > 0
    ? `${whole().format(hours)}:${two().format(minutes)}:${rest}`
    : `${whole().format(minutes)}:${rest}`;
}
