/** What a little more room is worth, by solving again: the multipliers alone do not say it where they are not unique. */
import type { Optimum } from './assess';
import { bestInside } from './optimize';
import type { Limit, OptimizeInput } from './problem';
import { readProblem } from './readProblem';

/** One point: a hundredth of net asset value. A required mean moves by one basis point. */
const POINT = 0.01;
const BASIS_POINT = 1e-4;

/** The problem with one limit moved by one point, and the objective of its best book. */
export interface Relaxed {
  limit: Limit;
  /** A total's minimum, or a required mean, is moved down. */
  direction: 'more' | 'less';
  /** As {@link Optimum.objective}. */
  objective: number;
}

/**
 * Each limit that binds, moved by a point to where its multiplier points; one without a proven best book there is left
 * out. A point the other way, or of a limit with multiplier 0, gains nothing: the optimum is concave in the limits, and
 * every multiplier bounds its gain (Boyd & Vandenberghe 2004, section 5.6.2). Yields between iterations.
 */
export function* relaxations(
  input: OptimizeInput,
  optimum: Optimum,
): Generator<unknown, Relaxed[]> {
  const read = readProblem(input);
  if (!read.ok) return [];
  const { limits } = read.value;
  const relaxed: Relaxed[] = [];
  for (const [k, limit] of limits.entries()) {
    const { dual } = optimum.limits[k]!;
    if (dual === 0) continue;
    const wider = moved(limit, dual);
    const problem = { ...read.value, limits: limits.with(k, wider) };
    const best = yield* bestInside(problem, { near: optimum });
    const direction = limit.kind === 'mean' || dual < 0 ? 'less' : 'more';
    if (best.ok) relaxed.push({ limit, direction, objective: best.value.objective });
  }
  return relaxed;
}

/** A total that is given moves as a whole; of a band, the side that binds. */
function moved(limit: Limit, dual: number): Limit {
  if (limit.kind === 'weights') return limit;
  if (limit.kind === 'mean') return { ...limit, minimum: limit.minimum - BASIS_POINT };
  if (limit.kind !== 'total') return { ...limit, maximum: limit.maximum + POINT };
  const { minimum, maximum } = limit;
  const isGiven = minimum === maximum;
  return {
    ...limit,
    minimum: isGiven ? minimum + POINT * Math.sign(dual) : dual < 0 ? minimum - POINT : minimum,
    maximum: isGiven ? maximum + POINT * Math.sign(dual) : dual > 0 ? maximum + POINT : maximum,
  };
}
