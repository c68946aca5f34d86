import { bin, max, min, nice, quantile } from 'd3';

export interface Bins {
  /** Ascending, one more than counts. */
  edges: number[];
  counts: number[];
}

/** Values beyond so many interquartile ranges from the quartiles lie outside (Tukey, "Exploratory data analysis", 1977). */
const FENCE = 1.5;

/**
 * Some `most` bins with round edges over the bulk of the finite values and all of `shown`; the outer bins hold everything
 * beyond.
 */
export function binned(values: ArrayLike<number>, shown: number[] = [], most = 40): Bins {
  const known = Float64Array.from(values).filter(Number.isFinite).sort();
  const { low: bulkLow, high: bulkHigh } = bulkOf(known);
  const low = min([bulkLow, ...shown])!;
  const high = max([bulkHigh, ...shown])!;
  if (low === high) return { edges: [low - 0.5, high + 0.5], counts: [known.length] };
  const [first, last] = nice(low, high, most);
  const within = known.map((value) => Math.min(Math.max(value, first), last));
  const bins = bin().domain([first, last]).thresholds(most)(within);
  return {
    edges: [...bins.map(({ x0 }) => x0!), last],
    counts: bins.map(({ length }) => length),
  };
}

/** The ends of what lies inside the fences; of `sorted` values. */
export function bulkOf(sorted: Float64Array): { low: number; high: number } {
  const quartile = (share: number): number => quantile(sorted, share) ?? 0;
  const reach = FENCE * (quartile(0.75) - quartile(0.25));
  return {
    low: Math.max(sorted[0] ?? 0, quartile(0.25) - reach),
    high: Math.min(sorted.at(-1) ?? 0, quartile(0.75) + reach),
  };
}
