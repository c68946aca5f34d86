import { describe, expect, it } from 'vitest';
import type { Optimum } from '../../src/inventory/assess';
import { bootstrapWeights, type Redrawn } from '../../src/inventory/bootstrap';
import { frontier, type FrontierInput } from '../../src/inventory/frontier';
import { optimize, optimizing } from '../../src/inventory/optimize';
import type { OptimizeInput } from '../../src/inventory/problem';
import { toEnd } from '../../src/inventory/toEnd';
import { DEFAULT_BOOK } from '../../src/market/book';
import { estimateReturns, type Estimator } from '../../src/market/estimate';
import { simpleReturns } from '../../src/market/returns';
import { selectWindow } from '../../src/market/window';
import { failure, type Result } from '../../src/result';
import { astraBook, embeddedMarket } from '../reference/astraBook';
import { randomProblem } from './problems';

const { covarianceDaily, meanDailyReturn } = astraBook;
const limits: FrontierInput = {
  ...{ covarianceDaily, meanDailyReturn, grossLimit: 2, netLimit: 0.5, minimumWeight: undefined },
  costLong: new Array<number>(6).fill(1.1e-4),
  costShort: new Array<number>(6).fill(-8e-5),
};

function pointsOf(input: FrontierInput): Optimum[] {
  const points = toEnd(frontier(input));
  if (!points.ok) throw new Error(points.error.message);
  return points.value;
}

describe('the efficient frontier', () => {
  it.each([
    ['of the default assets, after costs', limits],
    [
      'long only and fully invested',
      { covarianceDaily, meanDailyReturn, longOnly: true, fullyInvested: true },
    ],
    [
      'of thirty assets and fewer days',
      { ...randomProblem(3, 30), ...{ grossLimit: 2, netLimit: 1 } },
    ],
  ] as [string, FrontierInput][])(
    '%s: 40 proven points, mean and variance rise, the variance is convex in the mean',
    (_, input) => {
      const points = pointsOf(input);
      expect(points).toHaveLength(40);
      const range = points.at(-1).meanAfterCosts - points[0]!.meanAfterCosts;
      const spread = points.at(-1).objective - points[0]!.objective;
      points.forEach(({ meanAfterCosts, objective, kktResidual }, k) => {
        expect(kktResidual).toBeLessThan(1e-7);
        if (k === 0) return;
        expect((meanAfterCosts - points[k - 1]!.meanAfterCosts) / range).toBeCloseTo(1 / 39, 3); // the end lies 1e-4 inside
        expect(objective).toBeGreaterThan(points[k - 1]!.objective);
        if (k === 1 || k === 39) return;
        const bend = points[k + 1]!.objective - 2 * objective + points[k - 1]!.objective;
        expect(bend / spread).toBeGreaterThan(-1e-8);
      });
    },
  );

  it('begins at the least variance and ends at the largest mean', () => {
    const points = pointsOf(limits);
    const least = optimize({ ...limits, objective: 'minimumVariance' });
    const largest = optimize({ ...limits, objective: 'meanVariance', riskAversion: 0 });
    if (!least.ok || !largest.ok) throw new Error('not solved');
    expect(points[0]!.objective).toBeCloseTo(least.value.objective, 12);
    expect(points.at(-1).meanAfterCosts / largest.value.objective).toBeCloseTo(1, 3);
  });

  it('fails with the limits that conflict', () => {
    const points = toEnd(frontier({ ...limits, netLimit: 0.05, fullyInvested: true }));
    expect(points).toMatchObject({ ok: false, error: { code: 'infeasible' } });
  });
});

