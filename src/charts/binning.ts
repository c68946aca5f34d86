import { bin, max, min, nice } from 'd3';

export interface Bins {
  /** Ascending, one more than counts. */
  edges: number[];
  counts: number[];
}

/** Some `most` bins with round edges that hold every finite value. */
export function binned(values: ArrayLike<number>, most = 40): Bins {
  const known = Array.from(values).filter(Number.isFinite);
  const [low, high] = nice(min(known) ?? 0, max(known) ?? 0, most);
  if (low === high) return { edges: [low - 0.5, high + 0.5], counts: [known.length] };
  const bins = bin().domain([low, high]).thresholds(most)(known);
  return {
    edges: [...bins.map(({ x0 }) => x0!), high],
    counts: bins.map(({ length }) => length),
  };
}
