/** The objective as a surface over the weights of two assets, and where the limits cut it. */
import { success, type Result } from '../result';
import { objectiveOf, type Optimum } from './assess';
import { optimizing } from './optimize';
import { distance, freeOutline, heldOutline, nearestWithin, type Point } from './outline';
import type { Group, Limit, OptimizeInput, Problem } from './problem';
import { readProblem } from './readProblem';

/** The other assets' weights: as in the optimum, or the best ones for each point. */
export type Others = 'held' | 'free';

export interface Terrain {
  assets: [number, number];
  others: Others;
  /** What the limits allow, counterclockwise: a polygon, a segment, or nothing. */
  outline: Point[];
  /** Weights of the grid's columns and rows, ascending and equally spaced. */
  x: number[];
  y: number[];
  /** Row by row, the objective as an {@link Optimum} reports it; NaN where it was not needed or there is none. */
  values: number[];
}

const GRID = { held: 41, free: 21 };
/** A shortfall sorts its scenarios at each point, and solves for them in some ten milliseconds. */
const SCENARIO_GRID = { held: 25, free: 13 };
/** How far a point of the rim is drawn in from the outline, where solving is hard, towards the optimum. */
const INWARDS = 0.01;
/** Around the outline, as a share of its larger side. */
const MARGIN = 0.12;
/** Weights shown where nothing else bounds the picture. */
const LEAST_REACH = 1;

/**
 * The terrain around `weights`. Where the others are free each point is solved for, and those beyond the outline have no
 * value, except that a rim of one cell takes that of the nearest allowed book. Yields the share done, between points and
 * between a point's iterations; nothing while the outline is sought.
 */
export function* terrain(
  input: OptimizeInput,
  weights: number[],
  assets: [number, number],
  others: Others,
): Generator<number | undefined, Result<Terrain>> {
  const read = readProblem(input);
  if (!read.ok) return read;
  const problem = read.value;
  const [i, j] = assets;
  const reach = input.grossLimit ?? Math.max(LEAST_REACH, ...weights.map((w) => 2 * Math.abs(w)));
  const outline =
    others === 'held'
      ? heldOutline(problem, weights, assets, reach)
      : yield* freeOutline(withinReach(problem, reach), assets);
  const best: Point = [weights[i]!, weights[j]!];
  const size = (problem.objective.kind === 'shortfall' ? SCENARIO_GRID : GRID)[others];
  const [x, y] = axes([...outline, best], size);
  const cell = 1.5 * (x[1]! - x[0]!);
  const values: number[] = [];
  let near: Optimum | undefined;
  for (const [row, wy] of y.entries()) {
    for (const wx of x) {
      const at = others === 'held' ? ([wx, wy] as Point) : within(outline, [wx, wy], best);
      if (distance(at, [wx, wy]) > cell) values.push(NaN);
      else if (others === 'held') values.push(objectiveOf(problem, placed(weights, assets, at)));
      else {
        const steps = optimizing(givenAt(input, assets, at), { near });
        let step = steps.next();
        for (; !step.done; step = steps.next()) yield row / size;
        // Each search starts from the last answer.
        if (step.value.ok) near = step.value.value;
        values.push(step.value.ok ? step.value.value.objective : NaN);
        yield row / size;
      }
    }
    yield (row + 1) / size;
  }
  return success({ assets, others, outline, x, y, values });
}

/** Nothing but a gross limit bounds a book for sure. */
function withinReach(problem: Problem, reach: number): Problem {
  if (problem.limits.some(({ kind }) => kind === 'gross')) return problem;
  const maximum = reach * problem.mean.length;
  const cap: Limit = { kind: 'gross', name: 'gross', says: '', maximum };
  return { ...problem, limits: [...problem.limits, cap] };
}

/** The point itself, or the nearest allowed one, drawn inwards. */
function within(outline: Point[], point: Point, best: Point): Point {
  const nearest = nearestWithin(outline, point);
  if (nearest === point) return point;
  const [x, y] = nearest;
  return [x + INWARDS * (best[0] - x), y + INWARDS * (best[1] - y)];
}

/** Columns and rows of a square that holds all points. */
function axes(points: Point[], size: number): [number[], number[]] {
  const ends = ([0, 1] as const).map((axis) => {
    const along = points.map((point) => point[axis]);
    return [Math.min(...along), Math.max(...along)] as const;
  });
  const side = Math.max(...ends.map(([low, high]) => high - low), 0.1) * (1 + 2 * MARGIN);
  const [x, y] = ends.map(([low, high]) =>
    Array.from({ length: size }, (_, k) => (low + high) / 2 + side * (k / (size - 1) - 0.5)),
  );
  return [x!, y!];
}

function placed(weights: number[], [i, j]: [number, number], [x, y]: Point): number[] {
  return weights.with(i, x).with(j, y);
}

/** The same problem with two weights given. */
function givenAt(input: OptimizeInput, assets: [number, number], at: Point): OptimizeInput {
  const given = assets.map((asset, axis): Group => {
    const weight = at[axis]!;
    return { name: `weight ${asset + 1}`, members: [asset], minimum: weight, maximum: weight };
  });
  return { ...input, groups: [...(input.groups ?? []), ...given] };
}
