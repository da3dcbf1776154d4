/** A schedule without a page, on a clock that a test turns. */
import { PRIORITY, type Priority } from '../../core/priority';
import type { ContentMessage, ScreenRequest } from '../../platform/messages';
import type { TextElement } from '../extract/element';
import { isFreshText } from '../extract/registry';
import { Schedule } from '../schedule';
import { fakeElement } from './fake-element';

export function setUp(priorityOf: (id: number) => Priority | null = () => PRIORITY.rest) {
  let now = 0;
  let isOpen = true;
  let most = 2;
  const messages: ContentMessage[] = [];
  const watched = new Map<Element, number>();
  const schedule = new Schedule({
    now: () => now,
    send(message) {
      if (isOpen) messages.push(message);
      return isOpen;
    },
    patienceMs: () => 250,
    priorityOf: (block) => priorityOf(Number(block.id)),
    guess: () => PRIORITY.rest,
    allows: (priority) => priority <= most,
    watch: (block) => watched.set(block, (watched.get(block) ?? 0) + 1),
    unwatch: (block) => watched.set(block, (watched.get(block) ?? 0) - 1),
    isFresh: (element) => element.kind !== 'text' || isFreshText(element),
    isStreaming: ({ text }) => text.endsWith('…'),
    saidLanguage: () => '',
    isEditable: ({ text }) => text.includes('written'),
    sourceOf: () => ({ from: 'web', url: 'https://a.test/' }),
    failed: () => {},
    wakeIn: () => {},
  });
  const requests = (): ScreenRequest[] =>
    messages.flatMap((message) => (message.type === 'screen' ? message.requests : []));
  return {
    schedule,
    messages,
    watched,
    requests,
    ids: () => requests().map(({ id }) => id),
    cancelled: () => messages.flatMap((m) => (m.type === 'cancel' ? m.elements : [])),
    run() {
      while (schedule.step());
    },
    pass(ms: number) {
      now += ms;
    },
    /** Only what is as urgent may be asked about; -1: nothing. */
    allow(priority: number) {
      most = priority;
    },
    port(open: boolean) {
      isOpen = open;
    },
  };
}

export const many = (count: number, from = 1): TextElement[] =>
  Array.from({ length: count }, (_, i) => fakeElement(from + i));
