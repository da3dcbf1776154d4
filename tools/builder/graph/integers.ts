/** Whole numbers that a graph works out of its inputs' sizes and values. */
import type { GraphWriter } from './writer';

/** Size of a value along an axis: a scalar. */
export const sizeOf = (graph: GraphWriter, value: string, axis: number): string =>
  graph.node('Gather', [graph.node('Shape', [value]), graph.integers([axis], 'int64', true)]);

/** Whole numbers from `start`, a number or a scalar, to below `end`. */
export function range(graph: GraphWriter, start: number | string, end: string): string {
  const first = typeof start === 'number' ? graph.integers([start], 'int64', true) : start;
  return graph.node('Range', [first, end, graph.integers([1], 'int64', true)]);
}

/** [n, …] as [n, 1, …]. */
export const column = (graph: GraphWriter, value: string): string =>
  graph.node('Unsqueeze', [value, graph.integers([1])]);

export function arithmetic(graph: GraphWriter) {
  const op = (name: string) => (a: string, b: string) => graph.node(name, [a, b]);
  return { add: op('Add'), sub: op('Sub'), mul: op('Mul'), div: op('Div'), mod: op('Mod') };
}
