import { addRow, dot, type ConvexProgram } from './program';

/**
 * The inequalities of a program as rows G v <= h over v = (x, t), in this order: t_k >= 0, then t_k >= a_k'x - c_k, then
 * the bounds (the local rows), then those budgets that are no equality.
 */
export class Inequalities {
  /** How many rows are local. */
  readonly local: number;
  /** The row of each budget; -1 for an equality. */
  readonly ofBudget: number[];
  /** h. */
  readonly limits: Float64Array;
  private readonly n: number;

  constructor(private readonly program: ConvexProgram) {
    const { parts, bounds, budgets, linear } = program;
    this.n = linear.length;
    this.local = 2 * parts.length + bounds.length;
    let rows = this.local;
    this.ofBudget = budgets.map(({ isEquality }) => (isEquality ? -1 : rows++));
    this.limits = new Float64Array(rows);
    parts.forEach(({ offset }, k) => (this.limits[parts.length + k] = offset));
    bounds.forEach(({ limit }, k) => (this.limits[2 * parts.length + k] = limit));
    budgets.forEach(({ limit }, k) => {
      if (this.ofBudget[k]! >= 0) this.limits[this.ofBudget[k]!] = limit;
    });
  }

  /** `product` := G v. */
  times(v: Float64Array, product: Float64Array): void {
    const { parts, bounds, budgets } = this.program;
    parts.forEach(({ row }, k) => {
      product[k] = -v[this.n + k]!;
      product[parts.length + k] = dot(row, v) - v[this.n + k]!;
    });
    bounds.forEach(({ row }, k) => (product[2 * parts.length + k] = dot(row, v)));
    budgets.forEach(({ row }, k) => {
      if (this.ofBudget[k]! >= 0) product[this.ofBudget[k]!] = dot(row, v);
    });
  }

  /** v += G' z, of the local rows only. */
  addLocal(v: Float64Array, z: Float64Array): void {
    const { parts, bounds } = this.program;
    parts.forEach(({ row }, k) => {
      const branch = z[parts.length + k]!;
      v[this.n + k]! -= z[k]! + branch;
      addRow(v, row, branch);
    });
    bounds.forEach(({ row }, k) => addRow(v, row, z[2 * parts.length + k]!));
  }
}
