/** What fuzz targets are tried on: texts, values and bytes that no honest page, person or file has. */
import fc from 'fast-check';

/* ── texts ────────────────────────────────────────────────────────────────── */

/** Letters of all that Seawall screens, and what is hidden, styled, stacked or broken among them. */
const PIECES = [
  ...'abz AZ.-_*·•|/~+0134579@$!<>&"\'`{}[]()\\%:;,?#=\n\t\r\0',
  ...'аеорсухіјѕԁɡʟᴀᴇꓮꓰᎪᎬαοσΑΒ',
  ...'กขเแำาี่้๊',
  ...'ကခဂင္်ျြွှါာိီုူေဲံ့း၀၁ဥဉဿၐၑ',
  ...'கஶஸ்ஷரிாௌ',
  ...'中文字あア한글',
  ...['เเ', 'ເເ', '\u0e4d\u0e32', '\u17c1\u17b8', '\u1031\u1000', '\u1039\u1000', 'ဥ်'],
  ...['\u200b', '\u200c', '\u200d', '\u00ad', '\u034f', '\u061c', '\ufeff', '\u2060', '\u180e'],
  ...['\u202a', '\u202e', '\u2066', '\u2069', '\u200e', '\u200f'],
  ...['\u3164', '\u2800', '\uffa0', '\u00a0', '\u2003', '\u3000', '\u2028', '\u2029', '\u0085'],
  ...['\ud800', '\udbff', '\udc00', '\udfff', '\uffff', '\ufffd', '\u{10ffff}'],
  ...['\u0300', '\u0336', '\u0301'.repeat(40), '\u0489', '\u20dd', '\ufe0f', '\u{e0100}'],
  ...['\u{1f468}\u200d\u{1f469}', '\u{1f1f8}\u{1f1ec}', '\u{1f3f4}\u{e0067}\u{e007f}', '👍🏽', '©️'],
  ...['𝓴𝓲𝓵𝓵', 'ⓚⓘⓛⓛ', '🅺🅸🅻🅻', '⒦⒤⒧⒧', 'ᵏⁱˡˡ', 'ｋｉｌｌ'],
  ...['k i l l', 'k.i.l.l', 'kiiillll', 'k1ll', '4njing', 'сахар', 'www.', 'https://a.b/c?d#e'],
  ...['ﷺ', 'ﬁ', 'İ', 'ß', 'ſ', 'Å', '\u0344', '\u0958'],
];

/** Up to `most` pieces of anything. */
export const hostileText = (most = 40): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: joined(fc.constantFrom(...PIECES), most) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: most }) },
    // With halves of pairs anywhere.
    {
      weight: 1,
      arbitrary: fc
        .array(fc.nat(0xffff), { maxLength: most })
        .map((units) => String.fromCharCode(...units)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...PIECES), fc.nat(most * 3))
        .map(([piece, times]) => piece.repeat(times)),
    },
  );

const joined = (piece: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
  fc.array(piece, { maxLength }).map((pieces) => pieces.join(''));

/** A short pattern again and again: what slow expressions are slow on. */
export const pattern: fc.Arbitrary<string> = fc
  .tuple(joined(fc.constantFrom(...PIECES), 4), joined(fc.constantFrom(...PIECES), 2))
  .map(([repeated, rest]) => (repeated === '' ? 'a' : repeated) + rest);

/* ── values ───────────────────────────────────────────────────────────────── */

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'then', 'toJSON', 'length'];

/** Any of what a message or a JSON file may hold in a wrong place. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, '', 'x', [], {}, [[]], [null]),
  fc.constantFrom<unknown>(0, -0, -1, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2),
  fc.constantFrom<unknown>('__proto__', 'constructor', '../..', '/', '.', 'NaN', '1e999', 'off'),
  fc.constantFrom<unknown>('a'.repeat(70_000), '\u0000', '\ud800'),
  hostileText(12),
  fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 6 })), fc.jsonValue(), {
    maxKeys: 4,
  }),
  fc.nat(60).map(nested),
  fc.jsonValue(),
);

/** Only within the program: structured clone lets these through, JSON does not. */
export const clonedValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: hostileValue },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<() => unknown>(
        () => undefined,
        () => Number.NaN,
        () => Number.POSITIVE_INFINITY,
        () => 10n ** 30n,
        () => new Date(Number.NaN),
        () => new Map<unknown, unknown>([['type', 'screen']]),
        () => new Set([1]),
        () => new Uint8Array(3),
        () => /a/g,
        () => new Error('an error'),
        () => Array(3),
        cycle,
      )
      .map((make) => make()),
  },
);

function nested(depth: number): unknown {
  let value: unknown = depth;
  for (let i = 0; i < depth * 20; i++) value = i % 2 ? [value] : { a: value };
  return value;
}

function cycle(): unknown {
  const value: Record<string, unknown> = { type: 'screen' };
  value.requests = [value];
  return value;
}

type Change = readonly [what: number, at: number, other: number, value: unknown];

