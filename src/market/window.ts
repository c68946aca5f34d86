import { failure, success, type Result } from '../result';
import type { Prices } from './prices';

/**
 * The prices of some tickers, in the order asked for, from one date to another (both included).
 * Fails on an unknown ticker and on a window of fewer than 3 days.
 */
export function selectWindow(
  market: Prices,
  tickers: string[],
  from: string,
  to: string,
): Result<Prices> {
  const columns = tickers.map((ticker) => market.tickers.indexOf(ticker));
  const unknown = columns.indexOf(-1);
  if (unknown >= 0) {
    return failure(
      'unknownTicker',
      `There are no prices for "${tickers[unknown]}". Choose one of the ${market.tickers.length} tickers.`,
      tickers[unknown],
    );
  }
  const first = market.dates.findIndex((date) => date >= from);
  const end = market.dates.findIndex((date) => date > to);
  const last = end < 0 ? market.dates.length : end;
  if (first < 0 || last - first < 3) {
    return failure(
      'windowTooShort',
      `Between ${from} and ${to} there are ${first < 0 ? 0 : Math.max(last - first, 0)} days of prices; at least 3 are needed. ` +
        `The data run from ${market.dates[0]} to ${market.dates.at(-1)}.`,
      'window',
    );
  }
  return success({
    tickers,
    dates: market.dates.slice(first, last),
    prices: market.prices.slice(first, last).map((row) => columns.map((column) => row[column]!)),
  });
}
