import type { Estimate } from '../market/covariance';
import type { OptimizeInput } from './problem';

export interface Reading {
  name: 'literal' | 'longOnly' | 'longShort';
  input: OptimizeInput;
}

/**
 * Three readings of the original ASTRA's problem, "minimise w'Cov w subject to |w|_1 <= 2 and a net near zero". Taken
 * at its word the optimum is the empty book. What it published (JPM 37 %, MSFT 37 %, volatility 18.55 %) is the
 * long-only, fully invested book of least variance; the lab's default book is the mean-variance one under its limits.
 */
export function astraReadings({ meanDailyReturn, covarianceDaily }: Estimate): Reading[] {
  return [
    {
      name: 'literal',
      input: { objective: 'minimumVariance', covarianceDaily, grossLimit: 2, netTarget: 0 },
    },
    {
      name: 'longOnly',
      input: { objective: 'minimumVariance', covarianceDaily, longOnly: true, fullyInvested: true },
    },
    {
      name: 'longShort',
      input: {
        objective: 'meanVariance',
        covarianceDaily,
        meanDailyReturn,
        riskAversion: 0.5,
        grossLimit: 2,
        netLimit: 0.05,
      },
    },
  ];
}
