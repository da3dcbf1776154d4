import { beforeEach, describe, expect, it } from 'vitest';
import { Shelf } from './shelf';

let now: number;
let shelf: Shelf;
beforeEach(() => {
  now = 1_000_000;
  shelf = new Shelf({ maxBytes: 100, now: () => now });
});

const put = (token: string, size: number, address: string | null = null, remember = true): void =>
  shelf.put({ token, bytes: new Uint8Array(size) }, address, remember);

describe('the shelf', () => {
  it('holds what was put on it', () => {
    put('a', 3);
    expect(shelf.get('a')).toHaveLength(3);
    expect(shelf.get('b')).toBeNull();
  });

  it('holds so many bytes at most, and lets go of what was used longest ago', () => {
    put('a', 40);
    put('b', 40);
    shelf.get('a');
    put('c', 40);
    expect(['a', 'b', 'c'].map((token) => shelf.get(token) !== null)).toEqual([true, false, true]);
    expect(shelf.bytes).toBe(80);
  });

  it('does not hold what is larger than all of it, nor drop the rest for it', () => {
    put('a', 40);
    put('huge', 101);
    expect([shelf.count, shelf.bytes]).toEqual([1, 40]);
  });

  it('counts the same image once', () => {
    put('a', 60, 'one');
    put('a', 60, 'two');
    expect([shelf.count, shelf.bytes]).toEqual([1, 60]);
    expect(shelf.at('one')?.token).toBe('a');
    expect(shelf.at('two')?.token).toBe('a');
  });

  it('takes an address for the same image for a minute', () => {
    put('a', 1, 'address');
    now += 60_000;
    expect(shelf.at('address')?.token).toBe('a');
    now += 1;
    expect(shelf.at('address')).toBeNull();
    put('b', 1, 'address');
    expect(shelf.at('address')?.token).toBe('b');
    shelf.remove('a');
    expect(shelf.at('address')?.token).toBe('b');
  });

  it('forgets the addresses of what it lets go of', () => {
    put('a', 60, 'address');
    put('b', 60);
    expect(shelf.at('address')).toBeNull();
  });

  it('does not grow with the names of one image', () => {
    for (let i = 0; i < 1_000; i++) put('a', 1, `address${i}`);
    expect(shelf.at('address0')).toBeNull();
    expect(shelf.at('address999')?.token).toBe('a');
  });

  it('takes away what only a private window has shown, when it is done with', () => {
    put('private', 1, 'one', false);
    put('both', 1, null, false);
    put('both', 1, null, true);
    put('own', 1);
    for (const token of ['private', 'both', 'own', 'unknown']) shelf.done(token);
    expect(shelf.get('private')).toBeNull();
    expect(shelf.at('one')).toBeNull();
    expect(shelf.get('both')).not.toBeNull();
    expect(shelf.get('own')).not.toBeNull();
  });
});
