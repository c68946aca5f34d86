/** Anderson's acceleration of a fixed-point iteration x -> x + step(x). */

/** One point of the iteration with what was computed there. */
export interface FixedPoint<Found> {
  found: Found;
  /** How often `at` was asked. */
  iterations: number;
}

/** What is known at a point: the plain step from it, zero at the fixed point, and anything else. */
export interface Evaluation {
  step: number[];
}

interface Difference {
  point: number[];
  step: number[];
}

/** How many past differences a step is made of. */
const MEMORY = 8;

/**
 * From `start` until the step is no longer than `tolerance` (Euclidean); undefined after `most` evaluations, or where a
 * step is no number. A step of
 * Anderson's that does not shorten the residual is taken back for the plain one, so that where the plain iteration
 * converges, so does this.
 *
 * Walker & Ni, "Anderson acceleration for fixed-point iterations" (2011), with the differences of section 2.
 */
export function fixedPoint<Found extends Evaluation>(
  at: (point: number[]) => Found,
  start: number[],
  { tolerance, most }: { tolerance: number; most: number },
): FixedPoint<Found> | undefined {
  let point = start;
  let found = at(point);
  let iterations = 1;
  let past: Difference[] = [];
  while (!(length(found.step) <= tolerance)) {
    if (iterations >= most || !Number.isFinite(length(found.step))) return undefined;
    let next = accelerated(point, found.step, past);
    let reached = at(next);
    iterations++;
    if (past.length > 0 && !(length(reached.step) <= length(found.step))) {
      past = [];
      next = plus(point, found.step);
      reached = at(next);
      iterations++;
    }
    past.push({ point: minus(next, point), step: minus(reached.step, found.step) });
    if (past.length > MEMORY) past.shift();
    [point, found] = [next, reached];
  }
  return { found, iterations };
}

/** The point whose step would be shortest if the step were linear between the past points, and its plain step. */
function accelerated(point: number[], step: number[], past: Difference[]): number[] {
  const basis: { direction: number[]; move: number[] }[] = [];
  let next = plus(point, step);
  let rest = step;
  for (const difference of past) {
    let direction = difference.step;
    let move = plus(difference.point, difference.step);
    for (const earlier of basis) {
      const share = dot(earlier.direction, direction);
      direction = direction.map((d, i) => d - share * earlier.direction[i]!);
      move = move.map((m, i) => m - share * earlier.move[i]!);
    }
    const size = length(direction);
    if (!(size > LEAST_DIRECTION * length(difference.step))) continue;
    direction = direction.map((d) => d / size);
    move = move.map((m) => m / size);
    basis.push({ direction, move });
    const share = dot(direction, rest);
    rest = rest.map((r, i) => r - share * direction[i]!);
    next = next.map((x, i) => x - share * move[i]!);
  }
  return next;
}

/** A past step that lies within this share of the span of the others tells nothing new but rounding. */
const LEAST_DIRECTION = 1e-10;

function plus(a: number[], b: number[]): number[] {
  return a.map((value, i) => value + b[i]!);
}

function minus(a: number[], b: number[]): number[] {
  return a.map((value, i) => value - b[i]!);
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function length(a: number[]): number {
  return Math.sqrt(dot(a, a));
}
