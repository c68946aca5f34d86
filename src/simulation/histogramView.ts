import type { HistogramBins } from './plan';

/**
 * The bars worth showing, the same for every run of a request. The outer bars hold everything beyond, so the counts
 * sum to the paths.
 */
export function histogramView(
  bins: Float64Array,
  layout: HistogramBins,
): { edges: number[]; counts: number[] } {
  const { firstBar, lastBar, lowestBin, binsPerUnit } = layout;
  const counts = Array.from(bins.subarray(firstBar, lastBar + 1));
  counts[0]! += sum(bins.subarray(0, firstBar));
  counts[counts.length - 1]! += sum(bins.subarray(lastBar + 1));
  const edges = Array.from(
    { length: counts.length + 1 },
    (_, i) => (lowestBin + firstBar + i) / binsPerUnit,
  );
  return { edges, counts };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
