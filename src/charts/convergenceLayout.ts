import { area, line, scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from 'd3';
import type { ConvergencePoint } from '../simulation/result';
import type { PlotSize } from './plot';

export interface ConvergenceLayout {
  x: ScaleLogarithmic<number, number>;
  y: ScaleLinear<number, number>;
  band: string;
  estimate: string;
  exactY: number | undefined;
}

/**
 * The estimate and its interval against the paths done. The axes are those of the whole run from its first point on, so
 * that nothing jumps while it grows: x ends at `pathCount`, and the first interval, the widest, spans y. A later value
 * beyond it is drawn at the edge.
 */
export function convergenceLayout(
  points: ConvergencePoint[],
  pathCount: number,
  exact: number | undefined,
  size: PlotSize,
): ConvergenceLayout {
  const first = points[0]?.pathCount ?? 100;
  const x = scaleLog([Math.min(first, pathCount / 2), pathCount], [0, size.width]);
  const y = scaleLinear(convergenceDomain(points, exact), [size.height, 0]).clamp(true);
  const at = (point: ConvergencePoint): number => x(point.pathCount);
  const areaOf = area<ConvergencePoint>()
    .x(at)
    .y0((point) => y(point.interval[0]))
    .y1((point) => y(point.interval[1]));
  return {
    x,
    y,
    band: areaOf(points) ?? '',
    estimate: line<ConvergencePoint>(at, (point) => y(point.valueAtRisk))(points) ?? '',
    exactY: exact === undefined ? undefined : y(exact),
  };
}

/** Low and high end of the losses shown: the first interval and the exact answer, with a quarter of air. */
export function convergenceDomain(
  points: ConvergencePoint[],
  exact: number | undefined,
): [number, number] {
  const [first] = points;
  if (!first) return [0, 1];
  const shown = exact === undefined ? first.interval : [...first.interval, exact];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const air = Math.max((high - low) * 0.25, 1e-6);
  return [low - air, high + air];
}