const change = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Change> =>
  fc.tuple(fc.nat(9), fc.nat(), fc.nat(), value);

/** `valid`, changed in up to four places, or not at all. */
export const mutated = (
  valid: fc.Arbitrary<unknown>,
  value: fc.Arbitrary<unknown> = hostileValue,
): fc.Arbitrary<unknown> =>
  fc
    .tuple(valid, fc.array(change(value), { maxLength: 4 }))
    .map(([valid, changes]) =>
      changes.reduce<unknown>((before, each) => changed(before, each), structuredClone(valid)),
    );

interface Place {
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

/** Everything in a value that can be changed, itself in front. */
function placesOf(root: { value: unknown }): Place[] {
  const places: Place[] = [];
  const seen = new Set<unknown>();
  const open: unknown[] = [root];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    if (typeof holder !== 'object' || holder === null || seen.has(holder)) continue;
    seen.add(holder);
    if (ArrayBuffer.isView(holder)) continue;
    for (const name of Object.keys(holder)) {
      places.push({ holder: holder as Record<string, unknown>, name });
      open.push(Reflect.get(holder, name));
      if (places.length > 3_000) return places;
    }
  }
  return places;
}

function changed(before: unknown, [what, at, other, from]: Change): unknown {
  // Of its own: later changes may be within it.
  const value = copied(from);
  const root = { value: before };
  const places = placesOf(root);
  const place = places[at % places.length];
  const second = places[other % places.length];
  if (!place || !second) return value;
  const { holder, name } = place;
  const current = holder[name];
  const isOpen = typeof current === 'object' && current !== null && !Array.isArray(current);
  if (what === 0 && Array.isArray(holder)) holder.splice(Number(name), 1);
  else if (what === 0) delete holder[name];
  else if (what === 1 && isOpen) own(current, NAMES[other % NAMES.length] ?? '__proto__', value);
  else if (what === 2 && Array.isArray(current)) current.push(value, ...current);
  // As another field has it: a right value in a wrong place.
  else if (what === 3) own(holder, name, copied(second.holder[second.name]));
  else if (what === 4 && typeof current === 'string')
    own(holder, name, damagedText(current, other));
  else if (what === 5 && typeof current === 'number') own(holder, name, near(current, other));
  else if (what === 6 && Array.isArray(current)) current.reverse();
  else own(holder, name, value);
  return root.value;
}

const copied = (value: unknown): unknown => {
  try {
    return structuredClone(value);
  } catch {
    return null;
  }
};

/** An own property, whatever its name means to a prototype. */
const own = (holder: object, name: string, value: unknown): void => {
  // No list can have it.
  if (Array.isArray(holder) && name === 'length') return;
  Reflect.defineProperty(holder, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
};

const near = (value: number, other: number): number =>
  [value + 1, value - 1, -value, value * 2, value + 0.5, value * 1e9, 1 / value][other % 7] ?? 0;

function damagedText(text: string, at: number): string {
  const index = text === '' ? 0 : at % text.length;
  const piece = PIECES[at % PIECES.length] ?? '';
  if (at % 3 === 0) return text.slice(0, index);
  return text.slice(0, index) + piece + text.slice(index + (at % 3 === 1 ? 1 : 0));
}

/* ── bytes ────────────────────────────────────────────────────────────────── */

type Damage = readonly [what: number, at: number, byte: number, length: number];

const damage: fc.Arbitrary<Damage> = fc.tuple(
  fc.nat(6),
  fc.nat(),
  fc.nat(255),
  fc.oneof(fc.nat(8), fc.nat(600)),
);

/** A file that was cut, overwritten, filled up or doubled in up to four places, or not at all. */
export const damaged = (bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
  fc
    .tuple(bytes, fc.array(damage, { maxLength: 4 }))
    .map(([bytes, damages]) =>
      damages.reduce<Uint8Array<ArrayBuffer>>(
        (before, each) => hit(before, each),
        Uint8Array.from(bytes),
      ),
    );

function hit(
  bytes: Uint8Array<ArrayBuffer>,
  [what, place, byte, length]: Damage,
): Uint8Array<ArrayBuffer> {
  const at = bytes.length === 0 ? 0 : place % bytes.length;
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(at);
  if (what === 0) return before.slice();
  if (what === 1) return concat(before, after.subarray(length));
  if (what === 2) return concat(before, new Uint8Array(length).fill(byte), after);
  if (what === 3) return concat(before, bytes.subarray(at, at + length), after);
  const next = bytes.slice();
  if (what === 4) next.fill(byte, at, at + length);
  else next[at] = what === 5 ? byte : (next[at] ?? 0) ^ (1 << (byte % 8));
  return next;
}

function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The same of a text file. Bytes that are no UTF-8 become what a reader makes of them. */
export const damagedFile = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  damaged(text.map((text) => new TextEncoder().encode(text))).map((bytes) =>
    new TextDecoder().decode(bytes),
  );
