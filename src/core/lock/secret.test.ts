import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type Derive, ITERATIONS, isSecret, pbkdf2, StoredSecret, storedSecret } from './secret';

const random = (bytes: Uint8Array<ArrayBuffer>) => void crypto.getRandomValues(bytes);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('a stored secret', () => {
  it('is PBKDF2 with HMAC-SHA-256', async () => {
    // The known answers for the password and salt of RFC 6070, with SHA-256.
    const salt = new TextEncoder().encode('salt');
    const derive = pbkdf2(crypto.subtle);
    expect(hex(await derive('password', salt, 1))).toBe(
      '120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b',
    );
    expect(hex(await derive('password', salt, 4096))).toBe(
      'c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a',
    );
  });

  it('is told from all others, with as many iterations as OWASP asks for', async () => {
    expect(ITERATIONS).toBeGreaterThanOrEqual(600_000);
    const derive = pbkdf2(crypto.subtle);
    const stored = await storedSecret('8305', derive, random);
    expect(v.is(StoredSecret, stored)).toBe(true);
    expect(stored.iterations).toBe(ITERATIONS);
    expect(await isSecret('8305', stored, derive)).toBe(true);
    expect(await isSecret('8306', stored, derive)).toBe(false);
  });

  const cheap: Derive = async (secret, salt, iterations) =>
    new Uint8Array(
      await crypto.subtle.digest(
        'SHA-256',
        new TextEncoder().encode(`${hex(salt)} ${iterations} ${secret}`),
      ),
    );

  it('is another one each time, and tells nothing of what it hides', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => storedSecret('830561', cheap, random)));
    expect(one?.salt).not.toBe(two?.salt);
    expect(one?.hash).not.toBe(two?.hash);
    expect(JSON.stringify([one, two])).not.toContain('830561');
  });

  it('is computed as it was stored, when the number of iterations has been raised since', async () => {
    const salt = new Uint8Array(16);
    const hash = hex(await cheap('8305', salt, 1_000));
    const old = { salt: hex(salt), iterations: 1_000, hash };
    expect(await isSecret('8305', old, cheap)).toBe(true);
    expect(await isSecret('8305', { ...old, iterations: 1_001 }, cheap)).toBe(false);
  });

  it('matches no hash that is cut short', async () => {
    const stored = await storedSecret('8305', cheap, random);
    expect(await isSecret('8305', { ...stored, hash: stored.hash.slice(0, 10) }, cheap)).toBe(
      false,
    );
    expect(await isSecret('8305', { ...stored, hash: '' }, cheap)).toBe(false);
  });
});
