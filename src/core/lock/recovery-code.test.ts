import { describe, expect, it } from 'vitest';
import { makeRecoveryCode, readRecoveryCode } from './recovery-code';

const random = (bytes: Uint8Array<ArrayBuffer>) => void crypto.getRandomValues(bytes);

describe('a recovery code', () => {
  it('is four groups of signs that are not taken for each other, and reads as itself', () => {
    for (let i = 0; i < 100; i++) {
      const code = makeRecoveryCode(random);
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
      expect(readRecoveryCode(code)).toBe(code);
    }
  });

  it('has each of its 32 signs equally often', () => {
    // All bytes in turn, 20 a code.
    let next = 0;
    const counts = new Map<string, number>();
    for (let i = 0; i < 64; i++) {
      const code = makeRecoveryCode((bytes) => {
        for (let at = 0; at < bytes.length; at++) bytes[at] = next++ % 256;
      });
      for (const sign of code.replaceAll('-', '')) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(Array(32).fill(40));
  });

  it.each([
    '7k3qm-01abc-defgh-jkmnp',
    ' 7K3QM 01ABC DEFGH JKMNP ',
    '7K3QM01ABCDEFGHJKMNP',
    '7K3QM–OIABC–DEFGH–JKMNP',
    '7k3qm-olabc-defgh-jkmnp',
  ])('is read however it was copied: %s', (written) => {
    expect(readRecoveryCode(written)).toBe('7K3QM-01ABC-DEFGH-JKMNP');
  });

  it.each([
    '',
    '7K3QM-01ABC-DEFGH-JKMN',
    '7K3QM-01ABC-DEFGH-JKMNPP',
    '7K3QM-01ABC-DEFGH-JKMNU',
    '7K3QM-01ABC-DEFGH-JKMN*',
  ])('is nothing else: “%s”', (written) => {
    expect(readRecoveryCode(written)).toBeNull();
  });
});
