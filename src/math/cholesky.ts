import { failure, success, type Result } from '../result';

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
/** How far a[i][j] may be from a[j][i], as a fraction of the geometric mean of the two diagonal entries. */
const SYMMETRY_TOLERANCE = 1e-9;

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
  const n = matrix.length;
  const factor = matrix.map(() => new Array<number>(n).fill(0));
  for (let j = 0; j < n; j++) {
    const diagonal = matrix[j]![j]!;
    const pivot = diagonal - dot(factor[j]!, factor[j]!, j);
    const threshold = PIVOT_TOLERANCE * Math.abs(diagonal);
    if (pivot < -threshold) return { failedAt: j, pivot };
    const isZero = pivot <= threshold;
    const root = isZero ? 0 : Math.sqrt(pivot);
    factor[j]![j] = root;
    for (let i = j + 1; i < n; i++) {
      const rest = matrix[i]![j]! - dot(factor[i]!, factor[j]!, j);
      if (!isZero) factor[i]![j] = rest / root;
      else if (Math.abs(rest) > REST_TOLERANCE * Math.sqrt(Math.abs(diagonal * matrix[i]![i]!))) {
        return { failedAt: j, pivot };
      }
    }
  }
  return { factor };
}

function dot(a: number[], b: number[], length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[k]! * b[k]!;
  return sum;
}

function named(index: number, names: string[] | undefined): string {
  const name = names?.[index];
  return name === undefined ? `${index + 1}` : `${index + 1} (${name})`;
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

function checkSymmetric(matrix: number[][], names: string[] | undefined): Result<void> {
  const n = matrix.length;
  for (let i = 0; i < n; i++) {
    const row = matrix[i]!;
    const where = `row ${named(i, names)}`;
    if (row.length !== n) {
      return failure(
        'notSquare',
        `The matrix has ${n} rows but row ${i + 1} has ${row.length} entries.`,
        where,
      );
    }
    const bad = row.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      return failure(
        'notFinite',
        `Entry ${named(i, names)}, ${named(bad, names)} is not a number.`,
        where,
      );
    }
    for (let j = 0; j < i; j++) {
      const scale = Math.sqrt(Math.abs(row[i]! * matrix[j]![j]!));
      if (Math.abs(row[j]! - matrix[j]![i]!) > SYMMETRY_TOLERANCE * scale) {
        return failure(
          'notSymmetric',
          `The matrix is not symmetric: entry ${named(i, names)}, ${named(j, names)} is ${row[j]!}, its mirror ${matrix[j]![i]!}.`,
          where,
        );
      }
    }
  }
  return success(undefined);
}
