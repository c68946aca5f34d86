/**
 * Simple returns p(t) / p(t - 1) - 1. `prices`: T + 1 rows (days, oldest first) of N positive prices; gives T rows.
 */
export function simpleReturns(prices: number[][]): number[][] {
  return prices.slice(1).map((row, t) => row.map((price, i) => price / prices[t]![i]! - 1));
}
