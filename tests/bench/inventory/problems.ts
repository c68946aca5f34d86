/** The problems that every row of the inventory's benchmark solves, and the judge of every row's answers. */
import { readFileSync } from 'node:fs';
import { certify, kktResidual } from '../../../src/inventory/certificate';
import { formulate } from '../../../src/inventory/formulate';
import { unitCosts } from '../../../src/inventory/funding';
import { frontier } from '../../../src/inventory/frontier';
import { optimize } from '../../../src/inventory/optimize';
import { product, type OptimizeInput } from '../../../src/inventory/problem';
import { readProblem } from '../../../src/inventory/readProblem';
import { toEnd } from '../../../src/inventory/toEnd';
import { DEFAULT_BOOK } from '../../../src/market/book';
import { estimate } from '../../../src/market/estimate';
import { parsePrices } from '../../../src/market/prices';
import { selectWindow } from '../../../src/market/window';
import { type Result } from '../../../src/result';

const ASSETS = 30;
const RISK_AVERSIONS = [0.5, 1, 2, 5, 10, 20, 50];
const POINTS = 40;
/** The published book's terms: 3.6 % base, 50 bp long, 25 bp short, 40 bp borrow, ACT/360. */
const TERMS = {
  longSpreadBp: 50,
  shortRebateSpreadBp: 25,
  borrowFeeBp: 40,
  dayCount: 360,
} as const;

/** Weights, and the multipliers of the limits that join assets, of the objective as it is minimised. */
export interface Answer {
  weights: number[];
  gross: number;
  /** Positive where the upper side binds. */
  net: number;
  /** 0 where no mean is required. */
  mean: number;
}

export type Kind = 'solve' | 'frontier';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function limits(): Omit<OptimizeInput, 'objective'> {
  const market = valueOf(parsePrices(readFileSync('static/data/daily.csv', 'utf8'), 'daily.csv'));
  const tickers = market.tickers.slice(0, ASSETS);
  const { prices } = valueOf(selectWindow(market, tickers, DEFAULT_BOOK.from, DEFAULT_BOOK.to));
  const positions = tickers.map((ticker) => ({ ticker, shares: 0, price: 1 }));
  return {
    ...valueOf(estimate({ prices, method: 'sample' })),
    ...unitCosts({ ...TERMS, positions, baseRate: 0.036 }),
    grossLimit: 2,
    netLimit: 0.05,
  };
}

/** Mean-variance after funding at seven risk aversions; and the 40 least variances at the means of our frontier. */
export function problems(): Record<Kind, OptimizeInput[]> {
  const within = limits();
  const points = valueOf(toEnd(frontier(within, POINTS)));
  return {
    solve: RISK_AVERSIONS.map((riskAversion) => ({
      ...within,
      objective: 'meanVariance',
      riskAversion,
    })),
    frontier: points.map(({ meanAfterCosts }) => ({
      ...within,
      objective: 'minimumVariance',
      minimumMean: meanAfterCosts,
    })),
  };
}

/**
 * Our own answers and their time, ms, from the input to the proven answer. The frontier's includes its two ends, which
 * the peers are given.
 */
export function solveOurs(
  kind: Kind,
  inputs: OptimizeInput[],
): { elapsedMs: number; residual: number } {
  const start = performance.now();
  const optima =
    kind === 'frontier'
      ? valueOf(toEnd(frontier(inputs[0]!, POINTS)))
      : inputs.map((input) => valueOf(optimize(input)));
  const elapsedMs = performance.now() - start;
  return { elapsedMs, residual: Math.max(...optima.map(({ kktResidual }) => kktResidual)) };
}

/** The KKT residual of anybody's answer, by the certificate that the lab shows. */
export function residualOf(input: OptimizeInput, { weights, gross, net, mean }: Answer): number {
  const problem = valueOf(readProblem(input));
  const { objective, covariance, mean: means } = problem;
  const multiplierOf = { total: net, gross, mean, weights: 0, turnover: 0 };
  const multipliers = problem.limits.map(({ kind }) => multiplierOf[kind]);
  const [curvature, slope] =
    objective.kind === 'utility' ? [2 * objective.riskAversion, 1] : [2, 0];
  const gradient = covariance.map(
    (row, i) => curvature * product(row, weights) - slope * means[i]!,
  );
  const { scale } = formulate(problem);
  return kktResidual(certify(problem, weights, multipliers, { gradient, error: 0 }, scale));
}
