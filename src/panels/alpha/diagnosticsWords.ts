/** What the diagnostics say against the filter, in words. */
import type { Diagnostics } from '../../alpha/diagnostics';
import { formatNumber } from '../../charts/format';
import { pInWords } from './labWords';

/** A test at 5 %: two standard errors for a moment. */
const ERRORS = 2;
const LEVEL = 0.05;

export interface Finding {
  /** What was looked at, with its number. */
  reading: string;
  /** What a right model would show. */
  expected: string;
  /** The objection, as the end of a sentence that begins with "they"; undefined where there is none. */
  objection: string | undefined;
}

/** Of `count` z-scores with this standard deviation. Standard errors of a normal sample: root(6/n) and root(24/n). */
export function findingsOf(
  diagnostics: Diagnostics,
  count: number,
  standardDeviation: number,
): Finding[] {
  const { ljungBox, skewness, kurtosis } = diagnostics;
  const spreadError = ERRORS / Math.sqrt(2 * count);
  const skewError = ERRORS * Math.sqrt(6 / count);
  const kurtosisError = ERRORS * Math.sqrt(24 / count);
  const crossing = firstCrossing(diagnostics);
  const against = (isAgainst: boolean, words: string): string | undefined =>
    isAgainst ? words : undefined;
  return [
    {
      reading: `standard deviation ${formatNumber(standardDeviation, 2)}`,
      expected: `1 ± ${formatNumber(spreadError, 2)}`,
      objection: against(
        Math.abs(standardDeviation - 1) > spreadError,
        `are ${standardDeviation < 1 ? 'smaller' : 'larger'} than the filter believes`,
      ),
    },
    {
      reading: `Ljung-Box ${formatNumber(ljungBox.statistic, 0)} over ${ljungBox.lags} lags, ${pInWords(ljungBox.pValue)}`,
      expected: `p above ${LEVEL}`,
      objection: against(ljungBox.pValue < LEVEL, 'follow from one another'),
    },
    {
      reading: `skewness ${formatNumber(skewness, 2)}`,
      expected: `0 ± ${formatNumber(skewError, 2)}`,
      objection: against(Math.abs(skewness) > skewError, 'are skewed'),
    },
    {
      reading: `kurtosis ${formatNumber(kurtosis, 1)}`,
      expected: `3 ± ${formatNumber(kurtosisError, 1)}`,
      objection: against(
        Math.abs(kurtosis - 3) > kurtosisError,
        kurtosis > 3 ? 'have fat tails' : 'have thin tails',
      ),
    },
    {
      reading:
        crossing === undefined
          ? 'CUSUM inside its bounds'
          : `CUSUM outside from z-score ${crossing + 1} on`,
      expected: 'inside, in 19 of 20 series',
      objection: against(crossing !== undefined, 'drift'),
    },
  ];
}

/** The first z-score at which the sum leaves its bounds; undefined where it stays. */
export function firstCrossing({ cusum, cusumBound }: Diagnostics): number | undefined {
  const index = cusum.findIndex((sum, t) => Math.abs(sum) > cusumBound[t]!);
  return index < 0 ? undefined : index;
}

/** "they follow from one another, are skewed and drift"; undefined where nothing speaks against the model. */
export function objectionsInWords(findings: Finding[]): string | undefined {
  const objections = findings.flatMap(({ objection }) => objection ?? []);
  const last = objections.pop();
  if (last === undefined) return undefined;
  return `they ${objections.length > 0 ? `${objections.join(', ')} and ` : ''}${last}`;
}
