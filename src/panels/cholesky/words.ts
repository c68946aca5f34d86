/** The classroom's sentences. */
import { withMinus } from '../../charts/correlationLayout';
import { formatPercent } from '../../charts/format';
import type { Classroom } from '../../lab/classroom.svelte';
import type { Mix } from '../../math/eigen';
import type { ValueAtRiskDifference } from '../../risk/valueAtRiskDifference';

/** Parts of a mix that are named; the others are too small to matter to the reader. */
const MOST_NAMED = 4;
/** Values at risk that differ by less are the same: closed forms agree to rounding. */
const SAME = 1e-9;

/** A number of any size: "34", "1.2 × 10¹⁰". */
export function largeNumber(value: number): string {
  if (!Number.isFinite(value)) return 'infinite';
  return value < 1e5
    ? value.toLocaleString('en-US', { maximumSignificantDigits: 3 })
    : value
        .toExponential(1)
        .replace(/e\+(\d+)/, (_, exponent: string) => ` × 10${raised(exponent)}`);
}

const raised = (digits: string): string =>
  digits.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!);

/** Where a correlation stands in the interval that it may not leave. */
export function edgeWords(
  tickers: string[],
  [i, j]: [number, number],
  correlation: number,
  possible: [number, number] | undefined,
): string {
  const names = `${tickers[i]} and ${tickers[j]}`;
  if (!possible)
    return `The other correlations are impossible by themselves, whatever ${names} do.`;
  const [low, high] = possible.map((end) => withMinus(end, 3));
  const range = `from ${low} to ${high}`;
  return correlation < possible[0] - 1e-9 || correlation > possible[1] + 1e-9
    ? `With the others as they are, ${names} may correlate ${range}: ${withMinus(correlation, 3)} is impossible.`
    : `With the others as they are, ${names} may correlate ${range}; now ${withMinus(correlation, 3)}.`;
}

/** That a correlation leaves the book's loss as it is: an asset of the pair has no weight. Empty where both have one. */
export function weightlessWords(
  tickers: string[],
  weights: number[],
  pair: [number, number],
): string {
  const idle = pair.filter((asset) => weights[asset] === 0).map((asset) => tickers[asset]);
  if (idle.length === 0) return '';
  const have = idle.length === 1 ? 'has' : 'have';
  return `${idle.join(' and ')} ${have} no weight in the book, so this correlation does not touch its loss.`;
}

/** A mix of assets: "0.71 AAPL − 0.71 MSFT". Its squares sum to 1. */
export function mixWords(tickers: string[], weights: number[]): string {
  const parts = weights
    .map((weight, i) => ({ weight, ticker: tickers[i]! }))
    .filter(({ weight }) => Math.abs(weight) >= 0.005)
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const named = parts
    .slice(0, MOST_NAMED)
    .map(
      ({ weight, ticker }, k) =>
        `${k === 0 ? (weight < 0 ? '−' : '') : weight < 0 ? ' − ' : ' + '}${Math.abs(weight).toFixed(2)} ${ticker}`,
    );
  const others = parts.length - named.length;
  return `${named.join('')}${others > 0 ? ` and ${others} more` : ''}`;
}

export function impossibleWords(tickers: string[], { weights, variance }: Mix): string {
  return `The mix ${mixWords(tickers, weights)} would have variance ${withMinus(variance, 4)}.`;
}

/** The book's value at risk with the matrix on the page. */
export function lossWords(classroom: Classroom): string {
  const { horizonDays, confidence } = classroom.lab.runnable;
  if (!classroom.factor.ok) return 'Without a factor the book has no value at risk.';
  const loss = classroom.valueAtRisk;
  if (loss === undefined) return 'The book has no value at risk of closed form.';
  const days = horizonDays === 1 ? 'one day' : `${horizonDays} days`;
  return `Value at risk over ${days} at ${formatPercent(confidence, confidence > 0.99 ? 2 : 0)}: ${formatPercent(loss)}.`;
}

/**
 * By how much two values at risk differ, percentage points of net asset value: exactly, where the laws have a closed form,
 * and in runs on the same noise.
 */
export function differenceWords(
  name: string,
  other: string,
  { difference, noise, exceedsNoise }: ValueAtRiskDifference,
  exact: number | undefined,
): string {
  const chance = `±${withMinus(noise * 100, 2)} (95 %) by which two independent samples could differ`;
  const start = `With ${name} the value at risk is`;
  if (exact !== undefined && Math.abs(exact) < SAME)
    return `${start} exactly as with ${other}: these runs differ by ${withMinus(Math.abs(difference) * 100, 2)} points by chance alone.`;
  if (exact !== undefined)
    return `${start} ${points(exact)} than with ${other}, exactly: correlation matters here. These runs say ${points(difference)}, ${exceedsNoise ? 'beyond' : 'within'} the ${chance}.`;
  return exceedsNoise
    ? `${start} ${points(difference)} than with ${other}, more than the ${chance}: correlation matters here.`
    : `${start} ${points(difference)} than with ${other}, within the ${chance}; on the same noise chance mostly makes less of it, so that this may be real.`;
}

/** Why moving together may make a book safer: nothing where it has no two sides. */
export function hedgeWords(tickers: string[], weights: number[]): string | undefined {
  const side = (sign: number): string => {
    const names = tickers.filter((_, i) => Math.sign(weights[i]!) === sign);
    return names.length > 3 ? `${names.length} names` : names.join(', ');
  };
  const [long, short] = [side(1), side(-1)];
  if (long === '' || short === '') return undefined;
  return `The book is long ${long} and short ${short}: what falls together on both sides is hedged.`;
}

const points = (difference: number): string =>
  `${withMinus(Math.abs(difference) * 100, 2)} points ${difference < 0 ? 'less' : 'more'}`;
