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

/** Below this pivot the inverse has lost too many digits for an interval: it is taken one by one. */
const LEAST_PIVOT = 1e-6;

/**
 * The intervals of all entries at once, n x n with [1, 1] on the diagonal. In the inverse P of a positive definite
 * matrix, entry (i, j) stands for its partial correlation: with d = P[i][i] P[j][j] - P[i][j]^2 the interval is
 * r[i][j] + (P[i][j] +- sqrt(P[i][i] P[j][j])) / d. O(n^3) for all, to 1e-9 where no pivot is below {@link LEAST_PIVOT};
 * otherwise each by {@link possibleInterval}, undefined where that has none.
 */
export function possibleIntervals(correlation: number[][]): Result<(Interval | undefined)[][]> {
  const shape = checkCorrelation(correlation);
  if (!shape.ok) return shape;
  const factored = cholesky(correlation);
  const factor = factored.ok ? factored.value.factor : [];
  const isSafe = factored.ok && factor.every((row, i) => row[i]! ** 2 > LEAST_PIVOT);
  const precision = isSafe ? inverse(factor) : undefined;
  const between = (i: number, j: number): Interval | undefined => {
    if (precision) {
      const [ii, jj, ij] = [precision[i]![i]!, precision[j]![j]!, precision[i]![j]!];
      return intervalFrom(correlation[i]![j]!, ii, jj, ij);
    }
    const interval = possibleInterval(correlation, i, j);
    return interval.ok ? interval.value : undefined;
  };
  const below = correlation.map((_, i) => Array.from({ length: i }, (_, j) => between(i, j)));
  return success(
    below.map((row, i) => below.map((_, j) => (j < i ? row[j] : i === j ? [1, 1] : below[j]![i]))),
  );
}

function intervalFrom(r: number, ii: number, jj: number, ij: number): Interval {
  const determinant = ii * jj - ij * ij;
  const centre = r + ij / determinant;
  const reach = Math.sqrt(ii * jj) / determinant;
  return [Math.max(centre - reach, -1), Math.min(centre + reach, 1)];
}

/** (L Lt)^-1 of a lower triangular factor without zeros on its diagonal. */
function inverse(factor: number[][]): number[][] {
  const n = factor.length;
  // Column c of L^-1, as a row from c on.
  const columns = factor.map((_, c) => {
    const column = new Array<number>(n).fill(0);
    for (let i = c; i < n; i++) {
      let rest = i === c ? 1 : 0;
      for (let k = c; k < i; k++) rest -= factor[i]![k]! * column[k]!;
      column[i] = rest / factor[i]![i]!;
    }
    return column;
  });
  return columns.map((a) =>
    columns.map((b) => a.reduce((sum, value, k) => sum + value * b[k]!, 0)),
  );
}
