import { failure, success, type Result } from '../result';
import { infeasible } from './conflicts';
import { formulate } from './formulate';
import { solving } from './interiorPoint';
import { fundingCost, product, variance, type Limit, type Problem } from './problem';
import type { ConvexProgram, Row } from './program';

/** The homogeneous program only finds the risk aversion; what it leads to is proven like any other answer. */
const SOLVED = 1e-6;
/** A multiple that no limit forbids is one that nothing limits. */
const UNLIMITED = 1e9;
/** What the homogeneous program's answer may miss a limit by, a multiple's share. */
const ROUNDING = 1e-6;
/** Below this share of the largest variance, a variance is rounding: the covariance is singular. */
const RISKLESS = 1e-9;

/**
 * The mean-variance problem whose optimum has the largest Sharpe ratio. With y = kappa w, that ratio is found as the
 * least variance of y with a given mean after costs, every limit multiplied by kappa >= 0 (Cornuejols & Tutuncu,
 * Optimization Methods in Finance, 2007, section 8.2). At its w the gradient of the ratio is that of the utility with
 * risk aversion mean / (2 variance); the ratio being pseudoconcave, the optimum of this utility maximises it too.
 *
 * A multiple of a book has the same ratio: of those inside the limits the largest is taken, and gross 1 where nothing
 * limits it. Its risk aversion is that of the book over the multiple. Yields between iterations.
 */
export function* tangentUtility(problem: Problem): Generator<undefined, Result<Problem>> {
  const { program } = formulate({ ...problem, objective: { kind: 'utility', riskAversion: 0.5 } });
  const { x, residual } = yield* solving(homogenise(program));
  const count = problem.mean.length;
  const weights = Array.from(x.subarray(0, count), (y) => y / x[count]!);
  const mean = product(problem.mean, weights) - fundingCost(problem, weights);
  const risk = variance(problem.covariance, weights);
  const largest = Math.max(...problem.covariance.map((row, i) => row[i]!));
  const hasRisk = risk > RISKLESS * largest * product(weights, weights);
  if (residual <= SOLVED && mean > 0 && hasRisk) {
    const riskAversion = mean / (2 * risk) / largestMultiple(problem, weights);
    return success({ ...problem, objective: { kind: 'utility', riskAversion } });
  }
  const conflict = yield* infeasible(problem);
  return (
    conflict ??
    failure(
      'noSharpeRatio',
      'No largest Sharpe ratio was found: either no book inside these limits earns more than its costs, or one earns ' +
        'without risk. Loosen the limits, or check the means and the covariance.',
      'objective',
    )
  );
}

/** How many times the weights, at least once, meet every limit. */
function largestMultiple(problem: Problem, weights: number[]): number {
  const meets = (multiple: number): boolean =>
    problem.limits.every((limit) => isWithin(limit, weights, multiple));
  const gross = weights.reduce((sum, w) => sum + Math.abs(w), 0);
  if (meets(UNLIMITED)) return 1 / gross;
  let [low, high] = [1, UNLIMITED];
  for (let i = 0; i < 100; i++) {
    const middle = Math.sqrt(low * high);
    if (meets(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** A required mean is met by any multiple of a book that meets it. */
function isWithin(limit: Limit, weights: number[], multiple: number): boolean {
  const rounding = ROUNDING * multiple;
  const sum = (value: (w: number, i: number) => number): number =>
    weights.reduce((total, w, i) => total + value(multiple * w, i), 0);
  switch (limit.kind) {
    case 'mean':
      return true;
    case 'gross':
      return sum(Math.abs) <= limit.maximum;
    case 'turnover':
      return sum((w, i) => Math.abs(w - limit.from[i]!)) <= limit.maximum;
    case 'total': {
      const total = sum((w, i) => limit.row[i]! * w);
      return total >= limit.minimum - rounding && total <= limit.maximum + rounding;
    }
    case 'weights':
      return weights.every(
        (w, i) =>
          multiple * w >= limit.minimum[i]! - rounding &&
          multiple * w <= limit.maximum[i]! + rounding,
      );
  }
}

/** min 1/2 y'Py with mean after costs >= 1 in the program's units, and every limit's right-hand side times kappa. */
function homogenise({ quadratic, linear, parts, bounds, budgets }: ConvexProgram): ConvexProgram {
  const n = linear.length;
  const scaled = ({ columns, values }: Row, limit: number): Row => {
    const kept = columns.map((column) => (column < n ? column : column + 1));
    return limit === 0
      ? { columns: kept, values }
      : { columns: [...kept, n], values: [...values, -limit] };
  };
  const earnings: Row = {
    columns: [...linear.keys(), ...parts.map((_, k) => n + 1 + k)],
    values: [...linear, ...parts.map(({ cost }) => cost)],
  };
  return {
    quadratic: [...quadratic.map((row) => [...row, 0]), new Array<number>(n + 1).fill(0)],
    linear: new Array<number>(n + 1).fill(0),
    parts: parts.map(({ row, offset }) => ({ row: scaled(row, offset), offset: 0, cost: 0 })),
    bounds: [
      ...bounds.map(({ row, limit }) => ({ row: scaled(row, limit), limit: 0 })),
      { row: { columns: [n], values: [-1] }, limit: 0 },
    ],
    budgets: [
      ...budgets.map(({ row, limit, isEquality }) => ({
        row: scaled(row, limit),
        limit: 0,
        isEquality,
      })),
      { row: earnings, limit: -1, isEquality: false },
    ],
  };
}
