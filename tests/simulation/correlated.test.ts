import { describe, expect, it } from 'vitest';
import { correlationOf } from '../../src/market/covariance';
import { exactTail } from '../../src/risk/exactTail';
import type { Result } from '../../src/result';
import { reordered, uniformCorrelation, withCorrelation } from '../../src/simulation/correlated';
import { buildModel } from '../../src/simulation/model';
import type { SimulationRequest } from '../../src/simulation/request';
import { defaultRequest } from '../reference/astraBook';
import { runReference } from './fixtures';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const request = defaultRequest({ pathCount: 5000, weights: [0.2, 0.2, 0.2, 0.2, 0.1, 0.1] });

function exactValueAtRisk(of: SimulationRequest): number {
  const { portfolioDrift, portfolioLoadings } = valueOf(buildModel(of));
  const volatility = Math.hypot(...portfolioLoadings);
  return exactTail(portfolioDrift, volatility, of.horizonDays, of.confidence)!.valueAtRisk;
}

describe('withCorrelation', () => {
  it('keeps the volatilities and gives the correlations asked for', () => {
    const asked = uniformCorrelation(6, 0.4);
    const { covarianceDaily } = valueOf(withCorrelation(request, asked));
    covarianceDaily.forEach((row, i) => expect(row[i]).toBe(request.covarianceDaily[i]![i]));
    correlationOf(covarianceDaily).forEach((row, i) =>
      row.forEach((value, j) => expect(value).toBeCloseTo(asked[i]![j]!, 15)),
    );
  });

  it('gives the request back for its own correlations, to rounding', () => {
    const { covarianceDaily } = request;
    const same = valueOf(withCorrelation(request, correlationOf(covarianceDaily)));
    same.covarianceDaily.forEach((row, i) =>
      row.forEach((value, j) =>
        expect(Math.abs(value / covarianceDaily[i]![j]! - 1)).toBeLessThan(1e-15 * 4),
      ),
    );
  });

  it('the simulated value at risk covers the exact one: real, zero and one value', async () => {
    const requests = [
      request,
      valueOf(withCorrelation(request, uniformCorrelation(6, 0))),
      valueOf(withCorrelation(request, uniformCorrelation(6, 0.8))),
    ];
    const exact = requests.map(exactValueAtRisk);
    const results = await Promise.all(requests.map((each) => runReference(each)));
    results.forEach(({ valueAtRiskInterval: [low, high] }, k) => {
      expect(low).toBeLessThan(exact[k]!);
      expect(high).toBeGreaterThan(exact[k]!);
    });
    const [real, zero, common] = exact as [number, number, number];
    expect(zero).toBeLessThan(real);
    expect(real).toBeLessThan(common);
  });

  it('names the pivot and its ticker where the correlations are impossible', () => {
    const impossible = valueOf(withCorrelation(request, uniformCorrelation(6, -0.4)));
    expect(buildModel(impossible)).toMatchObject({
      ok: false,
      error: { code: 'notPositiveSemidefinite', where: 'pivot 4 (JPM)' },
    });
  });

  it.each([
    ['too small', uniformCorrelation(5, 0), 'wrongSize'],
    ['a diagonal of 2', uniformCorrelation(6, 0).map((r, i) => r.with(i, 2)), 'notUnitDiagonal'],
    ['no number', uniformCorrelation(6, NaN), 'notFinite'],
    ['beyond 1', uniformCorrelation(6, 1.2), 'beyondOne'],
  ])('refuses a matrix: %s', (_, correlation, code) => {
    expect(withCorrelation(request, correlation)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('reordered', () => {
  const order = [5, 4, 3, 2, 1, 0];

  it('has the same law: equal exact value at risk', () => {
    expect(exactValueAtRisk(reordered(request, order))).toBeCloseTo(exactValueAtRisk(request), 14);
    expect(reordered(reordered(request, order), order)).toEqual(request);
  });

  it('has other paths: another estimate, both intervals around the exact one', async () => {
    const exact = exactValueAtRisk(request);
    const first = await runReference(request);
    const second = await runReference(reordered(request, order));
    expect(second.valueAtRisk).not.toBe(first.valueAtRisk);
    for (const {
      valueAtRiskInterval: [low, high],
    } of [first, second]) {
      expect(low < exact && exact < high).toBe(true);
    }
  });
});
