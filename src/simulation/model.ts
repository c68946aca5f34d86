import { cholesky } from '../math/cholesky';
import { success, type Result } from '../result';
import { checkRequest } from './checkRequest';
import type { Rebalancing, SimulationRequest } from './request';

/**
 * A checked request with its covariance factored: all that a kernel needs to make a path. N assets, T steps (days).
 *
 * Daily rebalancing collapses to one dimension a step: w'(m + L z) = drift + loadings'z, with loadings = L'w.
 */
export interface PathModel {
  seed: number;
  assetCount: number;
  stepCount: number;
  rebalancing: Rebalancing;
  /** N, fractions of net asset value. */
  weights: Float64Array;
  /** N, simple daily returns. */
  mean: Float64Array;
  /** N x N, row-major, lower triangular Cholesky factor of the daily covariance. */
  factor: Float64Array;
  /** w'm, a simple daily return. */
  portfolioDrift: number;
  /** N, L'w. */
  portfolioLoadings: Float64Array;
}

/** Checks the request and factors its covariance; fails naming the field, or the pivot and its ticker. */
export function buildModel(request: SimulationRequest): Result<PathModel> {
  const checked = checkRequest(request);
  if (!checked.ok) return checked;
  const factored = cholesky(request.covarianceDaily, request.tickers);
  if (!factored.ok) return factored;
  const { factor } = factored.value;
  const { weights, meanDailyReturn } = request;
  const loadings = weights.map((_, j) =>
    weights.reduce((sum, w, i) => sum + w * factor[i]![j]!, 0),
  );
  return success({
    seed: request.seed,
    assetCount: weights.length,
    stepCount: request.horizonDays,
    rebalancing: request.rebalancing,
    weights: Float64Array.from(weights),
    mean: Float64Array.from(meanDailyReturn),
    factor: Float64Array.from(factor.flat()),
    portfolioDrift: weights.reduce((sum, w, i) => sum + w * meanDailyReturn[i]!, 0),
    portfolioLoadings: Float64Array.from(loadings),
  });
}

/** Mean and standard deviation of the book's simple return over the horizon, exact for either rebalancing. */
export function horizonMoments(request: SimulationRequest): { mean: number; deviation: number } {
  const { weights, meanDailyReturn, covarianceDaily, horizonDays } = request;
  const n = weights.length;
  let [mean, variance, dailyMean, dailyVariance] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    dailyMean += weights[i]! * meanDailyReturn[i]!;
    mean += weights[i]! * Math.expm1(horizonDays * Math.log1p(meanDailyReturn[i]!));
    for (let j = 0; j < n; j++) {
      const both = (1 + meanDailyReturn[i]!) * (1 + meanDailyReturn[j]!);
      const covariance = covarianceDaily[i]![j]!;
      dailyVariance += weights[i]! * weights[j]! * covariance;
      variance +=
        weights[i]! * weights[j]! * ((both + covariance) ** horizonDays - both ** horizonDays);
    }
  }
  if (request.rebalancing === 'daily') {
    const growth = (1 + dailyMean) ** 2;
    mean = (1 + dailyMean) ** horizonDays - 1;
    variance = (growth + dailyVariance) ** horizonDays - growth ** horizonDays;
  }
  return { mean, deviation: Math.sqrt(Math.max(variance, 0)) };
}
