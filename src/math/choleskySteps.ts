/** The Cholesky factorisation one pivot at a time, with the numbers of each step. */
import { success, type Result } from '../result';
import { factorColumns, zeros } from './cholesky';
import { checkSymmetric } from './symmetric';

/** Row and column of a matrix, from 0. */
export type Cell = [row: number, column: number];

/** Entry (row, j) of the factor: (entry - sum of products) / root, and for row j the root of what is left. */
export interface StepTerm {
  row: number;
  /** a[row][j]. */
  entry: number;
  /** l[row][k] l[j][k] for k < j. */
  products: number[];
  /** entry - sum of products; of row j this is the pivot. */
  rest: number;
  /** l[row][j], as written. */
  value: number;
}

/** The making of column j of the factor. */
export interface CholeskyStep {
  /** j, from 0. */
  index: number;
  /** a[j][j] - sum of l[j][k]^2: the variance that is left of asset j once those before it are known. */
  pivot: number;
  /** Cells of the factor so far that the step reads: row j and the rows below it, left of column j. */
  reads: Cell[];
  /** Cells of the factor that it writes, column j from the diagonal down; of the matrix it reads the same cells. */
  writes: Cell[];
  /** Row j first, then those below. Row j alone where the step failed. */
  terms: StepTerm[];
  /** n x n, columns up to j done, zeros after them. */
  factor: number[][];
  /** The matrix is not positive semidefinite: this pivot is negative (or zero with something below). The last step. */
  isFailed: boolean;
}

/**
 * The steps of factoring a symmetric matrix (n x n, as rows): n of them, or as many as it takes to fail. The same
 * arithmetic as `cholesky`, without its raised diagonal. Fails where the matrix is not square, finite and symmetric.
 */
export function choleskySteps(matrix: number[][], names?: string[]): Result<CholeskyStep[]> {
  const shape = checkSymmetric(matrix, names);
  if (!shape.ok) return shape;
  const working = zeros(matrix.length);
  const steps: CholeskyStep[] = [];
  for (const { index, pivot, isFailed } of factorColumns(matrix, working)) {
    const factor = working.map((row) => [...row]);
    const rows = matrix.map((_, i) => i).slice(index);
    steps.push({
      index,
      pivot,
      reads: rows.flatMap((row) => factor.slice(0, index).map((_, k): Cell => [row, k])),
      writes: isFailed ? [] : rows.map((row): Cell => [row, index]),
      terms: (isFailed ? [index] : rows).map((row) => term(matrix, factor, row, index)),
      factor,
      isFailed,
    });
  }
  return success(steps);
}

function term(matrix: number[][], factor: number[][], row: number, column: number): StepTerm {
  const entry = matrix[row]![column]!;
  const products = factor[column]!.slice(0, column).map((l, k) => l * factor[row]![k]!);
  const rest = entry - products.reduce((sum, product) => sum + product, 0);
  return { row, entry, products, rest, value: factor[row]![column]! };
}
