/**
 * The recovery code: what opens the lock when the PIN is forgotten. 20 signs of Crockford's base 32,
 * which has no letters that are taken for digits: 100 bits, in groups of five (`7K3QM-…`).
 */

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 20;

/** @param random Fills the bytes with random ones, fit for secrets. */
export function makeRecoveryCode(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = new Uint8Array(LENGTH);
  random(bytes);
  // 256 is a multiple of 32: all signs are equally likely.
  return grouped(Array.from(bytes, (byte) => SIGNS.charAt(byte % SIGNS.length)).join(''));
}

/** The code as it is kept, however it was copied; null where it can be none. */
export function readRecoveryCode(written: string): string | null {
  const signs = written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return signs.length === LENGTH && Array.from(signs).every((sign) => SIGNS.includes(sign))
    ? grouped(signs)
    : null;
}

const grouped = (signs: string): string => signs.replace(/.{5}(?=.)/g, '$&-');
