import { expect, it } from 'vitest';
import { BuildError, printable } from './errors';

it('keeps names from outside from steering a terminal', () => {
  const name = 'layers.0\u001b[2J\nall is well\u202E';
  expect(new BuildError(`${name} is missing`).message).toBe('layers.0 [2J all is well  is missing');
  expect(printable('ภาษาไทย မြန်မာ தமிழ்')).toBe('ภาษาไทย မြန်မာ தமிழ்');
});
