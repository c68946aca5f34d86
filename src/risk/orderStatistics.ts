/**
 * Which order statistics estimate a quantile, and bound it without any assumption on the law.
 * Ranks are 1-based in losses sorted ascending: rank `count` is the worst loss.
 */

/** Two-sided 95 % point of the standard normal law. */
export const Z_95 = 1.959963984540054;

export interface TailRanks {
  /** Rank of the value at risk: the smallest loss that at least `confidence` of the paths do not exceed. */
  estimate: number;
  low: number;
  high: number;
  /** Probability that [low, high] covers the true quantile; below 0.95 where `high` was cut at the worst path. */
  coverage: number;
}

/** count x confidence, with the rounding of a decimal confidence taken off (0.95 x 1e6 is 950000). */
export function quantilePosition(count: number, confidence: number): number {
  const position = count * confidence;
  const nearest = Math.round(position);
  return Math.abs(position - nearest) < 1e-9 * count ? nearest : position;
}

/**
 * David & Nagaraja, Order Statistics, 3rd ed. (2003), section 7.1: [X(low), X(high)] covers the quantile exactly when
 * low <= B < high, B binomial (count, confidence). The ranks are those of the normal approximation, rounded outwards;
 * the coverage stated is the exact binomial one.
 */
export function tailRanks(count: number, confidence: number): TailRanks {
  const position = quantilePosition(count, confidence);
  const spread = Z_95 * Math.sqrt(position * (1 - confidence));
  const low = Math.max(Math.floor(position - spread), 1);
  const high = Math.min(Math.ceil(position + spread), count);
  const estimate = Math.min(Math.max(Math.ceil(position), 1), count);
  return { estimate, low, high, coverage: binomialBetween(count, confidence, low, high - 1) };
}

/** P(low <= B <= high) for B binomial (n, p), by the ratio of neighbouring terms outwards from the mode. */
export function binomialBetween(n: number, p: number, low: number, high: number): number {
  const mode = Math.min(Math.floor((n + 1) * p), n);
  let total = 0;
  let inside = 0;
  const add = (k: number, term: number): void => {
    total += term;
    if (k >= low && k <= high) inside += term;
  };
  const negligible = 1e-18;
  for (let k = mode, term = 1; k <= n && term > negligible; k++) {
    add(k, term);
    term *= ((n - k) / (k + 1)) * (p / (1 - p));
  }
  for (let k = mode, term = 1; k > 0 && term > negligible; k--) {
    term *= (k / (n - k + 1)) * ((1 - p) / p);
    add(k - 1, term);
  }
  return inside / total;
}
