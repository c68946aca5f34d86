import type { Optimum } from './assess';
import type { Limit, OptimizeInput } from './problem';

/** One point: a hundredth of net asset value. */
const POINT = 0.01;
const BASIS_POINTS = 1e4;
const DAYS_A_YEAR = 252;

/** What each binding limit costs, such as "One more point of gross would add 0.06 bp a day to the mean after costs and risk." */
export function dualsInWords(optimum: Optimum, objective: OptimizeInput['objective']): string[] {
  return optimum.limits
    .filter(({ dual }) => dual !== 0)
    .map(({ limit, dual }) => sentence(limit, dual, objective, optimum.annualVolatility));
}

function sentence(
  limit: Limit,
  dual: number,
  objective: OptimizeInput['objective'],
  annualVolatility: number,
): string {
  const [change, unit] =
    limit.kind === 'mean'
      ? (['A required mean 1 bp a day lower', 1 / BASIS_POINTS] as const)
      : ([`One point ${dual > 0 ? 'more' : 'less'} of ${limit.name}`, POINT] as const);
  const gain = Math.abs(dual) * unit;
  const three = (value: number): string => Number(value.toPrecision(3)).toString();
  switch (objective) {
    case 'meanVariance':
      return `${change} would add ${three(gain * BASIS_POINTS)} bp a day to the mean after costs and risk.`;
    case 'maximumSharpe':
      return `${change} would add ${three(gain * Math.sqrt(DAYS_A_YEAR))} to the annual Sharpe ratio.`;
    case 'minimumShortfall':
      return `${change} would take ${three(gain * BASIS_POINTS)} bp off the expected shortfall.`;
    case 'minimumVariance': {
      const points = annualVolatility > 0 ? (gain * DAYS_A_YEAR) / (2 * annualVolatility) : 0;
      return `${change} would take ${three(points * 100)} points off the annual volatility.`;
    }
  }
}
