/** Estimators of the mean and covariance of daily returns. `returns`: T rows (days) of N simple returns. */

export interface Estimate {
  /** N. */
  meanDailyReturn: number[];
  /** N x N. */
  covarianceDaily: number[][];
}

/** Sample mean and covariance with divisor T - 1. T >= 2. */
export function sampleEstimate(returns: number[][]): Estimate {
  const meanDailyReturn = meanOf(returns);
  const centred = returns.map((row) => row.map((r, i) => r - meanDailyReturn[i]!));
  return {
    meanDailyReturn,
    covarianceDaily: secondMoment(centred, () => 1 / (returns.length - 1)),
  };
}

/**
 * Exponentially weighted second moment about zero, weights proportional to lambda^age and summing to one
 * (J.P. Morgan, RiskMetrics Technical Document, 4th ed., 1996, section 5.2). The mean is the sample's.
 */
export function ewmaEstimate(returns: number[][], lambda: number): Estimate {
  const total = (1 - lambda ** returns.length) / (1 - lambda);
  return {
    meanDailyReturn: meanOf(returns),
    covarianceDaily: secondMoment(returns, (t) => lambda ** (returns.length - 1 - t) / total),
  };
}

/**
 * The sample covariance (divisor T) shrunk towards the mean variance times the identity, with the optimal intensity of
 * Ledoit & Wolf, "A well-conditioned estimator for large-dimensional covariance matrices" (2004), section 3.3.
 */
export function ledoitWolfEstimate(returns: number[][]): Estimate & { shrinkage: number } {
  const days = returns.length;
  const meanDailyReturn = meanOf(returns);
  const n = meanDailyReturn.length;
  const centred = returns.map((row) => row.map((r, i) => r - meanDailyReturn[i]!));
  const sample = secondMoment(centred, () => 1 / days);
  const level = sample.reduce((sum, row, i) => sum + row[i]!, 0) / n;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) distance += (sample[i]![j]! - (i === j ? level : 0)) ** 2;
  }
  let error = 0;
  for (const row of centred) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) error += (row[i]! * row[j]! - sample[i]![j]!) ** 2;
    }
  }
  const shrinkage = distance === 0 ? 1 : Math.min(error / days ** 2 / distance, 1);
  const covarianceDaily = sample.map((row, i) =>
    row.map((value, j) => (1 - shrinkage) * value + (i === j ? shrinkage * level : 0)),
  );
  return { meanDailyReturn, covarianceDaily, shrinkage };
}

/** Correlations of a covariance matrix; a name without variance correlates with nothing but itself. */
export function correlationOf(covariance: number[][]): number[][] {
  return covariance.map((row, i) =>
    row.map((value, j) => {
      if (i === j) return 1;
      const scale = Math.sqrt(row[i]! * covariance[j]![j]!);
      return scale > 0 ? value / scale : 0;
    }),
  );
}

function meanOf(returns: number[][]): number[] {
  const sum = new Array<number>(returns[0]?.length ?? 0).fill(0);
  for (const row of returns) row.forEach((r, i) => (sum[i]! += r));
  return sum.map((total) => total / returns.length);
}

function secondMoment(rows: number[][], weight: (t: number) => number): number[][] {
  const n = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  rows.forEach((row, t) => {
    const w = weight(t);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) matrix[i]![j]! += w * row[i]! * row[j]!;
    }
  });
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[j]![i] = matrix[i]![j]!;
  return matrix;
}