it('the largest Sharpe ratio lies above every point of the frontier of 40 random problems', () => {
  let compared = 0;
  for (let seed = 0; seed < 40; seed++) {
    const { covarianceDaily: sample, ...rest } = randomProblem(seed, 12);
    // A sample of few days is singular: some book would earn without risk. A little of each variance is added.
    const covariance = sample.map((row, i) => row.map((x, j) => (i === j ? 1.01 * x : x)));
    const input: OptimizeInput = {
      ...{ ...rest, covarianceDaily: covariance },
      objective: 'maximumSharpe',
    };
    const best = optimize(input);
    if (!best.ok) {
      expect(['infeasible', 'noSharpeRatio']).toContain(best.error.code);
      continue;
    }
    for (const { meanAfterCosts, annualVolatility } of pointsOf(input)) {
      const reached = (best.value.objective * annualVolatility) / Math.sqrt(252);
      expect(meanAfterCosts - reached, `problem ${seed}`).toBeLessThan(1e-11);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(800);
});

it('a book that earns without risk has no largest Sharpe ratio', () => {
  const twins = [
    [1e-4, 1e-4],
    [1e-4, 1e-4],
  ];
  const result = optimize({
    objective: 'maximumSharpe',
    ...{ covarianceDaily: twins, meanDailyReturn: [2e-3, 1e-3], grossLimit: 2 },
  });
  expect(result.ok ? '' : result.error.code).toBe('noSharpeRatio');
});

describe('500 bootstrap estimates', () => {
  const window = selectWindow(
    embeddedMarket(),
    DEFAULT_BOOK.tickers,
    DEFAULT_BOOK.from,
    DEFAULT_BOOK.to,
  );
  if (!window.ok) throw new Error(window.error.message);
  const returns = simpleReturns(window.value.prices);
  const input = {
    objective: 'minimumVariance',
    covarianceDaily,
    longOnly: true,
    fullyInvested: true,
  } as const;
  /** On the days' own covariance, by the estimator asked for. */
  const solver = (method: Estimator['method'] = 'sample') =>
    function* (days: number[][]): Generator<unknown, Result<Optimum>> {
      const { covarianceDaily } = estimateReturns(days, { method });
      return yield* optimizing({ ...input, covarianceDaily });
    };
  function redrawn(
    seed: number,
    count?: number,
    solve: Parameters<typeof bootstrapWeights>[1] = solver(),
  ): Redrawn {
    const steps = bootstrapWeights(returns, solve, seed, count);
    for (let last = 0; ;) {
      const { done, value } = steps.next();
      if (!done) {
        expect(value).toBeGreaterThanOrEqual(last);
        last = value;
      } else if (value.ok) return value.value;
      else throw new Error(value.error.message);
    }
  }
  const draws = (seed: number, count?: number): number[][] => redrawn(seed, count).weights;

  it("JPM's 37 % is known to a few points: the draws surround it", () => {
    const jpm = draws(1).map((weights) => weights[3]!);
    const mean = jpm.reduce((sum, w) => sum + w, 0) / jpm.length;
    const deviation = Math.sqrt(jpm.reduce((sum, w) => sum + (w - mean) ** 2, 0) / 499);
    expect(jpm).toHaveLength(500);
    expect(Math.abs(mean - 0.365)).toBeLessThan(deviation);
    expect(deviation).toBeGreaterThan(0.01);
    expect(deviation).toBeLessThan(0.1);
  });

  it('a draw depends on the seed and its index only', () => {
    expect(draws(1, 3)).toEqual(draws(1, 5).slice(0, 3));
    expect(draws(2, 1)).not.toEqual(draws(1, 1));
  });

  it('are of the estimator asked for: 32 effective days of an EWMA scatter more than 477 of a sample', () => {
    const scatter = (method: Estimator['method']): number => {
      const jpm = redrawn(1, 100, solver(method)).weights.map((weights) => weights[3]!);
      const mean = jpm.reduce((sum, w) => sum + w, 0) / jpm.length;
      return jpm.reduce((sum, w) => sum + (w - mean) ** 2, 0);
    };
    // (1 + 0.94) / (1 - 0.94) = 32 days count in effect, 15 times fewer: the variances' ratio is of that order.
    expect(scatter('ewma') / scatter('sample')).toBeGreaterThan(4);
    expect(scatter('ledoitWolf') / scatter('sample')).toBeLessThan(1.5);
  });

  it('a draw without an answer is counted, and all of them without one is a failure', () => {
    let draw = 0;
    // eslint-disable-next-line require-yield -- like a solver that fails at once
    function* fails(): Generator<never, Result<Optimum>> {
      return failure('noSharpeRatio', 'None.');
    }
    const partly = redrawn(1, 4, (days) => (draw++ % 2 === 0 ? fails() : solver()(days)));
    expect(partly.weights).toHaveLength(2);
    expect(partly.unanswered).toBe(2);
    expect(() => redrawn(1, 3, fails)).toThrow('None.');
  });
});
