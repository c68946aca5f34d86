import { EigenvalueDecomposition } from 'ml-matrix';

/** Beyond this, a solution moves more with rounding and noise than with the data. */
export const ILL_CONDITIONED = 1e10;

/**
 * Largest over smallest eigenvalue of a symmetric positive semidefinite matrix. Infinity where the smallest is not
 * above the rounding of the largest: in double precision the matrix is singular.
 */
export function conditionNumber(matrix: number[][]): number {
  const values = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues;
  const largest = Math.max(...values);
  const smallest = Math.min(...values);
  return smallest > largest * Number.EPSILON ? largest / smallest : Infinity;
}
