import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KKT_BOUND, type Optimum } from '../../src/inventory/assess';
import { optimize, type OptimizeOptions } from '../../src/inventory/optimize';
import type { OptimizeInput } from '../../src/inventory/problem';
import { astraReadings } from '../../src/inventory/readings';
import { astraBook } from '../reference/astraBook';
import { excess, minimised, randomProblem } from './problems';
import { solveByScs } from './scsReference';

interface BatteryCase {
  assets: number;
  mean: number[];
  covariance: number[][];
  riskAversion: number;
  grossLimit: number;
  netLimit: number;
  costLong: number[];
  costShort: number[];
  objective: number;
  dualGross: number;
}

const battery = JSON.parse(
  readFileSync(new URL('../reference/optimizer_battery.json', import.meta.url), 'utf8'),
) as { cases: BatteryCase[] };
const { covarianceDaily, meanDailyReturn } = astraBook;
const minimumVariance = { objective: 'minimumVariance', covarianceDaily } as const;
const unlimited: OptimizeInput = {
  objective: 'meanVariance',
  ...{ covarianceDaily, meanDailyReturn, riskAversion: 0.5 },
};
const longShort: OptimizeInput = { ...unlimited, grossLimit: 2, netLimit: 0.05 };

function solved(input: OptimizeInput): Optimum {
  const result = optimize(input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function refused(
  input: OptimizeInput,
  options?: OptimizeOptions,
): { code: string; message: string } {
  const result = optimize(input, options);
  if (result.ok) throw new Error('was solved');
  return result.error;
}

describe("cvxopt's 24 problems", () => {
  it.each(battery.cases.map((problem, i) => [i + 1, problem.assets, problem] as const))(
    'case %i, %i assets: objective to 1e-8 of scale and 1e-6 of itself, limits to 1e-7, dual of gross',
    (_, _assets, { mean, covariance, objective, dualGross, ...rest }) => {
      const input: OptimizeInput = {
        objective: 'meanVariance',
        ...{ meanDailyReturn: mean, covarianceDaily: covariance, ...rest },
      };
      const ours = solved(input);
      const difference = Math.abs(ours.objective - objective);
      expect(difference).toBeLessThan(1e-8);
      expect(difference / Math.abs(objective)).toBeLessThan(1e-6);
      expect(-minimised(input, ours.weights)).toBeCloseTo(ours.objective, 15);
      expect(excess(input, ours.weights)).toBeLessThan(1e-7);
      expect(ours.kktResidual).toBeLessThan(1e-8);
      expect(Math.abs(ours.duals.gross - dualGross)).toBeLessThan(
        1e-6 * Math.max(...mean.map(Math.abs)),
      );
    },
  );
});

describe("three readings of ASTRA's problem", () => {
  const [literal, longOnly, mixed] = astraReadings(astraBook).map(({ input }) => solved(input));

  it('literally the best book is empty', () => {
    expect(literal!.weights).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it.each([
    ['the long-only book of least variance', longOnly!, astraBook.minimumVarianceLongOnly],
    ['the mean-variance book', mixed!, astraBook.longShort],
  ])('%s: weights to 1e-4, volatility to 1e-6', (_, ours, theirs) => {
    theirs.weights.forEach((w, i) => expect(Math.abs(ours.weights[i]! - w)).toBeLessThan(1e-4));
    expect(Math.abs(ours.annualVolatility - theirs.annualVolatility)).toBeLessThan(1e-6);
  });

  it('the duals are those of cvxopt, net positive at its upper limit and negative at its lower', () => {
    expect(mixed!.duals.gross).toBeCloseTo(astraBook.longShort.dualGross, 9);
    expect(mixed!.duals.net).toBeCloseTo(astraBook.longShort.dualNetUpper, 9);
    const opposite = meanDailyReturn.map((mean) => -mean);
    const mirrored = solved({ ...longShort, meanDailyReturn: opposite });
    expect(mirrored.duals.net).toBeCloseTo(-astraBook.longShort.dualNetUpper, 9);
  });

  it('a dual is the gain of a little more room', () => {
    const more = solved({ ...longShort, grossLimit: 2.0001 });
    expect((more.objective - mixed!.objective) / 1e-4).toBeCloseTo(mixed!.duals.gross, 7);
  });
});

describe('closed forms', () => {
  it('two assets, long only, fully invested', () => {
    const [a, b, c] = [0.04, 0.09, 0.012];
    const covariance = [
      [a, c],
      [c, b],
    ];
    const { weights } = solved({
      ...minimumVariance,
      ...{ covarianceDaily: covariance, longOnly: true, fullyInvested: true },
    });
    expect(weights[0]).toBeCloseTo((b - c) / (a + b - 2 * c), 9);
  });

  it('without limits, mean-variance solves 2 riskAversion Cov w = mean', () => {
    const { weights } = solved(unlimited);
    covarianceDaily.forEach((row, i) => {
      const product = row.reduce((sum, value, j) => sum + value * weights[j]!, 0);
      expect(product).toBeCloseTo(meanDailyReturn[i]!, 12);
    });
  });

  it('the largest Sharpe ratio without limits is sqrt(mean Cov^-1 mean)', () => {
    const { weights } = solved(unlimited);
    const squared = weights.reduce((sum, w, i) => sum + w * meanDailyReturn[i]!, 0);
    const sharpe = solved({ ...longShort, objective: 'maximumSharpe' });
    expect(sharpe.objective).toBeCloseTo(Math.sqrt(squared), 9);
  });

  it('a single asset fully invested, and one that may hold nothing', () => {
    const one = { ...minimumVariance, covarianceDaily: [[1e-4]] };
    expect(solved({ ...one, fullyInvested: true }).weights[0]).toBeCloseTo(1, 9);
    expect(solved({ ...one, grossLimit: 0 }).weights).toEqual([0]);
  });
});

describe('properties', () => {
  const order = [3, 1, 5, 0, 4, 2];
  const costLong = [1e-4, 2e-4, 0, 1e-4, 5e-5, 3e-4];
  const input = { ...longShort, riskAversion: 2, costLong, costShort: costLong.toReversed() };
  const { weights } = solved(input);
  const near = (others: number[]): void =>
    others.forEach((w, i) => expect(Math.abs(w - weights[i]!)).toBeLessThan(1e-7));

  it('the order of the assets does not matter', () => {
    const permute = (values: number[]): number[] => order.map((i) => values[i]!);
    const permuted = solved({
      ...input,
      covarianceDaily: permute(covarianceDaily.map((_, i) => i)).map((i) =>
        permute(covarianceDaily[i]!),
      ),
      meanDailyReturn: permute(meanDailyReturn),
      costLong: permute(input.costLong),
      costShort: permute(input.costShort),
    });
    const back: number[] = [];
    order.forEach((i, at) => (back[i] = permuted.weights[at]!));
    near(back);
  });

  it('nor does the unit of the objective', () => {
    const times = (values: number[]): number[] => values.map((value) => 1000 * value);
    near(
      solved({
        ...input,
        covarianceDaily: covarianceDaily.map(times),
        meanDailyReturn: times(meanDailyReturn),
        costLong: times(input.costLong),
        costShort: times(input.costShort),
      }).weights,
    );
  });

  it('a limit that does not bind changes nothing, and its dual is zero', () => {
    const loose = solved({ ...input, turnoverLimit: 50, presentWeights: [1, -1, 0, 0, 0, 0] });
    near(loose.weights);
    expect(loose.limits.find(({ limit }) => limit.kind === 'turnover')!.dual).toBe(0);
  });

  it('a weight held at one value stays there', () => {
    const minimumWeight = [0.1, -1, -1, -1, -1, -1];
    const held = solved({ ...input, minimumWeight, maximumWeight: [0.1, 1, 1, 1, 1, 1] });
    expect(held.weights[0]).toBeCloseTo(0.1, 9);
  });

  it('the largest weights may leave exactly one book', () => {
    const only = solved({
      ...minimumVariance,
      ...{ longOnly: true, fullyInvested: true, maximumWeight: new Array<number>(6).fill(1 / 6) },
    });
    only.weights.forEach((w) => expect(w).toBeCloseTo(1 / 6, 7));
  });
});

describe('no answer', () => {
  it.each([
    [
      'fully invested, net band',
      { ...longShort, fullyInvested: true },
      ['fully invested needs net 1', 'the net band allows -0.05 to 0.05'],
    ],
    [
      'fully invested, gross of a half',
      { ...minimumVariance, fullyInvested: true, grossLimit: 0.5, longOnly: true },
      ['fully invested needs net 1', 'gross may be at most 0.5'],
    ],
    [
      'small weights',
      { ...minimumVariance, fullyInvested: true, maximumWeight: new Array<number>(6).fill(0.1) },
      ['fully invested needs net 1', 'the largest weights allowed sum to 0.6'],
    ],
    [
      'a mean out of reach',
      { ...longShort, minimumMean: 0.05 },
      ['gross may be at most 2', 'the mean after costs must reach 500 bp a day'],
    ],
    [
      'groups that need more than there is',
      {
        ...minimumVariance,
        grossLimit: 1,
        groups: [{ name: 'banks', members: [3, 4, 5], minimum: 1.5 }],
      },
      ['gross may be at most 1', 'the group banks must hold at least 1.5'],
    ],
    [
      'turnover too small to get inside the gross',
      { ...longShort, presentWeights: [3, 0, 0, 0, 0, -3], turnoverLimit: 1 },
      ['gross may be at most 2', 'turnover from the present book may be at most 1'],
    ],
  ] as [string, OptimizeInput, string[]][])(
    '%s: the limits that conflict are named, and no other',
    (_, input, named) => {
      const { code, message } = refused(input);
      expect(code).toBe('infeasible');
      expect(message).toBe(
        `No book meets these limits together: ${named.join('; ')}. Loosen one of them.`,
      );
    },
  );

  it('iterations exhausted: a sentence with the residual, no weights', () => {
    const { code, message } = refused(longShort, { maximumIterations: 5 });
    expect(code).toBe('notProven');
    expect(message).toMatch(/^After 5 iterations .* more than the 1e-7 .* so none are shown\.$/);
  });

  it('an objective without end asks for a gross limit', () => {
    expect(refused({ ...unlimited, netLimit: 0.05, riskAversion: 0 }).code).toBe('unbounded');
  });

  it('no book earns more than its costs: there is no Sharpe ratio to maximise', () => {
    const objective = 'maximumSharpe' as const;
    const losing = { ...longShort, objective, meanDailyReturn: meanDailyReturn.map((m) => -m) };
    expect(refused({ ...losing, longOnly: true }).code).toBe('noSharpeRatio');
    expect(refused({ ...losing, fullyInvested: true }).code).toBe('infeasible');
  });

  it.each([
    [
      'an indefinite covariance',
      {
        covarianceDaily: [
          [1, 2],
          [2, 1],
        ],
      },
      'notPositiveSemidefinite',
    ],
    ['a covariance that is not square', { covarianceDaily: [[1, 0]] }, 'notSquare'],
    ['no assets', { covarianceDaily: [] }, 'badInput'],
    ['a mean too short', { meanDailyReturn: [1] }, 'badInput'],
    ['a negative gross limit', { grossLimit: -1 }, 'badInput'],
    ['no risk aversion', { riskAversion: undefined }, 'badInput'],
    ['turnover from nowhere', { turnoverLimit: 1 }, 'badInput'],
    ['a gross limit beyond all sense', { grossLimit: 1e300 }, 'badInput'],
    ['a covariance beyond all sense', { covarianceDaily: [[1e308]] }, 'badInput'],
    ['a mean beyond all sense', { meanDailyReturn: [1e7, 0, 0, 0, 0, 0] }, 'badInput'],
    ['a risk aversion beyond all sense', { riskAversion: 1e300 }, 'badInput'],
    [
      'more assets than a step can hold',
      { covarianceDaily: Array.from({ length: 257 }, () => new Array<number>(257).fill(0)) },
      'badInput',
    ],
    ['income on both sides', { costShort: new Array<number>(6).fill(-1) }, 'paidBothWays'],
  ])('%s is refused', (_, change, code) => {
    expect(refused({ ...longShort, ...change }).code).toBe(code);
  });

  it('a name whose own limits conflict is named', () => {
    const assetNames = ['AAPL', 'MSFT', 'GOOGL', 'JPM', 'GS', 'MS'];
    const minimumWeight = [-1, -1, -1, 0.5, -1, -1];
    const maximumWeight = [1, 1, 1, 0.4, 1, 1];
    expect(refused({ ...longShort, assetNames, minimumWeight, maximumWeight })).toMatchObject({
      code: 'infeasible',
      message: expect.stringContaining('JPM must be at least 0.5 and at most 0.4.') as string,
    });
    expect(
      refused({ ...longShort, longOnly: true, maximumWeight: [1, 1, -0.1, 1, 1, 1] }).message,
    ).toContain('asset 3 must be at least 0 and at most -0.1.');
  });

  it('income on both sides matters only where both are open, and by more than rounding', () => {
    const costs = { costLong: new Array<number>(6).fill(1e-4) };
    const paid = { ...longShort, ...costs, costShort: new Array<number>(6).fill(-2e-4) };
    expect(refused({ ...paid, assetNames: ['AAPL'] }).message).toContain(
      'AAPL earns money (it costs 1 and -2 bp a day)',
    );
    expect(solved({ ...paid, longOnly: true }).weights.every((w) => w >= 0)).toBe(true);
    const rounded = new Array<number>(6).fill(-1e-4 - 1e-20);
    expect(solved({ ...longShort, ...costs, costShort: rounded }).weights).toHaveLength(6);
  });
});

describe('500 random problems: singular covariances, twin assets, limits tight, loose and in conflict', () => {
  const seeds = Array.from({ length: 500 }, (_, i) => i);

  it('SCS agrees on every objective to 1e-6 of the largest variance, and on what is infeasible', () => {
    let infeasible = 0;
    for (const seed of seeds) {
      const input = randomProblem(seed, seed % 25 === 0 ? 100 : 20);
      const ours = optimize(input);
      const theirs = solveByScs(input);
      if (!ours.ok) {
        expect([seed, ours.error.code, theirs.status]).toEqual([seed, 'infeasible', 'INFEASIBLE']);
        infeasible++;
        continue;
      }
      expect([seed, theirs.status]).toEqual([seed, 'SOLVED']);
      const scale = Math.max(...input.covarianceDaily.map((row, i) => row[i]!));
      const gain = minimised(input, theirs.weights) - minimised(input, ours.value.weights);
      expect(Math.abs(gain) / scale, `problem ${seed}`).toBeLessThan(1e-6);
      expect(excess(input, ours.value.weights), `problem ${seed}`).toBeLessThan(1e-8);
      expect(ours.value.kktResidual, `problem ${seed}`).toBeLessThan(KKT_BOUND);
    }
    expect(infeasible).toBeGreaterThan(50);
  });
});
