import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packs } from './packs';

const windows = fc.array(
  fc.array(fc.array(fc.nat(9), { minLength: 1, maxLength: 9 }), { maxLength: 4 }),
  {
    maxLength: 12,
  },
);

it('hold every window once, in order, none more than fits unless it is alone', () => {
  fc.assert(
    fc.property(windows, fc.integer({ min: 1, max: 15 }), (texts, most) => {
      const all = [...packs(texts, most)];
      expect(all.flat().map(({ text, suffix }) => [text, suffix])).toEqual(
        texts.flatMap((own, text) => own.map((suffix) => [text, suffix])),
      );
      for (const pack of all) {
        const tokens = pack.reduce((sum, { suffix }) => sum + suffix.length, 0);
        expect(pack.length === 1 || tokens <= most).toBe(true);
      }
    }),
  );
});
