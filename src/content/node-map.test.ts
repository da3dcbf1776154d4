import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NodeMap, PARTS, ROOM, WeakNodeMap } from './node-map';

const KEYS = Array.from({ length: 40 }, (_, i) => ({ i }));

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('set', 'get', 'delete', 'clear'),
    key: fc.constantFrom(...KEYS),
    value: fc.integer(),
  }),
  { maxLength: 200 },
);

/** A part of three keys: a few are many. */
const SMALL = 3;

describe('NodeMap', () => {
  it('is a Map, whatever is done to it', () => {
    fc.assert(
      fc.property(steps, (done) => {
        const map = new NodeMap<object, number>(SMALL);
        const model = new Map<object, number>();
        for (const { what, key, value } of done) {
          if (what === 'set') {
            map.set(key, value);
            model.set(key, value);
          } else if (what === 'delete') expect(map.delete(key)).toBe(model.delete(key));
          else if (what === 'get') expect(map.get(key)).toBe(model.get(key));
          else if (value % 10 === 0) {
            map.clear();
            model.clear();
          }
          expect(map.size).toBe(model.size);
          expect(map.has(key)).toBe(model.has(key));
        }
        expect(new Set(map.keys())).toEqual(new Set(model.keys()));
      }),
    );
  });

  it('keeps as many keys as a large page has', () => {
    const map = new NodeMap<object, number>();
    const keys = Array.from({ length: 3 * ROOM + 1 }, () => ({}));
    for (const [i, key] of keys.entries()) map.set(key, i + 1);
    for (const [i, key] of keys.entries()) map.set(key, i + 2);
    expect(map.size).toBe(keys.length);
    expect(keys.every((key, i) => map.get(key) === i + 2)).toBe(true);
    expect(keys.every((key) => map.delete(key))).toBe(true);
    expect(map.size).toBe(0);
  });
});

describe('WeakNodeMap', () => {
  it('is a WeakMap, also when all its parts have had their turn', () => {
    const many = PARTS * SMALL * 2;
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: many }), (done, before) => {
        const map = new WeakNodeMap<object, number>(SMALL);
        const model = new Map<object, number>();
        const others = Array.from({ length: before }, () => ({}));
        for (const other of others) {
          map.set(other, 1);
          model.set(other, 1);
        }
        for (const { what, key, value } of done) {
          if (what === 'set') {
            map.set(key, value);
            model.set(key, value);
          } else if (what === 'delete') expect(map.delete(key)).toBe(model.delete(key));
          expect(map.get(key)).toBe(model.get(key));
          expect(map.has(key)).toBe(model.has(key));
        }
        for (const key of [...KEYS, ...others]) expect(map.get(key)).toBe(model.get(key));
      }),
    );
  });
});
