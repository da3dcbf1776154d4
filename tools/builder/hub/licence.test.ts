import { describe, expect, it } from 'vitest';
import { licenceOfCard, licenceOfReadme } from './licence';

const readme = (...front: string[]) =>
  ['---', ...front, '---', '# A guard', 'license: x'].join('\n');

describe('the licence in a README.md', () => {
  it.each([
    [readme('language:', '- th', 'license: apache-2.0', 'tags: []'), 'apache-2.0'],
    [readme('license: "mit" # as ever'), 'mit'],
    [readme('license:', '  - mit', '  - gemma', 'tags:', '  - x'), 'mit, gemma'],
    [readme('license: [mit, gemma]'), 'mit, gemma'],
    [readme('license: other', 'license_name: lab-licence'), 'lab-licence'],
    [readme('license: other'), 'other'],
    [readme('language: th').replaceAll('\n', '\r\n'), 'unknown'],
    [readme('license: mit').replaceAll('\n', '\r\n'), 'mit'],
    [readme('license:'), 'unknown'],
    ['# A guard\nlicense: mit', 'unknown'],
    ['', 'unknown'],
  ])('%j', (text, licence) => {
    expect(licenceOfReadme(text)).toBe(licence);
  });
});

describe('the licence in a card', () => {
  it('has a link only where that is a whole web address', () => {
    const card = { license: 'other', license_name: 'lab-licence' };
    expect(licenceOfCard({ ...card, license_link: 'LICENSE' })).toEqual({ licence: 'lab-licence' });
    const link = 'https://lab.example/licence';
    expect(licenceOfCard({ ...card, license_link: link })).toEqual({
      licence: 'lab-licence',
      link,
    });
  });

  it.each([undefined, null, 'mit', { license: 7 }, { license: '' }])('is not in %j', (card) => {
    expect(licenceOfCard(card)).toEqual({});
  });
});
