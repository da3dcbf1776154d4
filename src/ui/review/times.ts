/** Times, as people read them. */
import { dateFormat } from '../../core/i18n';
import { when } from '../format';

const full = dateFormat({ dateStyle: 'medium', timeStyle: 'short' });
const days = dateFormat({ day: 'numeric', month: 'short' });

export const fullTime = (ms: number): string => full().format(ms);
export const day = (ms: number): string => days().format(ms);
/** `today`, `5 days ago`, then the date. */
export const seenAt = (ms: number): string => when(ms, Date.now()) ?? fullTime(ms);
