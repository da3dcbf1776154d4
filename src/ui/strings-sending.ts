/** What the popup says of engines that a page is sent to, in the language that is spoken. */
import { dateFormat, inLanguage, type Tables } from '../core/i18n';
import { sendingEn } from './strings/sending-en';
import { sendingFil } from './strings/sending-fil';
import { sendingId } from './strings/sending-id';
import { sendingMs } from './strings/sending-ms';
import { sendingMy } from './strings/sending-my';
import { sendingTa } from './strings/sending-ta';
import { sendingTh } from './strings/sending-th';
import { sendingVi } from './strings/sending-vi';

export type SendingStrings = typeof sendingEn;

export const sendingTables: Tables<SendingStrings> = {
  en: sendingEn,
  id: sendingId,
  ms: sendingMs,
  fil: sendingFil,
  th: sendingTh,
  vi: sendingVi,
  ta: sendingTa,
  my: sendingMy,
};
export const sendingStrings: SendingStrings = inLanguage(sendingTables);

const clock = dateFormat({ hour: 'numeric', minute: '2-digit' });

/** A time of today; it is never long until then. */
export const timeOf = (at: number): string => clock().format(at);
