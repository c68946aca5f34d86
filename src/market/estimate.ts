import { failure, success, type Result } from '../result';
import { ewmaEstimate, ledoitWolfEstimate, sampleEstimate, type Estimate } from './covariance';
import { simpleReturns } from './returns';

export interface Estimator {
  method: 'sample' | 'ewma' | 'ledoitWolf';
  /** Decay a day of `ewma`, in (0, 1); 0.94 where absent (RiskMetrics). */
  lambda?: number | undefined;
}

export interface EstimateInput extends Estimator {
  /** T + 1 rows (days, oldest first) of N positive prices. */
  prices: number[][];
}

/** Mean and covariance of simple daily returns by the method asked for; fails naming the row that is not usable. */
export function estimate(input: EstimateInput): Result<Estimate & { shrinkage?: number }> {
  const { prices, method, lambda = 0.94 } = input;
  const assets = prices[0]?.length ?? 0;
  if (prices.length < 3 || assets === 0) {
    return failure(
      'tooFewPrices',
      'An estimate needs at least 3 rows of prices, one column an asset.',
      'prices',
    );
  }
  const badRow = prices.findIndex(
    (row) => row.length !== assets || !row.every((price) => price > 0 && price < Infinity),
  );
  if (badRow >= 0) {
    return failure(
      'badPrices',
      `Row ${badRow + 1} must hold ${assets} positive prices.`,
      `prices, row ${badRow + 1}`,
    );
  }
  if (method === 'ewma' && !(lambda > 0 && lambda < 1)) {
    return failure('badLambda', `Lambda must lie between 0 and 1, not ${lambda}.`, 'lambda');
  }
  const estimated = estimateReturns(simpleReturns(prices), { method, lambda });
  if (!estimated.covarianceDaily.flat().every(Number.isFinite)) {
    return failure(
      'badPrices',
      'These prices jump by too much for a covariance: check them for a lost or an added decimal point.',
      'prices',
    );
  }
  return success(estimated);
}

/** `returns`: T rows (days, oldest first) of N simple returns, T >= 2. */
export function estimateReturns(
  returns: number[][],
  { method, lambda = 0.94 }: Estimator,
): Estimate & { shrinkage?: number } {
  if (method === 'sample') return sampleEstimate(returns);
  return method === 'ewma' ? ewmaEstimate(returns, lambda) : ledoitWolfEstimate(returns);
}
