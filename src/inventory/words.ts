import type { Optimum } from './assess';
import type { OptimizeInput } from './problem';
import type { Relaxed } from './sensitivity';

const BASIS_POINTS = 1e4;
const DAYS_A_YEAR = 252;
/** In the unit of the sentence: what gains less is not worth one, and could be the solver's rounding. */
const LEAST_GAIN = 1e-3;

/** What each binding limit costs, such as "One point more of gross would add 0.06 bp a day to the mean after costs and risk." */
export function gainsInWords(
  { objective }: Optimum,
  relaxed: Relaxed[],
  kind: OptimizeInput['objective'],
): string[] {
  const { shown, says } = GAINS[kind];
  return relaxed.flatMap((wider) => {
    const gain = shown(wider.objective) - shown(objective);
    return gain < LEAST_GAIN ? [] : [`${changeInWords(wider)} would ${says(toThree(gain))}.`];
  });
}

function changeInWords({ limit, direction }: Relaxed): string {
  return limit.kind === 'mean'
    ? 'A required mean 1 bp a day lower'
    : `One point ${direction} of ${limit.name}`;
}

function toThree(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

/** From {@link Optimum.objective} to the number that people know it by, the more the better, and what is said of a gain in it. */
const GAINS: Record<
  OptimizeInput['objective'],
  { shown: (objective: number) => number; says: (gain: string) => string }
> = {
  meanVariance: {
    shown: (utility) => utility * BASIS_POINTS,
    says: (gain) => `add ${gain} bp a day to the mean after costs and risk`,
  },
  maximumSharpe: {
    shown: (ratio) => ratio * Math.sqrt(DAYS_A_YEAR),
    says: (gain) => `add ${gain} to the annual Sharpe ratio`,
  },
  minimumShortfall: {
    shown: (shortfall) => -shortfall * BASIS_POINTS,
    says: (gain) => `take ${gain} bp off the expected shortfall`,
  },
  minimumVariance: {
    shown: (variance) => -100 * Math.sqrt(Math.max(variance, 0) * DAYS_A_YEAR),
    says: (gain) => `take ${gain} points off the annual volatility`,
  },
};
