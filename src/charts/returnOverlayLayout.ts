import { line, scaleLinear, type ScaleLinear } from 'd3';
import type { SimulationResult } from '../simulation/result';
import type { PlotSize } from './plot';

/** One law of returns among several. */
export interface ReturnSeries {
  name: string;
  histogram: SimulationResult['histogram'];
  /** Fractions of net asset value, a loss is positive. */
  valueAtRisk: number;
  interval: [low: number, high: number];
}

export interface OverlayLayout {
  x: ScaleLinear<number, number>;
  outlines: string[];
}

/** Outlines of equal area on common axes: histograms of different bars compare by density. */
export function overlayLayout(series: ReturnSeries[], size: PlotSize): OverlayLayout {
  const ends = series.flatMap(({ histogram: { edges } }) => [edges[0]!, edges.at(-1)!]);
  const x = scaleLinear([Math.min(...ends), Math.max(...ends)], [0, size.width]);
  const densities = series.map(({ histogram }) => densitiesOf(histogram));
  const y = scaleLinear([0, Math.max(...densities.flat())], [size.height, 0]);
  const outlines = series.map(({ histogram: { edges } }, s) => {
    const corners = densities[s]!.flatMap((density, i): [number, number][] => [
      [x(edges[i]!), y(density)],
      [x(edges[i + 1]!), y(density)],
    ]);
    return line()(corners) ?? '';
  });
  return { x, outlines };
}

function densitiesOf({ edges, counts }: SimulationResult['histogram']): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, i) => count / total / (edges[i + 1]! - edges[i]!));
}
