import { scaleLinear, type ScaleLinear } from 'd3';
import type { SimulationResult } from '../simulation/result';
import { formatPercent } from './format';
import { fittingTicks } from './ticks';
import type { PlotSize } from './plot';

export type CountScale = 'linear' | 'log';

/** A bin as a rectangle in pixels. `low` and `high` are its edges. */
export interface Bar {
  low: number;
  high: number;
  count: number;
  x: number;
  width: number;
  y: number;
  height: number;
  /** How much of the width, from the left, lies below the cut. */
  tailWidth: number;
}

export interface HistogramLayout {
  x: ScaleLinear<number, number>;
  bars: Bar[];
  countTicks: { count: number; y: number }[];
}

/** Wide bars get a gap of one pixel; narrow ones touch. */
const GAP_FROM_WIDTH = 5;
/** Below this width the labels of the marks would cover the bars, so the bars leave them room. Pixels. */
const NARROW = 640;
const LABEL_HEIGHT = 44;

/**
 * Bars of a histogram whose tail ends at `cut`, such as the value at risk with its sign turned. On the log scale a bar is
 * as high as log(1 + count), so an empty bin has no height.
 */
export function histogramLayout(
  histogram: SimulationResult['histogram'],
  cut: number,
  size: PlotSize,
  countScale: CountScale,
): HistogramLayout {
  const { edges, counts } = histogram;
  const x = scaleLinear([edges[0]!, edges.at(-1)!], [0, size.width]);
  const highest = Math.max(...counts, 1);
  const fullHeight = size.height - (size.width < NARROW ? LABEL_HEIGHT : 0);
  const heightOf = (count: number): number =>
    fullHeight * (countScale === 'log' ? Math.log1p(count) / Math.log1p(highest) : count / highest);
  const tailEnd = x(cut);
  const bars = counts.map((count, i) => {
    const left = x(edges[i]!);
    const full = x(edges[i + 1]!) - left;
    const width = full >= GAP_FROM_WIDTH ? full - 1 : full;
    const height = heightOf(count);
    return {
      low: edges[i]!,
      high: edges[i + 1]!,
      count,
      x: left,
      width,
      y: size.height - height,
      height,
      tailWidth: Math.min(Math.max(tailEnd - left, 0), width),
    };
  });
  const countTicks = ticksOfCount(highest, fullHeight, countScale).map((count) => ({
    count,
    y: size.height - heightOf(count),
  }));
  return { x, bars, countTicks };
}

function ticksOfCount(highest: number, height: number, countScale: CountScale): number[] {
  if (countScale === 'linear') return fittingTicks(0, highest, height, 40).filter(Number.isInteger);
  const powers = Array.from({ length: 1 + Math.floor(Math.log10(highest)) }, (_, i) => 10 ** i);
  return [0, ...powers];
}

/** A bar's returns in words; the outer bars hold everything beyond. */
export function barRange({ edges, counts }: SimulationResult['histogram'], bar: number): string {
  const low = formatPercent(edges[bar]!);
  const high = formatPercent(edges[bar + 1]!);
  if (bar === 0) return `${high} or less`;
  if (bar === counts.length - 1) return `${low} or more`;
  return `${low} to ${high}`;
}
