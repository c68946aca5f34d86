import { describe, expect, it } from 'vitest';
import { nearestCorrelation } from '../../src/market/nearestCorrelation';
import { PAIRWISE_EXAMPLE, pairwiseCorrelation } from '../../src/market/pairwiseCorrelation';
import { cholesky } from '../../src/math/cholesky';
import { smallestEigenvalue } from '../math/matrices';
import { embeddedMarket } from '../reference/astraBook';

const market = embeddedMarket();
const { tickers, windows } = PAIRWISE_EXAMPLE;

function matrixOf(pairs: typeof windows): number[][] {
  const result = pairwiseCorrelation(market, tickers, pairs);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Pearson's correlation of two tickers on the returns between two dates, straight from the definition. */
function pearson(a: string, b: string, from: string, to: string): number {
  const rows = market.prices.filter((_, t) => market.dates[t]! >= from && market.dates[t]! <= to);
  const returns = [a, b].map((ticker) => {
    const column = market.tickers.indexOf(ticker);
    return rows.slice(1).map((row, t) => row[column]! / rows[t]![column]! - 1);
  });
  const [x, y] = returns.map((series) => {
    const mean = series.reduce((sum, r) => sum + r, 0) / series.length;
    return series.map((r) => r - mean);
  }) as [number[], number[]];
  const dot = (u: number[], v: number[]): number => u.reduce((sum, r, t) => sum + r * v[t]!, 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

describe('pairwiseCorrelation', () => {
  it('measures each pair on its own window', () => {
    const matrix = matrixOf(windows);
    for (const { assets, from, to } of windows) {
      const [i, j] = assets.map((ticker) => tickers.indexOf(ticker)) as [number, number];
      expect(matrix[i]![j]).toBeCloseTo(pearson(assets[0], assets[1], from, to), 13);
      expect(matrix[j]![i]).toBe(matrix[i]![j]);
    }
    expect(matrix.map((row, i) => row[i])).toEqual([1, 1, 1]);
  });

  it('the example is impossible, though each of its entries was measured; the nearest matrix is not', () => {
    const matrix = matrixOf(windows);
    expect(smallestEigenvalue(matrix)).toBeLessThan(-0.1);
    expect(cholesky(matrix, tickers)).toMatchObject({
      ok: false,
      error: { where: 'pivot 3 (BAC)' },
    });
    const nearest = nearestCorrelation(matrix);
    expect(nearest.ok && cholesky(nearest.value.correlation).ok).toBe(true);
  });

  it('one window for all is a sample correlation, hence possible', () => {
    const one = windows.map(({ assets }) => ({ assets, from: '2020-01-01', to: '2020-12-31' }));
    expect(smallestEigenvalue(matrixOf(one))).toBeGreaterThan(0);
  });

  it('names the pair without a window, and a window without days', () => {
    expect(pairwiseCorrelation(market, tickers, windows.slice(1))).toMatchObject({
      ok: false,
      error: { code: 'noWindow', where: 'MSFT, JPM' },
    });
    const empty = windows.map((window) => ({ ...window, from: '2019-01-01', to: '2019-12-31' }));
    expect(pairwiseCorrelation(market, tickers, empty)).toMatchObject({
      ok: false,
      error: { code: 'windowTooShort' },
    });
  });
});
