import { quantileSorted, scaleBand, scaleLinear, type ScaleBand, type ScaleLinear } from 'd3';
import type { PlotSize } from './plot';

export interface WeightScales {
  /** Weights to pixels; zero is inside. */
  x: ScaleLinear<number, number>;
  /** Tickers to rows. */
  y: ScaleBand<string>;
}

const AIR = 0.06;

/** One row a ticker, wide enough for every weight. */
export function weightScales(tickers: string[], weights: number[], size: PlotSize): WeightScales {
  const [low, high] = [Math.min(...weights, 0), Math.max(...weights, 0)];
  const air = AIR * Math.max(high - low, 0.02);
  return {
    x: scaleLinear([low < 0 ? low - air : 0, high > 0 ? high + air : 0.02], [0, size.width]),
    y: scaleBand(tickers, [0, size.height]).padding(0.25),
  };
}

/** One asset's weights over all redraws. */
export interface WeightSpread {
  /** 5 % and 95 % of the redraws lie below. */
  low: number;
  median: number;
  high: number;
}

export function spreadOf(weights: number[]): WeightSpread {
  const sorted = weights.toSorted((a, b) => a - b);
  const quantile = (p: number): number => quantileSorted(sorted, p)!;
  return { low: quantile(0.05), median: quantile(0.5), high: quantile(0.95) };
}

/** Upright strokes at `weights`, as one path. */
export function strokes(
  weights: number[],
  x: ScaleLinear<number, number>,
  top: number,
  height: number,
): string {
  return weights.map((weight) => `M${x(weight).toFixed(1)},${top}v${height}`).join('');
}
