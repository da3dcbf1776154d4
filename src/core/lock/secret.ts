/**
 * How a PIN and a recovery code are kept: as a salted hash that takes long to compute. It hides
 * what they are (a PIN often opens other things, too); it cannot keep a PIN of few digits from
 * somebody who has the hash and time.
 */
import * as v from 'valibot';

/** OWASP's figure for PBKDF2 with HMAC-SHA-256. It is kept with each hash, so it can be raised. */
export const ITERATIONS = 600_000;
const SALT_BYTES = 16;
const HASH_BITS = 256;

const hexadecimal = (bytes: number) =>
  v.pipe(v.string(), v.regex(/^[0-9a-f]*$/), v.length(2 * bytes));

/** A secret as it is stored. */
export const StoredSecret = v.object({
  salt: hexadecimal(SALT_BYTES),
  iterations: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000_000)),
  hash: hexadecimal(HASH_BITS / 8),
});
export type StoredSecret = v.InferOutput<typeof StoredSecret>;

/** Computes the hash of a secret. */
export type Derive = (
  secret: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
) => Promise<Uint8Array>;

/** PBKDF2 with HMAC-SHA-256, by the browser's own WebCrypto. */
export const pbkdf2 =
  (subtle: Pick<SubtleCrypto, 'importKey' | 'deriveBits'>): Derive =>
  async (secret, salt, iterations) => {
    const bytes = new TextEncoder().encode(secret);
    const key = await subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits']);
    const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
    return new Uint8Array(await subtle.deriveBits(algorithm, key, HASH_BITS));
  };

/** @param random Fills the bytes with random ones, fit for secrets. */
export async function storedSecret(
  secret: string,
  derive: Derive,
  random: (bytes: Uint8Array<ArrayBuffer>) => void,
): Promise<StoredSecret> {
  const salt = new Uint8Array(SALT_BYTES);
  random(salt);
  const hash = await derive(secret, salt, ITERATIONS);
  return { salt: toHex(salt), iterations: ITERATIONS, hash: toHex(hash) };
}

/** Takes as long for a nearly right secret as for a wrong one. */
export async function isSecret(
  tried: string,
  stored: StoredSecret,
  derive: Derive,
): Promise<boolean> {
  const hash = toHex(await derive(tried, fromHex(stored.salt), stored.iterations));
  let difference = hash.length ^ stored.hash.length;
  for (let i = 0; i < stored.hash.length; i++)
    difference |= hash.charCodeAt(i) ^ stored.hash.charCodeAt(i);
  return difference === 0;
}

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
