/** Rows of a small square at a time, so that both sides stay in the processor's cache. */
const TILE = 32;

/** Puts rows [begin, end) of a matrix into the columns of `out`, which is `stride` wide. */
export function transpose(
  values: Float32Array,
  columns: number,
  begin: number,
  end: number,
  out: Float32Array,
  stride: number,
): void {
  for (let top = begin; top < end; top += TILE)
    for (let left = 0; left < columns; left += TILE)
      for (let column = left; column < Math.min(left + TILE, columns); column++)
        for (let row = top; row < Math.min(top + TILE, end); row++)
          out[column * stride + row] = values[(row - begin) * columns + column] ?? 0;
}
