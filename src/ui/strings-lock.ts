/** What all pages of ours say of the lock, in the language that is spoken. */
import { inLanguage, numberFormat, type Tables } from '../core/i18n';
import { lockEn } from './strings/lock-en';
import { lockFil } from './strings/lock-fil';
import { lockId } from './strings/lock-id';
import { lockMs } from './strings/lock-ms';
import { lockMy } from './strings/lock-my';
import { lockTa } from './strings/lock-ta';
import { lockTh } from './strings/lock-th';
import { lockVi } from './strings/lock-vi';

export type LockWords = typeof lockEn;

export const lockTables: Tables<LockWords> = {
  en: lockEn,
  id: lockId,
  ms: lockMs,
  fil: lockFil,
  th: lockTh,
  vi: lockVi,
  ta: lockTa,
  my: lockMy,
};
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
