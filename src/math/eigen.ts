/** The spectrum of a symmetric matrix, and what is made of it. */
import { EigenvalueDecomposition } from 'ml-matrix';
import { failure, success, type Result } from '../result';
import { checkSymmetric } from './symmetric';

/** Eigenvalues within this fraction of the largest are rounding: a variance of zero. */
const ROUNDING = 1e-12;

/** Of a symmetric n x n matrix. */
export interface SymmetricEigen {
  /** n, the largest first. */
  values: number[];
  /** n rows: row k is the unit eigenvector of values[k]. */
  vectors: number[][];
}

/** Eigenvalues and eigenvectors of a matrix that `checkSymmetric` accepts, n > 0. */
export function symmetricEigen(matrix: number[][]): SymmetricEigen {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const ascending = eigenvectorMatrix.transpose().to2DArray();
  return { values: realEigenvalues.reverse(), vectors: ascending.reverse() };
}

/** The symmetric matrix of these eigenvalues on these eigenvectors: sum of values[k] v v'. */
export function matrixOf({ values, vectors }: SymmetricEigen): number[][] {
  const n = values.length;
  const flat = new Float64Array(n * n);
  for (const [k, vector] of vectors.entries()) {
    if (values[k] === 0) continue;
    for (let i = 0; i < n; i++) {
      const scaled = values[k]! * vector[i]!;
      for (let j = 0; j <= i; j++) flat[i * n + j]! += scaled * vector[j]!;
    }
  }
  return vectors.map((_, i) =>
    vectors.map((_, j) => (j <= i ? flat[i * n + j]! : flat[j * n + i]!)),
  );
}

/** A mix of assets and what it varies. */
export interface Mix {
  /** Weights with squares that sum to 1, the largest by size positive. */
  weights: number[];
  /** weights' matrix weights. */
  variance: number;
}

/** The mix of least variance for its length: the eigenvector of the smallest eigenvalue, which is the variance. */
export function leastMix({ values, vectors }: SymmetricEigen): Mix {
  const vector = vectors.at(-1)!;
  const largest = vector.reduce((most, w) => (Math.abs(w) > Math.abs(most) ? w : most), 0);
  return { weights: vector.map((w) => (largest < 0 ? -w : w)), variance: values.at(-1)! };
}

/**
 * The symmetric square root S of a positive semidefinite matrix, S S = A: x = S z has the law of x = L z. Fails where
 * the matrix is not square, finite and symmetric, or has a negative eigenvalue.
 */
export function symmetricSquareRoot(matrix: number[][]): Result<{ root: number[][] }> {
  const shape = checkSymmetric(matrix);
  if (!shape.ok) return shape;
  if (matrix.length === 0) return success({ root: [] });
  const { values, vectors } = symmetricEigen(matrix);
  const smallest = values.at(-1)!;
  if (smallest < -ROUNDING * Math.max(values[0]!, 0)) {
    return failure(
      'notPositiveSemidefinite',
      `The matrix has no real square root: its smallest eigenvalue is ${smallest.toPrecision(4)}. ` +
        'Use the nearest correlation matrix.',
      'smallest eigenvalue',
    );
  }
  const roots = values.map((value) => Math.sqrt(Math.max(value, 0)));
  return success({ root: matrixOf({ values: roots, vectors }) });
}
