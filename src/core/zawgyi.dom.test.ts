import { expect, test } from 'vitest';
import { guardText } from './guard-text';

test('Zawgyi is told and converted where there is nothing of Node, which stays so', () => {
  expect(guardText('မင္းကို သတ္ပစ္မယ္')).toBe('မင်းကို သတ်ပစ်မယ်');
  expect(guardText('မင်းကို သတ်ပစ်မယ်')).toBe('မင်းကို သတ်ပစ်မယ်');
  expect('Buffer' in globalThis).toBe(false);
});
