/**
 * As much of an assembler for WebAssembly as one function of vector arithmetic needs: JavaScript has
 * no vectors, and the quantiser's inner loop is ten times as fast with them. Opcodes by their names in
 * the specification (https://webassembly.github.io/spec/core/binary/instructions.html).
 */

/** Encoded instructions. */
export type Code = readonly number[];

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  do {
    out.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return out;
}

/** Signed LEB128. */
function signed(value: number): number[] {
  const out: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const last = rest >= -64 && rest < 64;
    out.push((rest & 0x7f) | (last ? 0 : 0x80));
    if (last) return out;
  }
}

const floatBytes = (value: number): number[] => [
  ...new Uint8Array(new Float32Array([value]).buffer),
];

/** A local variable or parameter. */
export interface Local {
  readonly get: Code;
  readonly set: Code;
}

export const local = (index: number): Local => ({
  get: [0x20, ...unsigned(index)],
  set: [0x21, ...unsigned(index)],
});

const vector = (opcode: number): Code => [0xfd, ...unsigned(opcode)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  eqz: [0x45],
  add: [0x6a],
  sub: [0x6b],
  and: [0x71],
  shrU: [0x76],
  reinterpretF32: [0xbc],
} as const;

export const f32 = {
  const: (value: number): Code => [0x43, ...floatBytes(value)],
  store: (offset: number): Code => [0x38, 2, ...unsigned(offset)],
  lt: [0x5d],
  gt: [0x5e],
  le: [0x5f],
  ge: [0x60],
  abs: [0x8b],
  add: [0x92],
  mul: [0x94],
  div: [0x95],
  min: [0x96],
  max: [0x97],
  reinterpretI32: [0xbe],
} as const;

export const v128 = {
  load: (offset: number): Code => [...vector(0x00), 4, ...unsigned(offset)],
  store: (offset: number): Code => [...vector(0x0b), 4, ...unsigned(offset)],
  and: vector(0x4e),
  or: vector(0x50),
} as const;

export const i32x4 = { splat: vector(0x11) } as const;

export const i16x8 = {
  narrowI32x4U: vector(0x86),
  shrU: vector(0x8d),
  splat: vector(0x10),
} as const;

export const i8x16 = { narrowI16x8U: vector(0x66) } as const;

export const f32x4 = {
  splat: vector(0x13),
  extractLane: (lane: number): Code => [...vector(0x1f), lane],
  /** To the nearest integer, ties to even. */
  nearest: vector(0x6a),
  add: vector(0xe4),
  sub: vector(0xe5),
  mul: vector(0xe6),
  /** The lesser and the greater, by one instruction of the processor each: not for NaN. */
  pmin: vector(0xea),
  pmax: vector(0xeb),
} as const;

/** One after the other. */
export const seq = (...codes: readonly Code[]): Code => codes.flat();
export const when = (condition: Code, yes: Code): Code => [...condition, 0x04, 0x40, ...yes, 0x0b];
export const otherwise: Code = [0x05];
/** Repeats `body` until `done` holds at its beginning. */
export const until = (done: Code, body: Code): Code => [
  ...[0x02, 0x40, 0x03, 0x40],
  ...done,
  ...[0x0d, 1],
  ...body,
  ...[0x0c, 0, 0x0b, 0x0b],
];

const TYPES = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;

/**
 * A module of one function `run` of `parameters` integers, without a result, over the memory `env.memory`.
 * @param locals how many variables of which type follow the parameters
 */
export function moduleOf(
  parameters: number,
  locals: readonly (readonly [count: number, type: keyof typeof TYPES])[],
  body: Code,
): Uint8Array<ArrayBuffer> {
  const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
  const section = (id: number, content: Code): Code => [
    id,
    ...unsigned(content.length),
    ...content,
  ];
  const name = (text: string): Code => list([...new TextEncoder().encode(text)].map((x) => [x]));
  const type: Code = [0x60, ...list(Array(parameters).fill([TYPES.i32])), 0];
  const code: Code = [
    ...list(locals.map(([count, each]) => [...unsigned(count), TYPES[each]])),
    ...body,
    0x0b,
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list([type])),
    ...section(2, list([[...name('env'), ...name('memory'), 2, 0, 1]])),
    ...section(3, list([[0]])),
    ...section(7, list([[...name('run'), 0, 0]])),
    ...section(10, list([[...unsigned(code.length), ...code]])),
  ]);
}
