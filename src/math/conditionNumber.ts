import { symmetricEigen } from './eigen';

/** Beyond this, a solution moves more with rounding and noise than with the data. */
export const ILL_CONDITIONED = 1e10;

/** {@link conditionOf} of a symmetric positive semidefinite matrix. */
export function conditionNumber(matrix: number[][]): number {
  return conditionOf(symmetricEigen(matrix).values);
}

/**
 * Largest over smallest of the eigenvalues (the largest first). Infinity where the smallest is not above the rounding of the
 * largest: in double precision the matrix is singular, or it is indefinite.
 */
export function conditionOf(eigenvalues: number[]): number {
  const largest = eigenvalues[0]!;
  const smallest = eigenvalues.at(-1)!;
  return smallest > largest * Number.EPSILON ? largest / smallest : Infinity;
}
