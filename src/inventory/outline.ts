/** The books that the limits allow, in the plane of two assets: a convex polygon. */
import { weightRange, type Limit, type Problem } from './problem';
import { formulate } from './formulate';
import { solving } from './interiorPoint';

export type Point = [x: number, y: number];

/** a x + b y <= limit. */
interface HalfPlane {
  a: number;
  b: number;
  limit: number;
}

/** A vertex this far outside, in weights, is a rounding of one on the line. */
const TOUCHES = 1e-9;
const SAME_CORNER = 1e-6;
const SIGNS = [1, -1] as const;

/**
 * What the limits leave of the square |x|, |y| <= reach where x and y are the weights of two `assets` and every other
 * weight stays as in `weights`. Two points where only a segment is left; empty where nothing is.
 */
export function heldOutline(
  problem: Problem,
  weights: number[],
  assets: [number, number],
  reach: number,
): Point[] {
  const square: Point[] = [
    [-reach, -reach],
    [reach, -reach],
    [reach, reach],
    [-reach, reach],
  ];
  return distinct(halfPlanes(problem, weights, assets).reduce(clip, square));
}

/** Without corners that rounding alone tells from the one before. */
function distinct(outline: Point[]): Point[] {
  return outline.filter((point, k) => k === 0 || distance(point, outline[k - 1]!) > SAME_CORNER);
}

/** One step of Sutherland & Hodgman, "Reentrant polygon clipping" (1974). */
function clip(polygon: Point[], { a, b, limit }: HalfPlane): Point[] {
  const excess = ([x, y]: Point): number => a * x + b * y - limit;
  return polygon.flatMap((point, k) => {
    const next = polygon[(k + 1) % polygon.length]!;
    const [here, there] = [excess(point), excess(next)];
    const kept: Point[] = here <= TOUCHES ? [point] : [];
    if (
      here < -TOUCHES !== there < -TOUCHES &&
      Math.abs(here) > TOUCHES &&
      Math.abs(there) > TOUCHES
    ) {
      const share = here / (here - there);
      kept.push([point[0] + share * (next[0] - point[0]), point[1] + share * (next[1] - point[1])]);
    }
    return kept;
  });
}

function halfPlanes(problem: Problem, weights: number[], [i, j]: [number, number]): HalfPlane[] {
  const others = weights.map((w, k) => (k === i || k === j ? 0 : w));
  const { low, high } = weightRange(problem.limits, weights.length);
  const sides = [
    { a: 1, b: 0, limit: high[i]! },
    { a: -1, b: 0, limit: -low[i]! },
    { a: 0, b: 1, limit: high[j]! },
    { a: 0, b: -1, limit: -low[j]! },
  ];
  const planes = problem.limits.flatMap((limit) => planesOf(problem, limit, others, i, j));
  return [...sides, ...planes].filter(({ limit }) => limit < Infinity);
}

function planesOf(
  problem: Problem,
  limit: Limit,
  others: number[],
  i: number,
  j: number,
): HalfPlane[] {
  const sum = (value: (w: number, k: number) => number): number =>
    others.reduce((total, w, k) => (k === i || k === j ? total : total + value(w, k)), 0);
  switch (limit.kind) {
    case 'weights':
      return [];
    case 'total': {
      const [a, b] = [limit.row[i]!, limit.row[j]!];
      const rest = sum((w, k) => limit.row[k]! * w);
      return [
        { a, b, limit: limit.maximum - rest },
        { a: -a, b: -b, limit: rest - limit.minimum },
      ];
    }
    case 'gross':
    case 'turnover': {
      const from = (k: number): number => (limit.kind === 'turnover' ? limit.from[k]! : 0);
      const room = limit.maximum - sum((w, k) => Math.abs(w - from(k)));
      return pairs(SIGNS).map(([a, b]) => ({ a, b, limit: room + a * from(i) + b * from(j) }));
    }
    case 'mean': {
      // A weight earns the lesser of what it would as a long and as a short.
      const slopes = (k: number): [number, number] => [
        problem.mean[k]! - problem.costLong[k]!,
        problem.mean[k]! + problem.costShort[k]!,
      ];
      const rest = sum((w, k) => w * slopes(k)[w > 0 ? 0 : 1]);
      return slopes(i).flatMap((a) =>
        slopes(j).map((b) => ({ a: -a, b: -b, limit: rest - limit.minimum })),
      );
    }
  }
}

function pairs<T>(values: readonly T[]): [T, T][] {
  return values.flatMap((a) => values.map((b): [T, T] => [a, b]));
}

/** Off the diagonals and the axes, where the faces of these polygons lie, so that each direction finds one vertex. */
const DIRECTIONS = Array.from({ length: 24 }, (_, k) => ((k + 0.5) * Math.PI) / 12);

/**
 * The shadow of all allowed books on the plane of two assets: its farthest points in 24 directions, counterclockwise.
 * Between them it may bulge where limits with other slopes (a required mean) round a corner. Needs a bounded set. Yields
 * between iterations.
 */
export function* freeOutline(
  problem: Problem,
  [i, j]: [number, number],
): Generator<undefined, Point[]> {
  const { program } = formulate({ ...problem, objective: { kind: 'variance' } });
  const quadratic = program.quadratic.map((row) => row.map(() => 0));
  const parts = program.parts.map((part) => ({ ...part, cost: 0 }));
  const farthest: Point[] = [];
  for (const angle of DIRECTIONS) {
    const linear = program.linear.map(() => 0);
    linear[i] = -Math.cos(angle);
    linear[j] = -Math.sin(angle);
    const { x } = yield* solving({ ...program, quadratic, parts, linear });
    farthest.push([x[i]!, x[j]!]);
  }
  return distinct(farthest);
}

/** The point of a convex polygon (counterclockwise) nearest to one outside; the point itself where it lies inside. */
export function nearestWithin(outline: Point[], point: Point): Point {
  const edges = outline.map((from, k) => [from, outline[(k + 1) % outline.length]!] as const);
  const isInside =
    outline.length > 2 &&
    edges.every(
      ([from, to]) =>
        (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]) >=
        -TOUCHES,
    );
  if (isInside) return point;
  const feet = edges.map(([from, to]) => footOn(from, to, point));
  return feet.reduce((best, foot) => (distance(foot, point) < distance(best, point) ? foot : best));
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function footOn(from: Point, to: Point, point: Point): Point {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / length : 0;
  const share = Math.min(Math.max(along, 0), 1);
  return [from[0] + share * dx, from[1] + share * dy];
}
