/** What an entry of the schedule is asked with. */
import { cutText, MAX_LANGUAGE, MAX_REQUEST_TEXT } from '../core/limits';
import type { ScreenRequest } from '../platform/messages';
import type { Entry } from './queue';

/** UTF-16 units of its text and address. */
export function lengthOf({ element, source }: Entry): number {
  const text = Math.min(element.text.length, MAX_REQUEST_TEXT);
  if (source === null) return text;
  return text + (source.from === 'web' ? source.url : source.data).length;
}

/** @param said What the page says that it is written in; empty where it does not. */
export function requestOf(
  { element, priority, source }: Entry,
  editable: boolean,
  said: string,
): ScreenRequest {
  const { id, version } = element;
  const text = cutText(element.text, MAX_REQUEST_TEXT);
  const lang = said !== '' && said.length <= MAX_LANGUAGE ? { lang: said } : {};
  const common = { id, version, text, priority, ...(editable ? { editable } : {}), ...lang };
  if (source !== null) return { ...common, kind: 'image', source };
  const { question, turn } = element.kind === 'text' ? element : {};
  if (!question) return { ...common, kind: 'text' };
  const knownChat = turn?.isKnown ? { knownChat: true } : {};
  return { ...common, kind: 'text', question, ...knownChat };
}
