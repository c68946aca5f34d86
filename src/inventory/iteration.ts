import { Inequalities } from './inequalities';
import { add, NewtonSystem } from './newtonSystem';
import { addRow, dot, type ConvexProgram } from './program';

/** How much of the way to the boundary a step goes. */
const STEP_FRACTION = 0.995;
/** A corrector that leaves more of the complementarity than this gives way to a plain step towards the central path. */
const STALLED = 0.9;
const SAFE_CENTRING = 0.5;
/** Mean of slack times dual from which a step need not be exact to the last digit. */
const FAR = 1e-3;
const MOST_REFINEMENTS = 3;

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

/**
 * Iterates of: minimise f(v), v = (x, t), with rows G v + s = h, s >= 0 (dual z) and E v = b (dual y). All vectors are
 * made once: at 30 assets a new one costs as much as filling it.
 */
export class Iteration {
  private readonly n: number;
  private readonly v: Float64Array;
  private readonly slack: Float64Array;
  private readonly dual: Float64Array;
  private readonly free: Float64Array;
  /** Of the present iterate: G v + s - h; E v - b, 0 for an inequality; the gradient. */
  private readonly primal: Float64Array;
  private readonly equality: Float64Array;
  private readonly gradient: Float64Array;
  private readonly step: Step;
  /** How much of slack * dual the next step is to take away. */
  private readonly target: Float64Array;
  private readonly weights: Float64Array;
  private readonly slackness: Float64Array;
  private readonly system: NewtonSystem;
  private readonly rows: Inequalities;

  constructor(private readonly program: ConvexProgram) {
    const { parts, budgets, linear } = program;
    this.n = linear.length;
    this.rows = new Inequalities(program);
    const { limits } = this.rows;
    const vector = (length: number): Float64Array => new Float64Array(length);
    this.v = vector(this.n + parts.length);
    parts.forEach(({ offset }, k) => (this.v[this.n + k] = Math.max(-offset, 0) + 1));
    this.primal = vector(limits.length);
    this.rows.times(this.v, this.primal);
    this.slack = limits.map((limit, i) => Math.max(limit - this.primal[i]!, 1));
    this.dual = limits.map(() => 1);
    this.free = vector(budgets.length);
    this.equality = vector(budgets.length);
    this.gradient = vector(this.v.length);
    this.step = {
      v: vector(this.v.length),
      slack: vector(limits.length),
      dual: vector(limits.length),
      free: vector(budgets.length),
    };
    this.target = vector(limits.length);
    this.weights = vector(limits.length);
    this.slackness = vector(budgets.length);
    this.system = new NewtonSystem(program);
    this.findResiduals();
  }

  snapshot(iterations: number): Solution {
    const { parts, bounds, budgets } = this.program;
    const { slack, dual } = this;
    let residual = 0;
    for (let i = 0; i < slack.length; i++) {
      residual = Math.max(residual, Math.min(slack[i]!, dual[i]!));
    }
    for (const vector of [this.primal, this.equality, this.gradient]) {
      for (let i = 0; i < vector.length; i++) residual = Math.max(residual, Math.abs(vector[i]!));
    }
    return {
      x: this.v.slice(0, this.n),
      branches: dual.slice(parts.length, 2 * parts.length),
      bounds: dual.slice(2 * parts.length, 2 * parts.length + bounds.length),
      budgets: Float64Array.from(budgets, (_, k) => this.budgetDual(k)),
      iterations,
      residual: Number.isNaN(residual) ? Infinity : residual,
    };
  }

