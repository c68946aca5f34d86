import { failure, success, type Result } from '../result';
import { infeasible } from './conflicts';
import { formulate } from './formulate';
import { solve } from './interiorPoint';
import { fundingCost, product, variance, type Problem } from './problem';
import type { ConvexProgram, Row } from './program';

/** The homogeneous program only finds the risk aversion; what it leads to is proven like any other answer. */
const SOLVED = 1e-6;
/** Below this share of the largest variance, a variance is rounding: the covariance is singular. */
const RISKLESS = 1e-9;

/**
 * The mean-variance problem whose optimum has the largest Sharpe ratio. With y = kappa w, that ratio is found as the
 * least variance of y with a given mean after costs, every limit multiplied by kappa >= 0 (Cornuejols & Tutuncu,
 * Optimization Methods in Finance, 2007, section 8.2). At its w the gradient of the ratio is that of the utility with
 * risk aversion mean / (2 variance); the ratio being pseudoconcave, the optimum of this utility maximises it too.
 */
export function* tangentUtility(problem: Problem): Generator<number[], Result<Problem>> {
  const { program } = formulate({ ...problem, objective: { kind: 'utility', riskAversion: 0.5 } });
  const { x, residual } = solve(homogenise(program));
  const count = problem.mean.length;
  const weights = Array.from(x.subarray(0, count), (y) => y / x[count]!);
  const mean = product(problem.mean, weights) - fundingCost(problem, weights);
  const risk = variance(problem.covariance, weights);
  const largest = Math.max(...problem.covariance.map((row, i) => row[i]!));
  const hasRisk = risk > RISKLESS * largest * product(weights, weights);
  if (residual <= SOLVED && mean > 0 && hasRisk) {
    const riskAversion = mean / (2 * risk);
    return success({ ...problem, objective: { kind: 'utility', riskAversion } });
  }
  const conflict = yield* infeasible(problem, weights);
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
