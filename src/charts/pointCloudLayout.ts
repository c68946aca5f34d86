import { line, scaleLinear, type ScaleLinear } from 'd3';
import type { PlotSize } from './plot';

/** Points of a plane, one after the other: x0, y0, x1, y1, ... */
export type PlanePoints = ArrayLike<number>;

export interface CloudScales {
  /** Pixels of the square. */
  side: number;
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
}

/** Standard normals beyond this are one in 37,000. */
const REACH = 4.2;
/** Radius of the circle that holds 95 % of two independent normals: sqrt(-2 ln 0.05). */
const RADIUS_95 = Math.sqrt(-2 * Math.log(0.05));
const CORNERS = 90;

/** A square plane of unit variances. */
export function cloudScales(size: PlotSize): CloudScales {
  const side = Math.max(Math.min(size.width, size.height), 0);
  return {
    side,
    x: scaleLinear([-REACH, REACH], [0, side]),
    y: scaleLinear([-REACH, REACH], [side, 0]),
  };
}

/** The line of equal density that holds 95 % of two unit normals with this correlation, |r| <= 1. */
export function densityOutline(correlation: number, { x, y }: CloudScales): string {
  const rest = Math.sqrt(Math.max(1 - correlation ** 2, 0));
  const corners = Array.from({ length: CORNERS + 1 }, (_, k): [number, number] => {
    const angle = (2 * Math.PI * k) / CORNERS;
    const [a, b] = [RADIUS_95 * Math.cos(angle), RADIUS_95 * Math.sin(angle)];
    return [x(a), y(correlation * a + rest * b)];
  });
  return line()(corners) ?? '';
}

/** Index of the point nearest to (x, y). */
export function nearestPoint(points: PlanePoints, x: number, y: number): number {
  let nearest = 0;
  let least = Infinity;
  for (let i = 0; i < points.length; i += 2) {
    const distance = (points[i]! - x) ** 2 + (points[i + 1]! - y) ** 2;
    if (distance < least) [least, nearest] = [distance, i / 2];
  }
  return nearest;
}

/** On the way from one set of points to another; `share` from 0 to 1. */
export function between(from: PlanePoints, to: PlanePoints, share: number): Float64Array {
  return Float64Array.from(to, (value, i) => from[i]! + share * (value - from[i]!));
}