  advance(): void {
    const { slack, dual, step, target, weights, slackness } = this;
    for (let i = 0; i < slack.length; i++) weights[i] = dual[i]! / slack[i]!;
    this.rows.ofBudget.forEach((row, k) => (slackness[k] = row < 0 ? 0 : 1 / weights[row]!));
    this.system.prepare(weights, slackness);
    const mean = this.complementarityAfter(0);
    const refinements = mean > FAR ? 1 : MOST_REFINEMENTS;
    for (let i = 0; i < slack.length; i++) target[i] = slack[i]! * dual[i]!;
    this.findStep(0);
    const predicted = this.complementarityAfter(this.reach(1));
    const centring = mean > 0 ? (predicted / mean) ** 3 * mean : 0;
    for (let i = 0; i < slack.length; i++) target[i]! += step.slack[i]! * step.dual[i]! - centring;
    this.findStep(refinements);
    let length = this.reach(STEP_FRACTION);
    if (this.complementarityAfter(length) > STALLED * mean) {
      for (let i = 0; i < slack.length; i++) {
        target[i] = slack[i]! * dual[i]! - SAFE_CENTRING * mean;
      }
      this.findStep(refinements);
      length = this.reach(STEP_FRACTION);
    }
    add(this.v, step.v, length);
    add(slack, step.slack, length);
    add(dual, step.dual, length);
    add(this.free, step.free, length);
    this.findResiduals();
  }

  /** The Newton step towards slack * dual = slack * dual - target. */
  private findStep(refinements: number): void {
    const { slack, dual, step, target, primal, equality, gradient } = this;
    for (let i = 0; i < gradient.length; i++) step.v[i] = -gradient[i]!;
    for (let i = 0; i < this.rows.local; i++) {
      step.slack[i] = (target[i]! - dual[i]! * primal[i]!) / slack[i]!;
    }
    this.rows.addLocal(step.v, step.slack);
    this.rows.ofBudget.forEach((row, k) => {
      step.free[k] = row < 0 ? -equality[k]! : target[row]! / dual[row]! - primal[row]!;
    });
    this.system.solve(step.v, step.free, refinements);
    this.rows.times(step.v, step.slack);
    for (let i = 0; i < slack.length; i++) {
      step.slack[i] = -primal[i]! - step.slack[i]!;
      step.dual[i] = -(target[i]! + dual[i]! * step.slack[i]!) / slack[i]!;
    }
    this.rows.ofBudget.forEach((row, k) => {
      if (row >= 0) step.dual[row] = step.free[k]!;
    });
  }

  /** The longest step, at most 1, that leaves slacks and duals positive, times `fraction` where one of them ends it. */
  private reach(fraction: number): number {
    const { slack, dual, step } = this;
    let longest = 1 / fraction;
    for (let i = 0; i < slack.length; i++) {
      const [ds, dz] = [step.slack[i]!, step.dual[i]!];
      if (ds < 0) longest = Math.min(longest, -slack[i]! / ds);
      if (dz < 0) longest = Math.min(longest, -dual[i]! / dz);
    }
    return fraction * longest;
  }

  /** Mean of slack * dual after `length` of the step. */
  private complementarityAfter(length: number): number {
    const { slack, dual, step } = this;
    let sum = 0;
    for (let i = 0; i < slack.length; i++) {
      sum += (slack[i]! + length * step.slack[i]!) * (dual[i]! + length * step.dual[i]!);
    }
    return slack.length === 0 ? 0 : sum / slack.length;
  }

  private budgetDual(k: number): number {
    const row = this.rows.ofBudget[k]!;
    return row < 0 ? this.free[k]! : this.dual[row]!;
  }

  private findResiduals(): void {
    const { quadratic, linear, parts, budgets } = this.program;
    const { n, v, dual, slack, primal, equality, gradient } = this;
    for (let i = 0; i < n; i++) {
      const row = quadratic[i]!;
      let sum = linear[i]!;
      for (let j = 0; j < n; j++) sum += row[j]! * v[j]!;
      gradient[i] = sum;
    }
    parts.forEach(({ cost }, k) => (gradient[n + k] = cost));
    this.rows.addLocal(gradient, dual);
    budgets.forEach(({ row, limit, isEquality }, k) => {
      addRow(gradient, row, this.budgetDual(k));
      equality[k] = isEquality ? dot(row, v) - limit : 0;
    });
    this.rows.times(v, primal);
    for (let i = 0; i < slack.length; i++) primal[i]! += slack[i]! - this.rows.limits[i]!;
  }
}

interface Step {
  v: Float64Array;
  slack: Float64Array;
  dual: Float64Array;
  free: Float64Array;
}
