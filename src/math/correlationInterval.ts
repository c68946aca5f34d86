/** Which values one correlation may take while all others stay: those that keep the matrix positive semidefinite. */
import { failure, success, type Result } from '../result';
import { cholesky } from './cholesky';
import { checkCorrelation } from './symmetric';

export type Interval = [low: number, high: number];

/**
 * The interval of entry (i, j) of a correlation matrix (n x n), exact: with i and j ordered last, their rows of the
 * factor up to there are u and v, and r[i][j] = u'v + partial sqrt((1 - u'u)(1 - v'v)) with a partial correlation
 * (given all other assets) of -1 to 1. The present entry (i, j) is not read. O(n^3).
 *
 * Fails where the matrix is not symmetric with a unit diagonal, i and j are not two of its assets, or no value will do.
 * Joe, "Generating random correlation matrices based on partial correlations" (2006), section 2.
 */
export function possibleInterval(correlation: number[][], i: number, j: number): Result<Interval> {
  const shape = checkCorrelation(correlation);
  if (!shape.ok) return shape;
  const n = correlation.length;
  const isAsset = (index: number): boolean => Number.isInteger(index) && index >= 0 && index < n;
  if (!isAsset(i) || !isAsset(j) || i === j) {
    return failure('badPair', `Choose two different assets, each numbered from 0 to ${n - 1}.`);
  }
  const others = correlation.map((_, k) => k).filter((k) => k !== i && k !== j);
  const first = lastRow(correlation, [...others, i]);
  if (!first.ok) return first;
  const second = lastRow(correlation, [...others, j]);
  if (!second.ok) return second;
  const centre = others.reduce((sum, _, k) => sum + first.value[k]! * second.value[k]!, 0);
  // The last entry of each row is the root of the variance that the others leave.
  const reach = first.value.at(-1)! * second.value.at(-1)!;
  return success([Math.max(centre - reach, -1), Math.min(centre + reach, 1)]);
}

/** The last row of the factor of some of the assets, in that order. */
function lastRow(correlation: number[][], order: number[]): Result<number[]> {
  const factored = cholesky(order.map((row) => order.map((column) => correlation[row]![column]!)));
  if (factored.ok) return success(factored.value.factor.at(-1)!);
  return failure(
    'noPossibleValue',
    'No value of this correlation makes the matrix possible: the other correlations contradict each other already. ' +
      'Take the nearest correlation matrix, or change another one first.',
  );
}
