import { describe, expect, it } from 'vitest';
import { pathNormals } from '../../src/math/normals';
import { buildModel, horizonMoments } from '../../src/simulation/model';
import { replayPath } from '../../src/simulation/replay';
import { defaultRequest } from '../reference/astraBook';
import { requestOfAssets, runReference } from './fixtures';

function normals(seed: number, path: number, count: number): Float64Array {
  const out = new Float64Array(count);
  pathNormals(seed, path, out);
  return out;
}

describe('the float64 reference', () => {
  it('one asset, held: the product of its days, in closed form', async () => {
    const request = requestOfAssets(1, { rebalancing: 'held', weights: [1], horizonDays: 20 });
    const { returns } = await runReference(request, { returns: true });
    for (const path of [0, 1, 999, 1999]) {
      const growth = normals(1, path, 20).reduce(
        (product, z) => product * (1 + 0.0005 + 0.02 * z),
        1,
      );
      expect(returns![path]).toBeCloseTo(growth - 1, 13);
    }
  });

  it('one asset: held and rebalanced are the same book', async () => {
    const daily = await runReference(requestOfAssets(1), { returns: true });
    const held = await runReference(requestOfAssets(1, { rebalancing: 'held' }), { returns: true });
    daily.returns!.forEach((value, path) => expect(held.returns![path]).toBeCloseTo(value, 13));
  });

  it('the collapsed form makes the same paths as asset by asset, to rounding', async () => {
    const request = defaultRequest({ pathCount: 200 });
    const model = buildModel(request);
    const { returns } = await runReference(request, { returns: true });
    for (let path = 0; path < 200; path++) {
      const replay = replayPath(model.ok ? model.value : (undefined as never), path);
      expect(replay.portfolioReturn).toBeCloseTo(returns![path]!, 13);
    }
  });

  it('an all-zero covariance: every path earns the drift and nothing else', async () => {
    const zero = [
      [0, 0],
      [0, 0],
    ];
    for (const rebalancing of ['daily', 'held'] as const) {
      const request = requestOfAssets(2, { covarianceDaily: zero, rebalancing });
      const { valueAtRisk, expectedShortfall, mean, standardDeviation } =
        await runReference(request);
      expect(valueAtRisk).toBeCloseTo(1 - 1.0005 ** 10, 14);
      expect(expectedShortfall).toBeCloseTo(valueAtRisk, 12);
      expect(mean).toBeCloseTo(1.0005 ** 10 - 1, 8); // the centre of the sums is a float32
      expect(standardDeviation).toBeLessThan(1e-8);
    }
    const still = await runReference(
      requestOfAssets(2, { covarianceDaily: zero, meanDailyReturn: [0, 0] }),
    );
    expect([still.valueAtRisk, still.mean, still.standardDeviation]).toEqual([0, 0, 0]);
  });

  it('perfectly correlated assets: the book is its net exposure in one of them', async () => {
    const one = Array.from({ length: 3 }, () => Array.from({ length: 3 }, () => 0.0004));
    const book = requestOfAssets(3, { covarianceDaily: one, weights: [0.5, 0.4, -0.7] });
    const { returns } = await runReference(book, { returns: true });
    // Asset by asset the draws of assets 2 and 3 meet zero columns; of a path's 30 normals every third is used.
    for (const path of [0, 7, 1999]) {
      const z = normals(1, path, 30).filter((_, k) => k % 3 === 0);
      const growth = z.reduce((product, shock) => product * (1 + 0.2 * (0.0005 + 0.02 * shock)), 1);
      expect(returns![path]).toBeCloseTo(growth - 1, 13);
    }
  });

  it('hedged by its twin: a long and a short of perfectly correlated assets never move', async () => {
    const one = [
      [0.0004, 0.0004],
      [0.0004, 0.0004],
    ];
    const { valueAtRisk } = await runReference(
      requestOfAssets(2, { covarianceDaily: one, weights: [1, -1], meanDailyReturn: [0, 0] }),
    );
    expect(Math.abs(valueAtRisk)).toBeLessThan(1e-15);
  });

  it('weights scaled by 2 scale the one-day loss by 2, exactly', async () => {
    const once = defaultRequest({ horizonDays: 1 });
    const twice = { ...once, weights: once.weights.map((w) => 2 * w) };
    const [a, b] = [await runReference(once), await runReference(twice)];
    expect(b.valueAtRisk).toBe(2 * a.valueAtRisk);
    expect(b.valueAtRiskInterval).toEqual(a.valueAtRiskInterval.map((x) => 2 * x));
    expect(b.expectedShortfall).toBeCloseTo(2 * a.expectedShortfall, 15);
  });

  it.each(['daily', 'held'] as const)(
    'mean and deviation over the horizon, %s: the exact moments to 5 standard errors',
    async (rebalancing) => {
      const request = requestOfAssets(3, {
        rebalancing,
        pathCount: 20_000,
        weights: [0.8, -0.5, 0.6],
        horizonDays: 21,
      });
      const { mean, standardDeviation } = await runReference(request);
      const exact = horizonMoments(request);
      expect(Math.abs(mean - exact.mean)).toBeLessThan((5 * exact.deviation) / Math.sqrt(20_000));
      // Standard error of a deviation: sd / sqrt(2 n) for a normal law, a little more for this one.
      expect(Math.abs(standardDeviation / exact.deviation - 1)).toBeLessThan(6 / Math.sqrt(40_000));
    },
  );
});

describe('replay', () => {
  const request = defaultRequest({ rebalancing: 'held', horizonDays: 21 });
  const model = buildModel(request);
  const replay = replayPath(model.ok ? model.value : (undefined as never), 123);

  it('contributions add up to the value, day by day and in all', () => {
    replay.contributionsByDay.forEach((day, t) => {
      const profit = day.reduce((sum, c) => sum + c, 0);
      expect(replay.valueByDay[t + 1]).toBeCloseTo(replay.valueByDay[t]! + profit, 14);
    });
    const total = replay.contributionsByDay.flat().reduce((sum, c) => sum + c, 0);
    expect(total).toBeCloseTo(replay.portfolioReturn, 13);
  });

  it('a held asset contributes its weight times its own growth', () => {
    request.weights.forEach((weight, i) => {
      const growth = replay.assetReturnsByDay.reduce((product, day) => product * (1 + day[i]!), 1);
      const contribution = replay.contributionsByDay.reduce((sum, day) => sum + day[i]!, 0);
      expect(contribution).toBeCloseTo(weight * (growth - 1), 13);
    });
  });

  it("equals the run's return of that path", async () => {
    const { returns } = await runReference(request, { returns: true });
    expect(replay.portfolioReturn).toBeCloseTo(returns![123]!, 13);
  });
});
