import cdf from '@stdlib/stats-base-dists-normal-cdf';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/alpha/diagnostics';
import { kalman } from '../../src/alpha/kalman';
import { pathNormals } from '../../src/math/normals';
import { nile } from '../reference/nile';

function diagnosed(zScore: ArrayLike<number>, lags?: number) {
  const result = diagnose(zScore, lags);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function normals(path: number, count: number): Float64Array {
  const z = new Float64Array(count);
  pathNormals(11, path, z);
  return z;
}

/** Of chi-squared with 9 degrees of freedom: Abramowitz & Stegun 26.4.4, a finite sum. */
function tailOfNine(statistic: number): number {
  const root = Math.sqrt(statistic);
  const density = Math.exp(-statistic / 2) / Math.sqrt(2 * Math.PI);
  const sum = root + root ** 3 / 3 + root ** 5 / 15 + root ** 7 / 105;
  return 2 * (1 - cdf(root, 0, 1)) + 2 * density * sum;
}

// Durbin & Koopman (2012), 2.12.3: 8.84, -0.03 and 3.09, of the 99 innovations after the diffuse one.
it('gives the published diagnostics of the Nile', () => {
  const noises = {
    delta: 1469.1,
    measurementVariance: 15099,
    initialCovariance: 'diffuse' as const,
  };
  const path = kalman({ x: new Float64Array(100), y: nile, ...noises });
  if (!path.ok) throw new Error(path.error.message);
  const { ljungBox, skewness, kurtosis } = diagnosed(path.value.zScore.subarray(1), 9);
  expect(ljungBox.statistic).toBeCloseTo(8.84, 2);
  expect(ljungBox.pValue).toBeCloseTo(tailOfNine(ljungBox.statistic), 12);
  expect(skewness).toBeCloseTo(-0.03, 2);
  expect(kurtosis).toBeCloseTo(3.09, 2);
});

describe('on 1,000 series of 200 normals', () => {
  const runs = 1000;
  const all = Array.from({ length: runs }, (_, path) => diagnosed(normals(path, 200)));
  const within = (count: number, share: number): void => {
    expect(Math.abs(count - share * runs)).toBeLessThan(3 * Math.sqrt(runs * share * (1 - share)));
  };

  it('the p-value of Ljung and Box is below 10 % as often', () => {
    within(all.filter(({ ljungBox }) => ljungBox.pValue < 0.1).length, 0.1);
  });

  it('the CUSUM leaves its bounds at most as often as said', () => {
    const left = all.filter(({ cusum, cusumBound }) =>
      cusum.some((sum, t) => Math.abs(sum) > cusumBound[t]!),
    );
    // The bound is for a continuous time, and cautious between bars: at most 5 %.
    expect(left.length).toBeLessThan(0.05 * runs + 3 * Math.sqrt(runs * 0.05 * 0.95));
    expect(left.length).toBeGreaterThan(0);
  });
});

it('catches serial correlation, a drift and fat tails', () => {
  const z = normals(1, 2000);
  const smooth = z.map((value, t) => value + (z[t - 1] ?? 0));
  expect(diagnosed(smooth).ljungBox.pValue).toBeLessThan(1e-10);
  const { cusum, cusumBound } = diagnosed(z.map((value) => value + 0.3));
  expect(cusum.some((sum, t) => Math.abs(sum) > cusumBound[t]!)).toBe(true);
  expect(diagnosed(z.map((value) => value ** 3)).kurtosis).toBeGreaterThan(10);
});

describe('the quantile plot', () => {
  it('lies on the diagonal for normals, and keeps both ends', () => {
    const z = normals(2, 100_000);
    const { theoretical, sample } = diagnosed(z, 10).qq;
    expect(sample.length).toBeLessThanOrEqual(400);
    expect([sample[0], sample.at(-1)]).toEqual([z.toSorted()[0], z.toSorted().at(-1)]);
    for (const [i, quantile] of theoretical.entries()) {
      if (Math.abs(quantile) > 2) continue;
      // Standard error of a normal quantile at 2: sqrt(p (1 - p) / T) / density < 0.009; four of them.
      expect(Math.abs(sample[i]! - quantile)).toBeLessThan(0.036);
    }
  });

  it('has a point for each of few', () => {
    const { theoretical, sample } = diagnosed(normals(3, 50)).qq;
    expect([theoretical.length, sample.length]).toEqual([50, 50]);
    expect(theoretical[0]).toBeCloseTo(-2.3263479, 6); // of 1 %
  });
});

it.each<[string, ArrayLike<number>]>([
  ['nine innovations', normals(4, 9)],
  ['a constant', new Float64Array(50)],
  ['a NaN', normals(4, 50).with(7, NaN)],
  ['an infinity', normals(4, 50).with(7, Infinity)],
])('%s: a sentence', (_, z) => {
  expect(diagnose(z).ok).toBe(false);
});
