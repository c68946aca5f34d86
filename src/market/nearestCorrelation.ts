/** What to do with a matrix of correlations that no assets can have: three ways back to a possible one. */
import { matrixOf, symmetricEigen } from '../math/eigen';
import { fixedPoint } from '../math/fixedPoint';
import { checkCorrelation } from '../math/symmetric';
import { failure, success, type Result } from '../result';

export interface RepairedCorrelation {
  /** n x n, positive semidefinite to rounding, ones on the diagonal. */
  correlation: number[][];
  /** Root of the sum of squares of what was changed, over all n x n entries. */
  frobeniusDistance: number;
}

export interface NearestCorrelation extends RepairedCorrelation {
  /** Spectral decompositions that it took. */
  iterations: number;
}

/** How far the diagonal may be from ones (Euclidean, over its n entries) before it is scaled to them. */
const TOLERANCE = 1e-12;
/** Random matrices of 100 assets take about 40. */
const MOST_ITERATIONS = 1000;
/** The farther apart the weights, the slower: within this range 25 assets took up to 420 iterations. */
const WEIGHT_RANGE = 1000;

/**
 * The correlation matrix nearest to `matrix` (symmetric, unit diagonal): least sum of squares of
 * sqrt(w[i] w[j]) (a[i][j] - x[i][j]), `weights` w positive and within a {@link WEIGHT_RANGE}, one an
 * asset, all 1 where absent. A matrix that is positive
 * semidefinite comes back as it is. Fails where it is not symmetric with a unit diagonal, or does not converge.
 *
 * Higham, "Computing the nearest correlation matrix, a problem from finance" (2002), algorithm 3.3: projections in turn
 * on the positive semidefinite matrices and on those of unit diagonal, with Dykstra's correction. Because the second
 * projection changes the diagonal alone, the corrected matrix is always A + Diag(y), and the algorithm is the fixed-point
 * iteration y -> y + 1 - diag P(A + Diag(y)); Higham & Strabic (2016) accelerate it by Anderson's method.
 */
export function nearestCorrelation(
  matrix: number[][],
  options: { weights?: number[] | undefined } = {},
): Result<NearestCorrelation> {
  const shape = checkCorrelation(matrix);
  if (!shape.ok) return shape;
  const weights = options.weights ?? matrix.map(() => 1);
  const heaviest = Math.max(...weights);
  const isUsable = (w: number): boolean => w > 0 && w * WEIGHT_RANGE >= heaviest && w < Infinity;
  if (weights.length !== matrix.length || !weights.every(isUsable)) {
    return failure(
      'badWeights',
      `The weights must be ${matrix.length} positive numbers, one an asset, none above ${WEIGHT_RANGE} times another.`,
      'weights',
    );
  }
  const scale = weights.map((weight) => Math.sqrt(weight / heaviest));
  const at = (shift: number[]): { step: number[]; projected: number[][] } => {
    const shifted = matrix.map((row, i) => row.with(i, row[i]! + shift[i]!));
    const projected = unscaled(project(scaled(shifted, scale)), scale);
    return { step: projected.map((row, i) => 1 - row[i]!), projected };
  };
  const none = matrix.map(() => 0);
  const solved = fixedPoint(at, none, { tolerance: TOLERANCE, most: MOST_ITERATIONS });
  if (!solved) {
    return failure(
      'notConverged',
      `No nearest correlation matrix was found within ${MOST_ITERATIONS} iterations. Make the weights more alike.`,
    );
  }
  const { found, iterations } = solved;
  return success({ ...repaired(matrix, unitDiagonal(found.projected)), iterations });
}

/**
 * Negative eigenvalues set to zero, and the diagonal scaled back to ones (Rebonato & Jaeckel 1999, the spectral method).
 * Fails where the matrix is not symmetric with a unit diagonal.
 */
export function clipSpectrum(matrix: number[][]): Result<RepairedCorrelation> {
  const shape = checkCorrelation(matrix);
  if (!shape.ok) return shape;
  return success(repaired(matrix, unitDiagonal(project(matrix))));
}

/**
 * All correlations scaled by 1 - `shrinkage`, the least that makes the matrix positive semidefinite: of an eigenvalue v
 * it makes (1 - shrinkage) v + shrinkage. Fails where the matrix is not symmetric with a unit diagonal.
 */
export function shrinkToIdentity(
  matrix: number[][],
): Result<RepairedCorrelation & { shrinkage: number }> {
  const shape = checkCorrelation(matrix);
  if (!shape.ok) return shape;
  const missing = Math.max(-symmetricEigen(matrix).values.at(-1)!, 0);
  const shrinkage = missing / (1 + missing);
  const shrunk = matrix.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : (1 - shrinkage) * value)),
  );
  return success({ ...repaired(matrix, shrunk), shrinkage });
}

/** The nearest positive semidefinite matrix, in the Frobenius norm; itself where it is one. */
function project(matrix: number[][]): number[][] {
  const { values, vectors } = symmetricEigen(matrix);
  if (values.at(-1)! >= 0) return matrix;
  return matrixOf({ values: values.map((value) => Math.max(value, 0)), vectors });
}

function scaled(matrix: number[][], scale: number[]): number[][] {
  return matrix.map((row, i) => row.map((value, j) => value * scale[i]! * scale[j]!));
}

function unscaled(matrix: number[][], scale: number[]): number[][] {
  return matrix.map((row, i) => row.map((value, j) => value / (scale[i]! * scale[j]!)));
}

function unitDiagonal(matrix: number[][]): number[][] {
  const scale = matrix.map((row, i) => Math.sqrt(row[i]!));
  return unscaled(matrix, scale).map((row, i) => row.with(i, 1));
}

function repaired(matrix: number[][], correlation: number[][]): RepairedCorrelation {
  let squares = 0;
  correlation.forEach((row, i) =>
    row.forEach((value, j) => (squares += (value - matrix[i]![j]!) ** 2)),
  );
  return { correlation, frobeniusDistance: Math.sqrt(squares) };
}
