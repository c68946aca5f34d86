import { failure, success, type Result } from '../result';

/** How far a[i][j] may be from a[j][i], as a fraction of the geometric mean of the two diagonal entries. */
const SYMMETRY_TOLERANCE = 1e-9;
/** How far a correlation of a name with itself may be from 1. */
const UNIT_TOLERANCE = 1e-9;

/** "3 (MSFT)": a row as people count it, with its name where there is one. */
export function named(index: number, names: string[] | undefined): string {
  const name = names?.[index];
  return name === undefined ? `${index + 1}` : `${index + 1} (${name})`;
}

/** Whether a matrix (as rows) is square, finite and symmetric; fails naming the row. */
export function checkSymmetric(matrix: number[][], names?: string[]): Result<void> {
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

/**
 * Whether a matrix is symmetric with ones on its diagonal and no entry beyond 1, so that it may be meant as
 * correlations; positive semidefinite it need not be. Fails naming the row.
 */
export function checkCorrelation(matrix: number[][], names?: string[]): Result<void> {
  const symmetric = checkSymmetric(matrix, names);
  if (!symmetric.ok) return symmetric;
  if (matrix.length === 0) return failure('empty', 'The matrix has no rows: give at least one.');
  for (const [i, row] of matrix.entries()) {
    const where = `row ${named(i, names)}`;
    if (Math.abs(row[i]! - 1) > UNIT_TOLERANCE) {
      return failure(
        'notUnitDiagonal',
        `Diagonal entry ${named(i, names)} is ${row[i]!}, and a name's correlation with itself is 1. ` +
          'Set it to 1, or divide a covariance by both volatilities first.',
        where,
      );
    }
    const beyond = row.findIndex((value) => Math.abs(value) > 1 + UNIT_TOLERANCE);
    if (beyond >= 0) {
      return failure(
        'beyondOne',
        `Entry ${named(i, names)}, ${named(beyond, names)} is ${row[beyond]!}: a correlation lies between -1 and 1.`,
        where,
      );
    }
  }
  return success(undefined);
}
