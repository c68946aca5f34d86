import { failure, success, type Result } from '../result';
import { checkSymmetric, named } from './symmetric';

/** A pivot within this fraction of its own diagonal entry is rounding, not information: it counts as zero. */
const PIVOT_TOLERANCE = 1e-12;
/** What may stand beside a pivot of zero, as a fraction of the geometric mean of the two diagonal entries. */
const REST_TOLERANCE = 1e-9;
/**
 * Rounding grows where near-zero pivots are divided by: a sample covariance of more assets than days ends in pivots
 * that are negative by it. Such a matrix is factored with its diagonal raised by this fraction; one that is negative
 * beyond it is refused.
 */
const RIDGE = 1e-9;

/**
 * Lower triangular L with L Lt = A, for a symmetric positive semidefinite A (n x n, as rows), to a {@link RIDGE} of its
 * diagonal. A pivot that is zero to {@link PIVOT_TOLERANCE} gives a zero column. Fails, naming the pivot (and its entry
 * of `names`), where A is not square, finite, symmetric or positive semidefinite.
 *
 * Golub & Van Loan, Matrix Computations, 4th ed., algorithm 4.2.1; the semidefinite case 4.2.8 without pivoting.
 */
export function cholesky(matrix: number[][], names?: string[]): Result<{ factor: number[][] }> {
  const shape = checkSymmetric(matrix, names);
  if (!shape.ok) return shape;
  const plain = factorise(matrix);
  if ('factor' in plain) return success(plain);
  const raised = matrix.map((row, i) =>
    row.map((value, j) => (i === j ? value * (1 + RIDGE) : value)),
  );
  const second = factorise(raised);
  if ('factor' in second) return success(second);
  return indefinite(plain.failedAt, plain.pivot, names);
}

type Factorisation = { factor: number[][] } | { failedAt: number; pivot: number };

function factorise(matrix: number[][]): Factorisation {
  const factor = zeros(matrix.length);
  for (const { index, pivot, isFailed } of factorColumns(matrix, factor)) {
    if (isFailed) return { failedAt: index, pivot };
  }
  return { factor };
}

/** An n x n matrix of zeros, as rows. */
export function zeros(n: number): number[][] {
  return Array.from({ length: n }, () => new Array<number>(n).fill(0));
}

/** One column of a factor, just written. */
export interface FactorColumn {
  /** From 0. */
  index: number;
  /** What is left of the diagonal entry, a[j][j] - sum of l[j][k]^2: the square of l[j][j]. */
  pivot: number;
  /** The pivot is negative, or it is zero and something stands below it: the factorisation ends here. */
  isFailed: boolean;
}

/** Writes the factor of a symmetric matrix into `factor` (n x n zeros) column by column, a column a yield. */
export function* factorColumns(matrix: number[][], factor: number[][]): Generator<FactorColumn> {
  const n = matrix.length;
  for (let j = 0; j < n; j++) {
    const diagonal = matrix[j]![j]!;
    const pivot = diagonal - dot(factor[j]!, factor[j]!, j);
    const threshold = PIVOT_TOLERANCE * Math.abs(diagonal);
    const isZero = pivot <= threshold;
    const root = isZero ? 0 : Math.sqrt(pivot);
    let isFailed = pivot < -threshold;
    if (!isFailed) factor[j]![j] = root;
    for (let i = j + 1; i < n && !isFailed; i++) {
      const rest = matrix[i]![j]! - dot(factor[i]!, factor[j]!, j);
      if (!isZero) factor[i]![j] = rest / root;
      else
        isFailed = Math.abs(rest) > REST_TOLERANCE * Math.sqrt(Math.abs(diagonal * matrix[i]![i]!));
    }
    yield { index: j, pivot, isFailed };
    if (isFailed) return;
  }
}

function dot(a: number[], b: number[], length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[k]! * b[k]!;
  return sum;
}

function indefinite(pivot: number, value: number, names: string[] | undefined): Result<never> {
  return failure(
    'notPositiveSemidefinite',
    `The matrix is not positive semidefinite: pivot ${named(pivot, names)} is ${value.toPrecision(4)}, ` +
      'so some mix of these assets would have a negative variance. Check the entries of this row, ' +
      'or use the nearest correlation matrix.',
    `pivot ${named(pivot, names)}`,
  );
}
