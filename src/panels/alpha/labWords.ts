/** Numbers of the alpha panel's studies as words and axis labels. */
import { format } from 'd3';
import type { HeatAxis } from '../../charts/heatMapLayout';
import { formatCount, formatNumber, formatPercent } from '../../charts/format';
import type { Parameter } from '../../alpha/grid';

/** A variance: "1e−5", "3.2e−6", "0". */
export function formatVariance(value: number): string {
  return value === 0 ? '0' : format('.1~e')(value).replace('e+', 'e').replace('e-', 'e−');
}

/** A whole number, or as many digits as it has: "0.5", "1.25". */
export function formatPlain(value: number): string {
  return format(',.4~r')(value);
}

/** "p < 0.001", "p = 0.03". */
export function pInWords(pValue: number): string {
  return pValue < 0.001 ? 'p < 0.001' : `p = ${formatNumber(pValue, pValue < 0.1 ? 3 : 2)}`;
}

/** A probability that is never said to be certain: "under 1 %", "43 %", "over 99 %". */
export function chanceInWords(probability: number): string {
  if (probability < 0.01) return `under ${formatPercent(0.01, 0)}`;
  if (probability > 0.99) return `over ${formatPercent(0.99, 0)}`;
  return formatPercent(probability, 0);
}

/** "1st", "42nd", "90th" of a share. */
export function percentileInWords(share: number): string {
  const percent = Math.min(Math.max(Math.round(share * 100), 1), 99);
  const ending = ['st', 'nd', 'rd'][(percent % 10) - 1];
  const isTeen = percent > 10 && percent < 20;
  return `${percent}${ending && !isTeen ? ending : 'th'} percentile`;
}

/** The parameters that the multiverse varies: name of an axis, and its values as labels. */
export const PARAMETER_WORDS: Record<Parameter, Omit<HeatAxis, 'values'>> = {
  delta: { title: 'delta', format: formatVariance },
  measurementVariance: { title: 'R', format: formatVariance },
  entry: { title: 'entry z', format: formatPlain },
  exit: { title: 'exit z', format: formatPlain },
  delayBars: { title: 'delay, bars', format: formatCount },
  costBp: { title: 'cost, bp a side', format: formatPlain },
};
