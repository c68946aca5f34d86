/** A matrix of correlations of which each was measured on days of its own. */
import { failure, success, type Result } from '../result';
import { correlationOf } from './covariance';
import { estimate } from './estimate';
import type { Prices } from './prices';
import { selectWindow } from './window';

export interface PairWindow {
  assets: [string, string];
  /** ISO dates, both included. */
  from: string;
  to: string;
}

/**
 * Three names whose pairs were measured in two different years. In 2020 all moved with the market; in 2021 MSFT and BAC
 * went their own ways, which two names this close to JPM cannot: the matrix is not positive semidefinite.
 */
export const PAIRWISE_EXAMPLE: { tickers: string[]; windows: PairWindow[] } = {
  tickers: ['MSFT', 'JPM', 'BAC'],
  windows: [
    { assets: ['MSFT', 'JPM'], from: '2020-01-01', to: '2020-12-31' },
    { assets: ['JPM', 'BAC'], from: '2020-01-01', to: '2020-12-31' },
    { assets: ['MSFT', 'BAC'], from: '2021-01-01', to: '2021-12-31' },
  ],
};

/**
 * The sample correlation of each pair of `tickers` on its own window of daily returns, as one N x N matrix. Every entry
 * is a correlation; the whole need not be positive semidefinite. Fails naming the pair that has no window or too few days.
 */
export function pairwiseCorrelation(
  market: Prices,
  tickers: string[],
  windows: PairWindow[],
): Result<number[][]> {
  const matrix = tickers.map((_, i) => tickers.map((_, j) => Number(i === j)));
  for (let i = 0; i < tickers.length; i++) {
    for (let j = 0; j < i; j++) {
      const measured = pairCorrelation(market, [tickers[j]!, tickers[i]!], windows);
      if (!measured.ok) return measured;
      matrix[i]![j] = matrix[j]![i] = measured.value;
    }
  }
  return success(matrix);
}

function pairCorrelation(
  market: Prices,
  pair: [string, string],
  windows: PairWindow[],
): Result<number> {
  const where = pair.join(', ');
  const window = windows.find(({ assets }) => pair.every((ticker) => assets.includes(ticker)));
  if (!window) return failure('noWindow', `Give ${pair.join(' and ')} a window of days.`, where);
  const prices = selectWindow(market, pair, window.from, window.to);
  if (!prices.ok) return prices;
  const estimated = estimate({ prices: prices.value.prices, method: 'sample' });
  return estimated.ok ? success(correlationOf(estimated.value.covarianceDaily)[0]![1]!) : estimated;
}
