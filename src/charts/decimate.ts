/**
 * The bars of `values[from..to)` that are worth drawing on `columns` pixels, ascending: of each column its first,
 * lowest, highest and last. A line through them covers the same pixels as one through all of them (M4: Jugel, Jerzak,
 * Hackenbroich & Markl, 2014). Values that are not finite are left out.
 */
export function worthDrawing(
  values: ArrayLike<number>,
  from: number,
  to: number,
  columns: number,
): number[] {
  const bars: number[] = [];
  const perColumn = Math.max((to - from) / Math.max(Math.floor(columns), 1), 1);
  for (let column = 0; from + column * perColumn < to; column++) {
    const start = Math.ceil(from + column * perColumn);
    const end = Math.min(Math.ceil(from + (column + 1) * perColumn), to);
    pushColumn(bars, values, start, end);
  }
  return bars;
}

function pushColumn(bars: number[], values: ArrayLike<number>, start: number, end: number): void {
  let first = -1;
  let last = -1;
  let lowest = -1;
  let highest = -1;
  for (let bar = start; bar < end; bar++) {
    const value = values[bar]!;
    if (!Number.isFinite(value)) continue;
    if (first < 0) first = lowest = highest = bar;
    else if (value < values[lowest]!) lowest = bar;
    else if (value > values[highest]!) highest = bar;
    last = bar;
  }
  if (first < 0) return;
  let previous = -1;
  for (const bar of [first, Math.min(lowest, highest), Math.max(lowest, highest), last]) {
    if (bar > previous) bars.push(bar);
    previous = bar;
  }
}
