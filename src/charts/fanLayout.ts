import { area, extent, line, scaleLinear, type ScaleLinear } from 'd3';
import type { SimulationResult } from '../simulation/result';
import type { PlotSize } from './plot';

export interface FanBand {
  /** Share of the paths between the two quantiles. */
  share: number;
  outline: string;
  /** The band's upper edge on the last day, pixels. */
  endY: number;
}

export interface FanLayout {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  /** Widest first, so that narrower ones are drawn over it. */
  bands: FanBand[];
  median: string | undefined;
  worst: { path: number; portfolioReturn: number; outline: string; endY: number }[];
}

/** Bands between symmetric quantiles of portfolio value by day, and the worst paths over them. Values start at 1. */
export function fanLayout(
  fan: SimulationResult['fan'],
  worst: SimulationResult['worst'],
  size: PlotSize,
): FanLayout {
  const { probabilities, byDay } = fan;
  const days = byDay.length - 1;
  const [low = 0, high = 2] = extent([
    ...byDay.flat(),
    ...worst.flatMap((path) => path.valueByDay),
  ]);
  const padding = (high - low || 0.02) * 0.04;
  const x = scaleLinear([0, days], [0, size.width]);
  const y = scaleLinear([low - padding, high + padding], [size.height, 0]);
  const lineOf = line<number>((_, day) => x(day), y);
  const bands: FanBand[] = [];
  for (let k = 0; k < probabilities.length / 2 - 0.5; k++) {
    const mirror = probabilities.length - 1 - k;
    const areaOf = area<number[]>()
      .x((_, day) => x(day))
      .y0((values) => y(values[k]!))
      .y1((values) => y(values[mirror]!));
    const share = probabilities[mirror]! - probabilities[k]!;
    bands.push({ share, outline: areaOf(byDay) ?? '', endY: y(byDay[days]![mirror]!) });
  }
  const middle = probabilities.indexOf(0.5);
  const median = middle < 0 ? undefined : lineOf(byDay.map((values) => values[middle]!));
  return {
    x,
    y,
    bands,
    median: median ?? undefined,
    worst: worst.map(({ path, portfolioReturn, valueByDay }) => ({
      path,
      portfolioReturn,
      outline: lineOf(valueByDay) ?? '',
      endY: y(valueByDay.at(-1)!),
    })),
  };
}
