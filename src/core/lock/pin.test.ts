import { describe, expect, it } from 'vitest';
import { readNewPin, readPin } from './pin';

describe('a PIN', () => {
  it.each([
    ['8305', '8305'],
    [' 830561\n', '830561'],
    ['830561940273', '830561940273'],
    ['๘๓๐๕', '8305'],
    ['၈၃၀၅', '8305'],
    ['௮௩௦௫', '8305'],
    ['８３０５', '8305'],
    ['٨٣٠٥', '8305'],
  ])('is the same digits on every keyboard: %s', (written, pin) => {
    expect(readPin(written)).toBe(pin);
  });

  it.each(['', '830', '8305619402731', '83o5', 'seawall', '83 05', '-8305', '8.305', '᧘᧓᧐᧕'])(
    'is nothing else: “%s”',
    (written) => {
      expect(readPin(written)).toBeNull();
      expect(readNewPin(written)).toEqual({ ok: false, problem: 'not-a-pin' });
    },
  );

  it.each(['0000', '1212', '111111', '1234', '4321', '7890', '09876', '1984', '2013', '๑๒๓๔'])(
    'is not set where it is guessed first: %s',
    (written) => {
      expect(readNewPin(written)).toEqual({ ok: false, problem: 'too-easy' });
      expect(readPin(written)).not.toBeNull();
    },
  );

  it.each(['8305', '1243', '1122', '198413', '121213'])('may be %s', (pin) => {
    expect(readNewPin(pin)).toEqual({ ok: true, pin });
  });

  it('leaves most of four digits to choose from', () => {
    const all = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(4, '0'));
    expect(all.filter((pin) => readNewPin(pin).ok).length).toBeGreaterThan(9_600);
  });
});
