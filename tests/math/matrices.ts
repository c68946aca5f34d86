/** Random matrices from a seed, and the plain arithmetic that judges factors without the code under test. */
import { EigenvalueDecomposition } from 'ml-matrix';
import { pathNormals } from '../../src/math/normals';

/** `count` standard normals that are a function of the seed. */
export function normals(seed: number, count: number): Float64Array {
  const out = new Float64Array(count);
  pathNormals(seed, 0, out);
  return out;
}

export function product(a: number[][], b: number[][]): number[][] {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, v, k) => sum + v * b[k]![j]!, 0)));
}

/** The exposures (n x factors) of n assets, each with a volatility between 1e-3 and 1e3 or so. */
function exposures(seed: number, n: number, factors: number): Float64Array[] {
  const draws = normals(seed, n * (factors + 1));
  return Array.from({ length: n }, (_, i) => {
    const volatility = Math.exp(3 * draws[n * factors + i]!);
    return draws.slice(i * factors, (i + 1) * factors).map((value) => value * volatility);
  });
}

/** A positive definite covariance of n assets: common factors, and `own` of each variance on top. */
export function randomCovariance(
  seed: number,
  n: number,
  factors: number,
  own: number,
): number[][] {
  const rows = exposures(seed, n, factors);
  const matrix = rows.map(() => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < factors; k++) sum += rows[i]![k]! * rows[j]![k]!;
      matrix[i]![j] = matrix[j]![i] = i === j ? sum * (1 + own) : sum;
    }
  }
  return matrix;
}

/** A correlation matrix of n assets, positive definite. */
export function randomCorrelation(seed: number, n: number, factors = n, own = 0.05): number[][] {
  const covariance = randomCovariance(seed, n, factors, own);
  return covariance.map((row, i) =>
    row.map((v, j) => (i === j ? 1 : v / Math.sqrt(row[i]! * covariance[j]![j]!))),
  );
}

/** Ones on the diagonal and unrelated numbers from -1 to 1 beside it: hardly ever positive semidefinite beyond 3 assets. */
export function randomSymmetric(seed: number, n: number): number[][] {
  const draws = normals(seed, n * n);
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) =>
      i === j ? 1 : Math.tanh(draws[Math.max(i, j) * n + Math.min(i, j)]!),
    ),
  );
}

/** Smallest eigenvalue, straight from ml-matrix (tridiagonal QL). */
export function smallestEigenvalue(matrix: number[][]): number {
  const { realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  return Math.min(...realEigenvalues);
}

export function frobenius(matrix: number[][]): number {
  return Math.sqrt(matrix.flat().reduce((sum, value) => sum + value * value, 0));
}

export function difference(a: number[][], b: number[][]): number[][] {
  return a.map((row, i) => row.map((value, j) => value - b[i]![j]!));
}
