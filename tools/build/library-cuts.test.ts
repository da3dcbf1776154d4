import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CUTS, cutLibrary } from './library-cuts';

const MODULES = join(import.meta.dirname, '../../node_modules');
const FILES = [
  '@huggingface/transformers/dist/transformers.web.js',
  'onnxruntime-web/dist/ort.jspi.bundle.min.mjs',
  'preact/dist/preact.mjs',
];

describe('what is cut out of libraries', () => {
  it.each(FILES)('is found in %s and gone afterwards', (file) => {
    const id = join(MODULES, file);
    const before = readFileSync(id, 'utf8');
    const after = cutLibrary(id, before) ?? '';
    const cuts = CUTS.filter((cut) => file.startsWith(cut.file));
    expect(cuts.length).toBeGreaterThan(0);
    for (const { from } of cuts) {
      expect(before.split(from)).toHaveLength(2);
      expect(after.includes(from)).toBe(false);
    }
    expect(/new Function\(|innerHTML=|await import\(\/\*webpack/.exec(after)?.[0]).toBeUndefined();
  });

  it('names every rule in some file', () => {
    expect(CUTS.filter(({ file }) => !FILES.some((each) => each.startsWith(file)))).toEqual([]);
  });

  it('leaves other files alone', () => {
    expect(cutLibrary('/x/node_modules/ky/index.js', 'new Function()')).toBeNull();
    expect(cutLibrary('/x/src/preact/dist/preact.mjs', 't.innerHTML=1')).toBeNull();
  });

  it.each([
    ['gone', 'f', 'abc'],
    ['not of the known length', 'ab', 'abxcd'],
    ['without its end', 'ab', 'ab'],
  ])('stops a build where a text is %s', (_what, from, code) => {
    const cut = { file: 'lib/x.js', why: 'a test', from, to: 'cd', length: 4, by: '' };
    const build = () => cutLibrary('/r/node_modules/lib/x.js', code, [cut]);
    expect(build).toThrow(/Looked in lib\/x\.js for .* \(a test\)/);
  });
});

/** Emscripten's function that makes callers of JavaScript for C++, with what it needs around it. */
function callerMaker(code: string) {
  const start = code.indexOf('function Bs(e,r,n){');
  const source = code.slice(start, code.indexOf('function Ls(', start));
  expect(start).toBeGreaterThan(0);
  const made: ((...given: unknown[]) => unknown)[] = [];
  const returned: unknown[] = [];
  const handles: unknown[] = [null, Math.max, Date, { twice: (a: number, b: number) => [a, b] }];
  const type = (name: string, isVoid = false) => ({
    name,
    S: isVoid,
    l: (destructors: unknown, value: unknown) => ({ destructors, value }),
    // What is read at an address is the address.
    j: (pointer: number) => pointer,
  });
  const types = (count: number, isVoid: boolean) =>
    Array.from({ length: count }, (_, i) => type(`t${i}`, i === 0 && isVoid));
  let isVoid = false;
  const surroundings = {
    xs: (count: number) => types(count, isVoid),
    he: (handle: number) => handles[handle],
    Ot: () => 'twice',
    As: (write: (d: unknown, v: unknown) => unknown, destructors: unknown, value: unknown) => {
      returned.push(value);
      return write(destructors, value);
    },
    _s: (caller: (...given: unknown[]) => unknown) => made.push(caller),
  };
  const names = Object.keys(surroundings);
  const make = new Function(...names, `${source}; return Bs`)(...Object.values(surroundings));
  return (count: number, kind: number, voids: boolean, ...given: unknown[]) => {
    isVoid = voids;
    make(count, 0, kind);
    const caller = made.at(-1);
    const result = caller?.(...given);
    return { name: caller?.name, result, returned: [...returned] };
  };
}

describe("Emscripten's callers, without code from texts", () => {
  const id = join(MODULES, FILES[1] ?? '');
  const original = readFileSync(id, 'utf8');

  it.each([
    ['a function', 4, 0, false, [1, 0, 'rest', 800]],
    ['a constructor', 3, 2, false, [2, 0, 'rest', 800]],
    ['a method', 3, 1, false, [3, 77, 'rest', 160]],
    ['a cast', 2, 3, false, [0, 0, 'rest', 160]],
    ['a function of nothing', 1, 0, false, [1, 0, 'rest', 800]],
    ['a function without a result', 3, 0, true, [1, 0, 'rest', 800]],
  ])('call %s as the original does', (_what, count, kind, voids, given) => {
    const cut = callerMaker(cutLibrary(id, original) ?? '')(count, kind, voids, ...given);
    const before = callerMaker(original)(count, kind, voids, ...given);
    expect(cut).toEqual(before);
    expect(cut.name).toContain('methodCaller<');
  });
});
