import { addOuter, factorInPlace, solveInPlace } from './factor';
import { addRow, dot, type Budget, type ConvexProgram } from './program';

/** Added to the diagonals so that the factors exist whatever the rank; refinement takes its effect out again. */
const REGULARISATION = 1e-9;
/** A residual this much smaller than the right-hand side is rounding. */
const REFINED = 1e-12;

/**
 * The linear system of an interior-point step, for the weights d = dual / slack of the inequalities:
 *
 *   [ H  B' ] [dx]   [g]      H = P + (rows of parts and bounds)' d (rows),  B: the budgets' rows
 *   [ B  -E ] [dy] = [r]      E = 1 / d of an inequality, 0 of an equality
 *
 * Each t_k meets x in one row only, so it is eliminated in closed form: what remains is one n x n Cholesky factor,
 * however many scenarios, and a small Schur complement for the budgets (Boyd & Vandenberghe 2004, section 10.4.2).
 */
export class NewtonSystem {
  private readonly n: number;
  private readonly factor: Float64Array;
  private readonly schur: Float64Array;
  private readonly columns: Float64Array[];
  private readonly budgets: Budget[];
  private weights: Float64Array = new Float64Array();
  private slackness: Float64Array = new Float64Array();
  /** Of the refinement, kept: arrays of this size cost more to make than to fill. */
  private readonly asked: [g: Float64Array, r: Float64Array];
  private readonly rest: [g: Float64Array, r: Float64Array];

  constructor(private readonly program: ConvexProgram) {
    this.n = program.linear.length;
    this.budgets = program.budgets;
    const k = this.budgets.length;
    this.factor = new Float64Array(this.n * this.n);
    this.schur = new Float64Array(k * k);
    const width = this.n + program.parts.length;
    this.columns = this.budgets.map(() => new Float64Array(width));
    this.asked = [new Float64Array(width), new Float64Array(k)];
    this.rest = [new Float64Array(width), new Float64Array(k)];
  }

  /** `weights`: t >= 0, branches, bounds in the order of the program; `slackness`: E, one a budget. */
  prepare(weights: Float64Array, slackness: Float64Array): void {
    this.weights = weights;
    this.slackness = slackness;
    this.factorHessian();
    this.columns.forEach((column, i) => {
      column.fill(0);
      addRow(column, this.budgets[i]!.row, 1);
      this.solveHessian(column);
    });
    const k = this.budgets.length;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        this.schur[i * k + j] = dot(this.budgets[i]!.row, this.columns[j]!);
      }
      this.schur[i * k + i]! += slackness[i]! + REGULARISATION;
    }
    factorInPlace(this.schur, k);
  }

  /** Overwrites (g, r) by the solution (dx, dy), refined until only rounding is left, at most so often. */
  solve(g: Float64Array, r: Float64Array, refinements: number): void {
    if (refinements === 0) return this.solveOnce(g, r);
    const [askedG, askedR] = this.asked;
    const [restG, restR] = this.rest;
    askedG.set(g);
    askedR.set(r);
    const rounding = REFINED * Math.max(largest(g), largest(r));
    this.solveOnce(g, r);
    for (let pass = 0; pass < refinements; pass++) {
      this.findRest(g, r);
      if (Math.max(largest(restG), largest(restR)) <= rounding) break;
      this.solveOnce(restG, restR);
      add(g, restG, 1);
      add(r, restR, 1);
    }
  }

  /** What (x, y) leaves of the right-hand side that was asked for. */
  private findRest(x: Float64Array, y: Float64Array): void {
    const [restG, restR] = this.rest;
    restG.set(this.asked[0]);
    restR.set(this.asked[1]);
    this.subtractHessian(restG, x);
    this.budgets.forEach(({ row }, i) => {
      addRow(restG, row, -y[i]!);
      restR[i]! -= dot(row, x) - this.slackness[i]! * y[i]!;
    });
  }

  private solveOnce(g: Float64Array, r: Float64Array): void {
    this.solveHessian(g);
    this.budgets.forEach(({ row }, i) => (r[i] = dot(row, g) - r[i]!));
    solveInPlace(this.schur, r.length, r);
    this.columns.forEach((column, i) => add(g, column, -r[i]!));
  }

  private factorHessian(): void {
    const { quadratic, parts, bounds } = this.program;
    const { n, factor, weights } = this;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) factor[i * n + j] = quadratic[i]![j]!;
      factor[i * n + i]! += REGULARISATION;
    }
    parts.forEach(({ row }, k) => {
      const zero = weights[k]!;
      const branch = weights[parts.length + k]!;
      addOuter(factor, n, row.columns, row.values, (zero * branch) / (zero + branch));
    });
    bounds.forEach(({ row }, k) =>
      addOuter(factor, n, row.columns, row.values, weights[2 * parts.length + k]!),
    );
    factorInPlace(factor, n);
  }

  /** v := (H + regularisation)^-1 v, v of (x, t). */
  private solveHessian(v: Float64Array): void {
    const { parts } = this.program;
    const { n, weights } = this;
    for (let k = 0; k < parts.length; k++) {
      const branch = weights[parts.length + k]!;
      addRow(v, parts[k]!.row, (branch / (weights[k]! + branch)) * v[n + k]!);
    }
    solveInPlace(this.factor, n, v);
    for (let k = 0; k < parts.length; k++) {
      const branch = weights[parts.length + k]!;
      v[n + k] = (v[n + k]! + branch * dot(parts[k]!.row, v)) / (weights[k]! + branch);
    }
  }

  /** v -= H x, both of (x, t). */
  private subtractHessian(v: Float64Array, x: Float64Array): void {
    const { quadratic, parts, bounds } = this.program;
    const { n, weights } = this;
    for (let i = 0; i < n; i++) {
      const row = quadratic[i]!;
      let sum = 0;
      for (let j = 0; j < n; j++) sum += row[j]! * x[j]!;
      v[i]! -= sum;
    }
    parts.forEach(({ row }, k) => {
      const pull = weights[parts.length + k]! * (dot(row, x) - x[n + k]!);
      addRow(v, row, -pull);
      v[n + k]! += pull - weights[k]! * x[n + k]!;
    });
    bounds.forEach(({ row }, k) => addRow(v, row, -weights[2 * parts.length + k]! * dot(row, x)));
  }
}

/** x += scale * step. */
export function add(x: Float64Array, step: Float64Array, scale: number): void {
  for (let i = 0; i < x.length; i++) x[i]! += scale * step[i]!;
}

function largest(vector: Float64Array): number {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  return most;
}
