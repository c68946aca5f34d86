/** Whether standardised innovations are what a right model makes them: independent standard normals. */
import gammainc from '@stdlib/math-base-special-gammainc';
import cdf from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';
import { failure, success, type Result } from '../result';

export interface Diagnostics {
  /** Of serial correlation: chi-squared with `lags` degrees of freedom where there is none. */
  ljungBox: { lags: number; statistic: number; pValue: number };
  skewness: number;
  /** Of the normal law: 3. */
  kurtosis: number;
  /** Normal quantiles against the innovations of the same rank, ascending; thinned to a few hundred, the ends kept. */
  qq: { theoretical: number[]; sample: number[] };
  /** Sums of the innovations so far, over their standard deviation. */
  cusum: number[];
  /** What 19 of 20 right models stay within, up and down, at each bar. */
  cusumBound: number[];
}

const MINIMUM_COUNT = 10;

/**
 * Of the z-scores after the burn-in. Lags: by default the root of their number (Harvey, "Forecasting, structural time
 * series models and the Kalman filter", 1989, 5.4.2). Fails on fewer than ten, and where they do not vary.
 */
export function diagnose(zScore: ArrayLike<number>, lags?: number): Result<Diagnostics> {
  const count = zScore.length;
  if (count < MINIMUM_COUNT) {
    const message = `There are ${count} innovations; at least ${MINIMUM_COUNT} are needed. `;
    return failure('tooShort', `${message}Take more bars or a shorter burn-in.`, 'zScore');
  }
  const z = Float64Array.from(zScore);
  const { mean, variance, skewness, kurtosis } = momentsOf(z);
  if (!(variance > 0 && variance < Infinity)) {
    return failure('constant', 'The innovations do not vary, or are not finite.', 'zScore');
  }
  const ownLags = Math.min(lags ?? Math.floor(Math.sqrt(count)), count - 1);
  return success({
    ljungBox: ljungBox(z, mean, variance, Math.max(ownLags, 1)),
    ...{ skewness, kurtosis },
    qq: normalQuantiles(z.toSorted()),
    cusum: cumulated(z, Math.sqrt((variance * count) / (count - 1))),
    cusumBound: cusumBound(count),
  });
}

/** Divisor T. */
function momentsOf(z: Float64Array) {
  const average = (power: number, centre: number): number =>
    z.reduce((sum, value) => sum + (value - centre) ** power, 0) / z.length;
  const mean = average(1, 0);
  const variance = average(2, mean);
  const skewness = average(3, mean) / variance ** 1.5;
  return { mean, variance, skewness, kurtosis: average(4, mean) / variance ** 2 };
}

/** Ljung & Box, "On a measure of lack of fit in time series models" (1978). */
function ljungBox(z: Float64Array, mean: number, variance: number, lags: number) {
  const count = z.length;
  let statistic = 0;
  for (let lag = 1; lag <= lags; lag++) {
    let sum = 0;
    for (let t = lag; t < count; t++) sum += (z[t]! - mean) * (z[t - lag]! - mean);
    statistic += (sum / count / variance) ** 2 / (count - lag);
  }
  statistic *= count * (count + 2);
  return { lags, statistic, pValue: chiSquaredTail(statistic, lags) };
}

function chiSquaredTail(statistic: number, degreesOfFreedom: number): number {
  return gammainc(statistic / 2, degreesOfFreedom / 2, true, true);
}

const MOST_POINTS = 400;

/** Equally far apart on the normal axis where there are more than can be drawn. */
function normalQuantiles(sorted: Float64Array): Diagnostics['qq'] {
  const count = sorted.length;
  const level = (rank: number): number => quantile((rank + 0.5) / count, 0, 1);
  const end = -level(0);
  const points = Math.min(count, MOST_POINTS);
  const ranks = Array.from({ length: points }, (_, i) => {
    if (points === count) return i;
    const share = cdf(end * ((2 * i) / (points - 1) - 1), 0, 1);
    return Math.min(Math.max(Math.round(share * count - 0.5), 0), count - 1);
  });
  const distinct = [...new Set(ranks)];
  return { theoretical: distinct.map(level), sample: distinct.map((rank) => sorted[rank]!) };
}

function cumulated(z: Float64Array, standardDeviation: number): number[] {
  let sum = 0;
  return Array.from(z, (value) => (sum += value / standardDeviation));
}

/** Brown, Durbin & Evans, "Techniques for testing the constancy of regression relationships over time" (1975). */
function cusumBound(count: number): number[] {
  const root = Math.sqrt(count);
  return Array.from({ length: count }, (_, t) => 0.948 * (root + (2 * (t + 1)) / root));
}
