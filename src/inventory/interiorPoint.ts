import { Iteration, type Solution } from './iteration';
import type { ConvexProgram } from './program';

/** Stop where {@link Solution.residual} is below this; data are scaled to about one. */
const TOLERANCE = 1e-10;
const MAXIMUM_ITERATIONS = 80;
/** Iterations without a smaller residual. */
const PATIENCE = 12;

/**
 * Mehrotra's predictor-corrector interior-point method (Mehrotra 1992; for quadratic programs Nocedal & Wright,
 * Numerical Optimization, 2nd ed., algorithm 16.4), started off the feasible set. The corrector can throw the iterates into
 * a cycle (Cartis 2009); it is then replaced by a plain centring step. Yields each iterate, so that a caller
 * may stop, slice or draw the way to the optimum; returns the iterate with the smallest residual.
 */
export function* interiorPoint(
  program: ConvexProgram,
  maximumIterations = MAXIMUM_ITERATIONS,
): Generator<Solution, Solution> {
  const iteration = new Iteration(program);
  let best = iteration.snapshot(0);
  for (let k = 1; k <= maximumIterations && best.residual > TOLERANCE; k++) {
    iteration.advance();
    const now = iteration.snapshot(k);
    if (!(now.residual < Infinity)) break;
    if (now.residual < best.residual) best = now;
    else if (k > best.iterations + PATIENCE) break;
    yield now;
  }
  return best;
}

/** {@link interiorPoint} for its end alone, with a pause after each iteration. */
export function* solving(program: ConvexProgram): Generator<undefined, Solution> {
  const steps = interiorPoint(program);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield undefined;
  }
}
