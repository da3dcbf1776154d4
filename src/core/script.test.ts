import { expect, test } from 'vitest';
import {
  isPlausible,
  isSurelyOther,
  languageOfScript,
  normaliseLanguage,
  scriptOf,
} from './script';

test('most of the letters decide the script', () => {
  expect(scriptOf('สวัสดี OK')).toBe('Thai');
  expect(scriptOf('မင်္ဂလာပါ')).toBe('Mymr');
  expect(scriptOf('வணக்கம் hi')).toBe('Taml');
  expect(scriptOf('Chào bạn, 123!')).toBe('Latn');
  expect(scriptOf('你好')).toBe('Other');
  expect(scriptOf('123 !')).toBeNull();
});

test('a script with one language tells it', () => {
  expect(languageOfScript('Thai')).toBe('th');
  expect(languageOfScript('Latn')).toBeNull();
});

test('a lang attribute that the script contradicts is not believed', () => {
  expect(isPlausible('en', 'Thai')).toBe(false);
  expect(isPlausible('th', 'Thai')).toBe(true);
  expect(isPlausible('vi-VN', 'Latn')).toBe(true);
  expect(isPlausible('zh-Hans', 'Latn')).toBe(false);
});

test('tags are written one way', () => {
  expect(normaliseLanguage(' FIL-ph ')).toBe('tl-ph');
  expect(normaliseLanguage('en_US')).toBe('en-US');
  expect(normaliseLanguage('und')).toBeNull();
  expect(normaliseLanguage('<b>')).toBeNull();
});

test('a detector does not tell Malay from Indonesian, nor where English is from', () => {
  expect(isSurelyOther('id', 'en')).toBe(true);
  expect(isSurelyOther('id', 'ms-MY')).toBe(false);
  expect(isSurelyOther('en', 'en-GB')).toBe(false);
});
