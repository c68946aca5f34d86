import { Inequalities } from './inequalities';
import { NewtonSystem } from './newtonSystem';
import { addRow, dot, type ConvexProgram } from './program';

/** How much of the way to the boundary a step goes. */
const STEP_FRACTION = 0.995;
/** A corrector that leaves more of the complementarity than this gives way to a plain step towards the central path. */
const STALLED = 0.9;
const SAFE_CENTRING = 0.5;

export interface Solution {
  x: Float64Array;
  /** Multipliers of t_k >= a_k'x - c_k, in [0, cost_k] where no budget holds t_k. */
  branches: Float64Array;
  bounds: Float64Array;
  /** Multipliers of the budgets: >= 0, of either sign for an equality. */
  budgets: Float64Array;
  iterations: number;
  /** Largest primal or dual residual, or min(slack, dual) of a row: the solver's own word, checked elsewhere. */
  residual: number;
}

/** Iterates of: minimise f(v), v = (x, t), with rows G v + s = h, s >= 0 (dual z) and E v = b (dual y). */
export class Iteration {
  private readonly n: number;
  private readonly v: Float64Array;
  private readonly slack: Float64Array;
  private readonly dual: Float64Array;
  private readonly free: Float64Array;
  private readonly system: NewtonSystem;
  /** At the present iterate. */
  private now: Residuals;
  private readonly rows: Inequalities;

  constructor(private readonly program: ConvexProgram) {
    const { parts, budgets, linear } = program;
    this.n = linear.length;
    this.rows = new Inequalities(program);
    this.v = new Float64Array(this.n + parts.length);
    parts.forEach(({ offset }, k) => (this.v[this.n + k] = Math.max(-offset, 0) + 1));
    const start = this.rows.times(this.v);
    this.slack = this.rows.limits.map((limit, i) => Math.max(limit - start[i]!, 1));
    this.dual = this.slack.map(() => 1);
    this.free = new Float64Array(budgets.length);
    this.system = new NewtonSystem(program);
    this.now = this.residuals();
  }

  snapshot(iterations: number): Solution {
    const { parts, bounds, budgets } = this.program;
    this.now = this.residuals();
    const { primal, equality, gradient } = this.now;
    let residual = 0;
    this.slack.forEach((s, i) => (residual = Math.max(residual, Math.min(s, this.dual[i]!))));
    for (const vector of [primal, equality, gradient]) {
      for (const value of vector) residual = Math.max(residual, Math.abs(value));
    }
    return {
      x: this.v.slice(0, this.n),
      branches: this.dual.slice(parts.length, 2 * parts.length),
      bounds: this.dual.slice(2 * parts.length, 2 * parts.length + bounds.length),
      budgets: Float64Array.from(budgets, (_, k) => this.budgetDual(k)),
      iterations,
      residual: Number.isNaN(residual) ? Infinity : residual,
    };
  }

  /** To be called after a snapshot. */
  step(): void {
    const { slack, dual, now } = this;
    const weights = dual.map((z, i) => z / slack[i]!);
    this.system.prepare(
      weights,
      this.rows.ofBudget.map((row) => (row < 0 ? 0 : 1 / weights[row]!)),
    );
    const mean = meanProduct(slack, dual);
    const predictor = this.direction(
      now,
      slack.map((s, i) => s * dual[i]!),
      false,
    );
    const predicted = this.complementarityAfter(predictor, this.reach(predictor, 1));
    const centring = mean > 0 ? (predicted / mean) ** 3 * mean : 0;
    const corrected = slack.map(
      (s, i) => s * dual[i]! + predictor.slack[i]! * predictor.dual[i]! - centring,
    );
    let direction = this.direction(now, corrected);
    let length = this.reach(direction, STEP_FRACTION);
    if (this.complementarityAfter(direction, length) > STALLED * mean) {
      direction = this.direction(
        now,
        slack.map((s, i) => s * dual[i]! - SAFE_CENTRING * mean),
      );
      length = this.reach(direction, STEP_FRACTION);
    }
    direction.v.forEach((value, i) => (this.v[i]! += length * value));
    direction.slack.forEach((value, i) => (slack[i]! += length * value));
    direction.dual.forEach((value, i) => (dual[i]! += length * value));
    direction.free.forEach((value, i) => (this.free[i]! += length * value));
  }

