import { line, scaleLinear, type ScaleLinear } from 'd3';
import type { PlotSize } from './plot';

export type Point = [x: number, y: number];

/** Points in the order of their x. */
export interface Curve {
  name: string;
  points: Point[];
  /** What it means: data, something that should not be, or what these are held against; the reader walks the first two. */
  tone: 'data' | 'loss' | 'reference';
  shape: 'line' | 'dots' | 'dashes';
}

export interface CurveLayout {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  paths: string[];
}

const AIR = 0.04;

/** Axes that hold every point, with some air at the ends of y. */
export function curveLayout(curves: Curve[], size: PlotSize): CurveLayout {
  const [left, right] = spanOf(curves, 0);
  const [low, high] = spanOf(curves, 1);
  const air = (high - low) * AIR;
  const x = scaleLinear([left, right], [0, size.width]);
  const y = scaleLinear([low - air, high + air], [size.height, 0]);
  const lineOf = line<Point>(
    ([across]) => x(across),
    ([, up]) => y(up),
  ).digits(1);
  return {
    x,
    y,
    paths: curves.map(({ points, shape }) => (shape === 'dots' ? '' : (lineOf(points) ?? ''))),
  };
}

/** Never empty, so that a single point has axes too. */
function spanOf(curves: Curve[], axis: 0 | 1): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { points } of curves) {
    for (const point of points) {
      low = Math.min(low, point[axis]);
      high = Math.max(high, point[axis]);
    }
  }
  if (low > high) return [0, 1];
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

/** At most `most` + 1 of the points, as evenly along x as they lie, the ends and what lies alone among them. */
export function thinned(points: Point[], most: number): Point[] {
  const step = (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  const gap = step / most;
  let kept = -Infinity;
  return points.filter(([x], i) => {
    const isKept = x - kept >= gap || i === points.length - 1;
    if (isKept) kept = x;
    return isKept;
  });
}
