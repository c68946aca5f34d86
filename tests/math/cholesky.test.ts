import { describe, expect, it } from 'vitest';
import { cholesky } from '../../src/math/cholesky';
import { estimate } from '../../src/market/estimate';
import { astraBook, embeddedMarket } from '../reference/astraBook';

function factorOf(matrix: number[][]): number[][] {
  const result = cholesky(matrix);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.factor;
}

function timesTranspose(factor: number[][]): number[][] {
  return factor.map((a) => factor.map((b) => a.reduce((sum, value, k) => sum + value * b[k]!, 0)));
}

/** A random covariance of n assets on `factors` common factors, with a fixed rule instead of a seed. */
function covariance(n: number, factors: number, ownVariance: number): number[][] {
  const exposure = Array.from({ length: n }, (_, i) =>
    Array.from({ length: factors }, (_, k) => Math.sin(1 + 7 * i + 3 * k) * 0.01),
  );
  return timesTranspose(exposure).map((row, i) =>
    row.map((v, j) => v + (i === j ? ownVariance : 0)),
  );
}

describe('cholesky', () => {
  it("equals numpy's factor of the default book, to rounding of 6 x 6 sums", () => {
    const factor = factorOf(astraBook.covarianceDaily).flat();
    astraBook.choleskyFactor
      .flat()
      .forEach((expected, i) => expect(factor[i]).toBeCloseTo(expected, 16));
  });

  it.each([1, 2, 31, 64, 256])(
    'gives L Lt = Sigma for %d assets, to n roundings of the largest entry',
    (n) => {
      const sigma = covariance(n, 5, 1e-4);
      const entries = sigma.flat();
      const largest = Math.max(...entries);
      const back = timesTranspose(factorOf(sigma)).flat();
      const worst = Math.max(...back.map((value, i) => Math.abs(value - entries[i]!)));
      expect(worst).toBeLessThan(n * 2.3e-16 * largest);
    },
  );

  it('accepts perfectly correlated assets: a zero pivot gives a zero column', () => {
    const factor = factorOf([
      [4, 2, 4],
      [2, 1, 2],
      [4, 2, 5],
    ]);
    expect(factor).toEqual([
      [2, 0, 0],
      [1, 0, 0],
      [2, 0, 1],
    ]);
  });

  it('accepts a covariance of rank 3 among 20 assets, to the stated pivot tolerance', () => {
    const sigma = covariance(20, 3, 0);
    const entries = sigma.flat();
    const back = timesTranspose(factorOf(sigma)).flat();
    back.forEach((value, i) => expect(value).toBeCloseTo(entries[i]!, 9));
  });

  it('accepts the sample covariance of 32 assets over any window, shorter ones than assets too', () => {
    const market = embeddedMarket();
    for (let days = 3; days <= 40; days++) {
      for (let end = 100; end < market.dates.length; end += 190) {
        const estimated = estimate({
          prices: market.prices.slice(end - days, end),
          method: 'sample',
        });
        const sigma = estimated.ok ? estimated.value.covarianceDaily : [];
        const back = timesTranspose(factorOf(sigma));
        const variances = sigma.map((row, i) => row[i]!);
        back.forEach((row, i) =>
          row.forEach((value, j) => {
            const scale = Math.sqrt(variances[i]! * variances[j]!);
            if (Math.abs(value - sigma[i]![j]!) > 1e-8 * scale)
              throw new Error(`${days}, ${end}: ${i}, ${j}`);
          }),
        );
      }
    }
  });

  it('accepts the zero matrix', () => {
    expect(
      factorOf([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('names the pivot and the ticker that fail, and the value', () => {
    const indefinite = [
      [1, 0.9, 0.7],
      [0.9, 1, 0.3],
      [0.7, 0.3, 1],
    ];
    const result = cholesky(indefinite, ['A', 'B', 'C']);
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'notPositiveSemidefinite', where: 'pivot 3 (C)' },
    });
    // 1 - 0.49 - (0.3 - 0.63)^2 / 0.19
    expect(!result.ok && result.error.message).toContain('-0.06316');
  });

  it('refuses a covariance beside a zero variance', () => {
    expect(
      cholesky([
        [0, 0.1],
        [0.1, 1],
      ]),
    ).toMatchObject({ ok: false, error: { where: 'pivot 1' } });
  });

  it.each([
    ['not square', [[1, 0]], 'notSquare'],
    [
      'not symmetric',
      [
        [1, 0.5],
        [0.4, 1],
      ],
      'notSymmetric',
    ],
    ['not finite', [[NaN]], 'notFinite'],
  ])('refuses a matrix that is %s', (_, matrix, code) => {
    expect(cholesky(matrix)).toMatchObject({ ok: false, error: { code } });
  });
});
