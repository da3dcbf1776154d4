import { expect, it } from 'vitest';
import { byLabel } from './authors';

it.each([
  ['en', 'You said:', 'ChatGPT said:'],
  ['en', 'Chat message from user', 'Chat message from assistant'],
  ['id', 'Anda mengatakan:', 'ChatGPT mengatakan:'],
  ['ms', 'Anda berkata:', 'Pembantu berkata:'],
  ['tl', 'Sinabi mo:', 'Sinabi ng ChatGPT:'],
  ['vi', 'Bạn đã nói:', 'Trợ lý đã nói:'],
  ['ta', 'நீங்கள் சொன்னது:', 'உதவியாளர் சொன்னது:'],
  ['th', 'คุณพูดว่า:', 'ผู้ช่วย พูดว่า:'],
  ['my', 'သင်ပြောခဲ့သည်:', 'ChatGPT က ပြောခဲ့သည်:'],
])('%s: “%s” is a request, “%s” an answer', (_lang, request, answer) => {
  expect(byLabel(request)).toBe('request');
  expect(byLabel(answer)).toBe('answer');
});

it.each(['Mai said:', 'Sinabi ng Amir:', 'Siti berkata:', 'Ái đã nói:', 'Claudette said hello'])(
  '“%s” is somebody else',
  (label) => expect(byLabel(label)).toBe('other'),
);

it.each(['', 'Send', 'Messages', 'Yours', 'You', 'Copy the answer', 'What people said about it'])(
  '“%s” names nobody who would be an AI',
  (label) => expect(byLabel(label) ?? 'other').toBe('other'),
);

it('knows models by their versions', () => {
  expect(byLabel('GPT said')).toBe('other');
  expect(byLabel('Claude 4.5 said')).toBe('answer');
  expect(byLabel('SEA-LION replied:')).toBe('answer');
});
