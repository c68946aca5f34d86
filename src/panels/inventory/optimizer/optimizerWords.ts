/** The words of the optimizer's answers. */
import { formatPercent, formatSignedPercent } from '../../../charts/format';
import type { OptimizeInput } from '../../../inventory/problem';
import type { Reading } from '../../../inventory/readings';

type ObjectiveKind = OptimizeInput['objective'];

const DAYS_A_YEAR = 252;
/** Weights as near as this read the same. */
const SAME_WEIGHT = 5e-4;

export const OBJECTIVES: readonly (readonly [ObjectiveKind, string])[] = [
  ['minimumVariance', 'minimum variance'],
  ['meanVariance', 'mean-variance'],
  ['maximumSharpe', 'maximum Sharpe ratio'],
  ['minimumShortfall', 'minimum expected shortfall'],
];

export const METHODS = [
  ['sample', 'sample'],
  ['ewma', 'EWMA'],
  ['ledoitWolf', 'Ledoit-Wolf'],
] as const;

/** "GS +92.2 %, GOOGL +10.3 %, MSFT −97.5 %": from the longest to the shortest, the `most` largest by size. */
export function weightsInWords(tickers: string[], weights: number[], most = 6): string {
  const held = tickers
    .map((ticker, i) => ({ ticker, weight: weights[i]! }))
    .filter(({ weight }) => Math.abs(weight) >= SAME_WEIGHT);
  const largest = held.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, most);
  const named = largest
    .sort((a, b) => b.weight - a.weight)
    .map(({ ticker, weight }) => `${ticker} ${formatSignedPercent(weight, 1)}`);
  const left = held.length - largest.length;
  return left > 0 ? `${named.join(', ')} and ${left} smaller` : named.join(', ');
}

export function isEmptyBook(weights: number[]): boolean {
  return weights.every((weight) => Math.abs(weight) < SAME_WEIGHT);
}

export function isSameBook(a: number[], b: number[]): boolean {
  return a.every((weight, i) => Math.abs(weight - b[i]!) < SAME_WEIGHT);
}

export const READING_WORDS: Record<Reading['name'], { title: string; asks: string }> = {
  literal: {
    title: 'Taken literally',
    asks: 'Least variance, gross at most 2, net 0.',
  },
  longOnly: {
    title: 'Minimum variance, long-only',
    asks: 'Least variance, no shorts, fully invested.',
  },
  longShort: {
    title: 'Mean-variance, long/short',
    asks: 'Mean less half the variance, gross at most 2, net within 5 %.',
  },
};

/** How an objective reads: its name, the number that people know it by, and whether more of it is better. */
export interface Quantity {
  name: string;
  better: 1 | -1;
  /** From {@link Optimum.objective} to what is shown. */
  of: (objective: number) => number;
  format: (shown: number) => string;
}

export const QUANTITIES: Record<ObjectiveKind, Quantity> = {
  minimumVariance: {
    name: 'Volatility a year',
    better: -1,
    of: (variance) => Math.sqrt(Math.max(variance, 0) * DAYS_A_YEAR),
    format: (value) => formatPercent(value, 1),
  },
  meanVariance: {
    name: 'Mean after costs and risk',
    better: 1,
    of: (utility) => utility * 1e4,
    format: (value) => `${formatNumber(value)} bp a day`,
  },
  maximumSharpe: {
    name: 'Sharpe ratio a year',
    better: 1,
    of: (ratio) => ratio * Math.sqrt(DAYS_A_YEAR),
    format: formatNumber,
  },
  minimumShortfall: {
    name: 'Expected shortfall over the horizon',
    better: -1,
    of: (shortfall) => shortfall,
    format: (value) => formatPercent(value, 1),
  },
};

function formatNumber(value: number): string {
  return Number(value.toPrecision(3)).toString().replace('-', '−');
}

/** A condition number for people: "312", "4.1e+7", "infinite". */
export function conditionInWords(condition: number): string {
  if (condition === Infinity) return 'infinite';
  return condition < 1e5
    ? Math.round(condition).toLocaleString('en-US')
    : condition.toExponential(1);
}
