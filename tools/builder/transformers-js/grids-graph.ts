/**
 * What a Qwen tower must know of its patches, from the grids of their images: inside the graph, since
 * the library hands it nothing else.
 */
import type { VisionShape } from '../families/shape';
import { arithmetic, column, range } from '../graph/integers';
import { patchValues, type Sight } from '../graph/vision';
import type { GraphWriter } from '../graph/writer';

export interface Patches {
  readonly patches: string;
  readonly sight: Sight;
}

/** Of each patch, int64 [P]. */
interface Places {
  readonly y: string;
  readonly x: string;
  /** Size of its image, in patches. */
  readonly height: string;
  readonly width: string;
  /** First patch of its frame. */
  readonly frame: string;
}

/** Patches of several images of any size, one after the other. */
export function patchesOfGrids(graph: GraphWriter, shape: VisionShape): Patches {
  const patches = graph.input('pixel_values', ['P', patchValues(shape)]);
  const grids = graph.input('image_grid_thw', ['N', 3], 'int64');
  const places = placesOf(graph, grids, shape.merge);
  learnedPositions(graph, places, shape.positionSide);
  rotaryPositions(graph, places, shape.rotary ?? []);
  // A patch sees those of its own frame.
  const same = graph.node('Equal', [column(graph, places.frame), places.frame]);
  const bias = openWhere(graph, same);
  return { patches, sight: { images: [1, -1], bias } };
}

function placesOf(graph: GraphWriter, grids: string, merge: number): Places {
  const { add, sub, mul, div, mod } = arithmetic(graph);
  const int = (value: number) => graph.integers([value], 'int64', true);
  // Of each image.
  const [frames = '', heights = '', widths = ''] = [0, 1, 2].map((axis) =>
    graph.node('Gather', [grids, int(axis)], { axis: 1 }),
  );
  const areas = mul(heights, widths);
  const sizes = mul(frames, areas);
  const ends = graph.node('CumSum', [sizes, int(0)]);
  // Of each patch: its image is the number of those that end before it.
  const patch = range(graph, 0, graph.node('ReduceSum', [sizes], { keepdims: 0 }));
  const behind = graph.node('GreaterOrEqual', [column(graph, patch), ends]);
  const counted = graph.node('Cast', [behind], { to: INT64 });
  const image = graph.node('ReduceSum', [counted, graph.integers([1])], { keepdims: 0 });
  const own = (value: string) => graph.node('Gather', [value, image]);
  const width = own(widths);
  const place = mod(sub(patch, own(sub(ends, sizes))), own(areas));
  // Those that become one token lie next to each other.
  const token = div(place, int(merge ** 2));
  const part = mod(place, int(merge ** 2));
  const tokensAcross = div(width, int(merge));
  return {
    y: add(mul(div(token, tokensAcross), int(merge)), div(part, int(merge))),
    x: add(mul(mod(token, tokensAcross), int(merge)), mod(part, int(merge))),
    height: own(heights),
    width,
    frame: sub(patch, place),
  };
}

/**
 * The learned table, a square of `side`², stretched over the grid: bilinear, corners on corners
 * (`positionMix` of the worker, which does so outside the graph).
 */
function learnedPositions(graph: GraphWriter, places: Places, side: number): void {
  const { add, sub, mul, div } = arithmetic(graph);
  const int = (value: number) => graph.integers([value], 'int64', true);
  const along = (value: string, count: string) => {
    const steps = graph.node('Max', [sub(count, int(1)), int(1)]);
    const at = div(floats(graph, mul(value, int(side - 1))), floats(graph, steps));
    const floor = graph.node('Floor', [at]);
    const low = graph.node('Cast', [floor], { to: INT64 });
    const high = graph.node('Min', [add(low, int(1)), int(side - 1)]);
    const part = sub(at, floor);
    return [
      { row: low, weight: sub(graph.floats('one', [1], [1]), part) },
      { row: high, weight: part },
    ];
  };
  const corners = along(places.y, places.height).flatMap((down) =>
    along(places.x, places.width).map((across) => ({
      row: add(mul(down.row, int(side)), across.row),
      weight: mul(down.weight, across.weight),
    })),
  );
  for (const [name, part] of [
    ['position_rows', 'row'],
    ['position_weights', 'weight'],
  ] as const)
    graph.nodeTo(
      [name],
      'Concat',
      corners.map((corner) => column(graph, corner[part])),
      {
        axis: 1,
      },
    );
}

/** The first half of the pairs turns with the row, the second with the column. */
function rotaryPositions(graph: GraphWriter, { y, x }: Places, rotary: readonly number[]): void {
  const frequencies = graph.floats('frequencies', rotary, [1, rotary.length]);
  const angles = graph.node(
    'Concat',
    [y, x].map((axis) => graph.node('Mul', [column(graph, floats(graph, axis)), frequencies])),
    { axis: 1 },
  );
  graph.nodeTo(['rotary_cos'], 'Cos', [angles]);
  graph.nodeTo(['rotary_sin'], 'Sin', [angles]);
}

/** ONNX's number of the type. */
const INT64 = 7;
/** Large enough to silence a key, small enough for a half. */
const MASKED = -6e4;

/** Additive bias [1, 1, queries, keys] from what each query sees, bool [queries, keys]. */
export function openWhere(graph: GraphWriter, seen: string): string {
  const open = graph.floats('open', [0], [1]);
  const masked = graph.floats('masked', [MASKED], [1]);
  const bias = graph.node('Where', [seen, open, masked]);
  return graph.node('Unsqueeze', [bias, graph.integers([0, 1])]);
}

const floats = (graph: GraphWriter, value: string): string => graph.cast(value, 'int64', 'float32');
