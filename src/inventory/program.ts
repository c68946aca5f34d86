/**
 * The one form that every objective and limit of the inventory takes, a convex program with positive parts:
 *
 *   minimise  1/2 x'Px + q'x + sum_k cost_k t_k
 *   where     t_k >= 0,  t_k >= a_k'x - c_k            (so t_k = max(0, a_k'x - c_k) where it costs something)
 *   subject to  bounds: rows over x alone,  budgets: rows over x and t
 *
 * |w| is 2 w+ - w, so gross exposure, turnover, costs by side and the shortfall of a scenario are all positive parts.
 */

/** A sparse row: values at columns. Columns of a budget from n upwards are the t_k. */
export interface Row {
  columns: number[];
  values: number[];
}

export interface PositivePart {
  row: Row;
  offset: number;
  cost: number;
}

/** row'x <= limit. */
export interface Bound {
  row: Row;
  limit: number;
}

/** row'(x, t) <= limit, or = limit. */
export interface Budget extends Bound {
  isEquality: boolean;
}

export interface ConvexProgram {
  /** n x n, symmetric positive semidefinite. */
  quadratic: number[][];
  /** n. */
  linear: number[];
  parts: PositivePart[];
  bounds: Bound[];
  budgets: Budget[];
}

export function dot(row: Row, x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < row.columns.length; i++) sum += row.values[i]! * x[row.columns[i]!]!;
  return sum;
}

/** x += scale * row. */
export function addRow(x: Float64Array, row: Row, scale: number): void {
  for (let i = 0; i < row.columns.length; i++) x[row.columns[i]!]! += scale * row.values[i]!;
}
