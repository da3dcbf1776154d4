/** What the popup says of engines that a page is sent to, in the language that is spoken. */
import { dateFormat, inLanguage, type Tables } from '../core/i18n';
import { sendingEn } from './strings/sending-en';

export type SendingStrings = typeof sendingEn;

export const sendingTables: Tables<SendingStrings> = { en: sendingEn };
export const sendingStrings: SendingStrings = inLanguage(sendingTables);

const clock = dateFormat({ hour: 'numeric', minute: '2-digit' });

/** A time of today; it is never long until then. */
export const timeOf = (at: number): string => clock().format(at);