  /** The Newton step towards slack * dual = slack * dual - `target`. */
  private direction(residuals: Residuals, target: Float64Array, isRefined = true): Direction {
    const { slack, dual } = this;
    const { budgets } = this.program;
    const g = residuals.gradient.map((value) => -value);
    const { local } = this.rows;
    const pull = new Float64Array(slack.length);
    for (let i = 0; i < local; i++) {
      pull[i] = (target[i]! - dual[i]! * residuals.primal[i]!) / slack[i]!;
    }
    this.rows.addLocal(g, pull);
    const r = Float64Array.from(budgets, (_, k) => {
      const row = this.rows.ofBudget[k]!;
      return row < 0 ? -residuals.equality[k]! : target[row]! / dual[row]! - residuals.primal[row]!;
    });
    this.system.solve(g, r, isRefined);
    const moved = this.rows.times(g);
    const slackStep = moved.map((value, i) => -residuals.primal[i]! - value);
    const dualStep = slackStep.map((value, i) => -(target[i]! + dual[i]! * value) / slack[i]!);
    budgets.forEach((_, k) => {
      const row = this.rows.ofBudget[k]!;
      if (row >= 0) dualStep[row] = r[k]!;
    });
    return { v: g, slack: slackStep, dual: dualStep, free: r };
  }

  /** The longest step, at most 1, that leaves slacks and duals positive, times `fraction` where one of them ends it. */
  private reach(direction: Direction, fraction: number): number {
    let longest = 1 / fraction;
    for (let i = 0; i < this.slack.length; i++) {
      const [ds, dz] = [direction.slack[i]!, direction.dual[i]!];
      if (ds < 0) longest = Math.min(longest, -this.slack[i]! / ds);
      if (dz < 0) longest = Math.min(longest, -this.dual[i]! / dz);
    }
    return fraction * longest;
  }

  /** Mean of slack * dual after `length` of a step. */
  private complementarityAfter(direction: Direction, length: number): number {
    const { slack, dual } = this;
    let sum = 0;
    for (let i = 0; i < slack.length; i++) {
      sum += (slack[i]! + length * direction.slack[i]!) * (dual[i]! + length * direction.dual[i]!);
    }
    return slack.length === 0 ? 0 : sum / slack.length;
  }

  private budgetDual(k: number): number {
    const row = this.rows.ofBudget[k]!;
    return row < 0 ? this.free[k]! : this.dual[row]!;
  }

  private residuals(): Residuals {
    const { quadratic, linear, parts, budgets } = this.program;
    const { n, v, dual, slack } = this;
    const gradient = new Float64Array(v.length);
    for (let i = 0; i < n; i++) {
      const row = quadratic[i]!;
      let sum = linear[i]!;
      for (let j = 0; j < n; j++) sum += row[j]! * v[j]!;
      gradient[i] = sum;
    }
    parts.forEach(({ cost }, k) => (gradient[n + k] = cost));
    this.rows.addLocal(gradient, dual);
    budgets.forEach(({ row }, k) => addRow(gradient, row, this.budgetDual(k)));
    const primal = this.rows.times(v).map((value, i) => value + slack[i]! - this.rows.limits[i]!);
    const equality = Float64Array.from(budgets, ({ row, limit, isEquality }) =>
      isEquality ? dot(row, v) - limit : 0,
    );
    return { primal, equality, gradient };
  }
}

function meanProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return a.length === 0 ? 0 : sum / a.length;
}

interface Residuals {
  /** G v + s - h. */
  primal: Float64Array;
  /** One a budget: E v - b, 0 for an inequality. */
  equality: Float64Array;
  gradient: Float64Array;
}

interface Direction {
  v: Float64Array;
  slack: Float64Array;
  dual: Float64Array;
  free: Float64Array;
}
