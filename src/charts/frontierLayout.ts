import { line, scaleLinear, type ScaleLinear } from 'd3';
import type { PlotSize } from './plot';

/** A book by its risk and its earnings: a year's volatility and mean after costs, fractions. */
export interface RiskAndMean {
  volatility: number;
  mean: number;
}

export interface FrontierLayout {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  outline: string;
}

const AIR = 0.08;

/** The frontier and the books beside it, from no volatility at the left edge. */
export function frontierLayout(
  points: RiskAndMean[],
  beside: RiskAndMean[],
  size: PlotSize,
): FrontierLayout {
  const all = [...points, ...beside];
  const widest = Math.max(...all.map(({ volatility }) => volatility), 0.01);
  const means = all.map(({ mean }) => mean);
  const [low, high] = [Math.min(...means, 0), Math.max(...means, 0)];
  const air = AIR * Math.max(high - low, 0.01);
  const x = scaleLinear([0, widest * (1 + AIR)], [0, size.width]);
  const y = scaleLinear([low - air, high + air], [size.height, 0]);
  const lineOf = line<RiskAndMean>(
    ({ volatility }) => x(volatility),
    ({ mean }) => y(mean),
  );
  return { x, y, outline: lineOf(points) ?? '' };
}
