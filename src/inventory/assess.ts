import { certify, kktResidual, type Certificate, type Support } from './certificate';
import { gradientOf, type Candidate } from './activeSet';
import { objectiveScale, type Formulation } from './formulate';
import type { Solution } from './iteration';
import { fundingCost, product, variance, type Limit, type Problem } from './problem';

/** Weights with a larger KKT residual are not shown as an answer. */
export const KKT_BOUND = 1e-7;
/** A weight this small is the solver's rounding. */
const ZERO_WEIGHT = 1e-9;
const DAYS_A_YEAR = 252;

export interface Optimum {
  weights: number[];
  /**
   * The variance or the shortfall (both minimised); or mean'w - riskAversion w'Cov w - costs, or the Sharpe ratio
   * (both maximised). Daily.
   */
  objective: number;
  annualVolatility: number;
  /** Daily, after costs. */
  meanAfterCosts: number;
  /**
   * A multiplier of the limit: by how much, at first, one unit more of it betters the objective; at most by this where
   * multipliers are not unique, as where two limits meet. Net: negative where its lower side binds.
   */
  duals: { gross: number; net: number };
  /** Each limit with its dual, 0 where it does not bind. */
  limits: { limit: Limit; dual: number }[];
  certificate: Certificate;
  /** The certificate's largest number, at most {@link KKT_BOUND}. */
  kktResidual: number;
  iterations: number;
}

/** What a solver's last iterate is worth. `solved`: the problem that was formulated, a utility where `asked` is a Sharpe ratio. */
export function assess(
  asked: Problem,
  solved: Problem,
  formulation: Formulation,
  solution: Solution,
): Optimum {
  const candidate = candidateOf(solved, formulation, solution);
  const tail = solution.branches.subarray(formulation.firstScenario);
  return prove(asked, solved, candidate, solution.iterations, tail);
}

/** The weights and the limits' multipliers of an iterate. */
export function candidateOf(
  problem: Problem,
  formulation: Formulation,
  solution: Solution,
): Candidate {
  const weights = Array.from(solution.x.subarray(0, problem.mean.length), (w) =>
    Math.abs(w) < ZERO_WEIGHT ? 0 : w,
  );
  return { weights, multipliers: limitMultipliers(problem, formulation, solution) };
}

/** What a candidate is worth, whoever found it. `tail`: of a shortfall, the scenarios' probabilities in its dual. */
export function prove(
  asked: Problem,
  solved: Problem,
  { weights, multipliers }: Candidate,
  iterations: number,
  tail: Float64Array = new Float64Array(),
): Optimum {
  const { limits, mean, covariance } = solved;
  const scale = objectiveScale(solved);
  const support = supportOf(solved, weights, tail);
  const certificate = certify(solved, weights, multipliers, support, scale);
  const ratio =
    asked.objective.kind === 'sharpe' ? 1 / Math.sqrt(variance(covariance, weights)) : 1;
  const duals = multipliers.map((multiplier) =>
    Math.abs(multiplier) < KKT_BOUND * scale ? 0 : ratio * multiplier,
  );
  const sum = (keep: (limit: Limit) => boolean): number =>
    limits.reduce((total, limit, k) => total + (keep(limit) ? duals[k]! : 0), 0);
  return {
    weights,
    objective: objectiveOf(asked, weights),
    annualVolatility: Math.sqrt(Math.max(variance(covariance, weights), 0) * DAYS_A_YEAR),
    meanAfterCosts: product(mean, weights) - fundingCost(solved, weights),
    duals: {
      gross: sum(({ kind }) => kind === 'gross'),
      net: sum((limit) => limit.kind === 'total' && limit.isNet),
    },
    limits: limits.map((limit, k) => ({ limit, dual: duals[k]! })),
    certificate,
    kktResidual: kktResidual(certificate),
    iterations,
  };
}

/** One a limit, of the problem's objective as it is minimised. */
function limitMultipliers(
  problem: Problem,
  formulation: Formulation,
  solution: Solution,
): number[] {
  const { owners, scale, oneSided } = formulation;
  const multipliers = new Array<number>(problem.limits.length).fill(0);
  owners.forEach((owner, k) => {
    if (owner) multipliers[owner.limit]! += owner.factor * scale * solution.budgets[k]!;
  });
  if (oneSided) {
    // Beyond a weight's own costs, gross lambda and a net shifted by lambda hold back a side by 2 lambda.
    const held = oneSided.bounds.map((bound, i) => {
      const costs =
        problem.objective.kind === 'utility' ? problem.costLong[i]! + problem.costShort[i]! : 0;
      return bound === undefined ? 0 : scale * solution.bounds[bound]! - costs;
    });
    const lambda = Math.max(0, ...held) / 2;
    multipliers[oneSided.gross] = lambda;
    multipliers[oneSided.net]! -= oneSided.sign * lambda;
  }
  return multipliers;
}

/** The objective as {@link Optimum.objective} reports it. */
export function objectiveOf(problem: Problem, weights: number[]): number {
  const { objective, covariance, mean } = problem;
  const meanAfterCosts = product(mean, weights) - fundingCost(problem, weights);
  const risk = Math.max(variance(covariance, weights), 0);
  switch (objective.kind) {
    case 'variance':
      return risk;
    case 'utility':
      return meanAfterCosts - objective.riskAversion * risk;
    case 'sharpe':
      return meanAfterCosts / Math.sqrt(risk);
    case 'shortfall':
      return expectedShortfall(objective.scenarios, objective.confidence, weights);
  }
}

/** Mean of the worst (1 - confidence) of the scenarios' losses, the boundary one by its fraction (Acerbi & Tasche 2002). */
export function expectedShortfall(
  scenarios: number[][],
  confidence: number,
  weights: number[],
): number {
  const losses = Float64Array.from(scenarios, (scenario) => -product(scenario, weights)).sort();
  const tail = (1 - confidence) * losses.length;
  let sum = 0;
  for (let left = tail, i = losses.length - 1; left > 0 && i >= 0; left--, i--) {
    sum += Math.min(left, 1) * losses[i]!;
  }
  return sum / tail;
}

/**
 * The gradient of a quadratic; for the shortfall, the mean loss under the scenario probabilities `tail`, made to sum to
 * one and capped: it never exceeds the shortfall, which is the largest such mean (Rockafellar & Uryasev 2000).
 */
function supportOf(problem: Problem, weights: number[], tail: Float64Array): Support {
  const { objective } = problem;
  if (objective.kind !== 'shortfall') {
    return { gradient: gradientOf(problem, weights), error: 0 };
  }
  const { scenarios, confidence } = objective;
  const probabilities = tailProbabilities(tail, 1 / ((1 - confidence) * scenarios.length));
  const gradient = weights.map((_, i) =>
    scenarios.reduce((sum, scenario, s) => sum - probabilities[s]! * scenario[i]!, 0),
  );
  const error = expectedShortfall(scenarios, confidence, weights) - product(gradient, weights);
  return { gradient, error: Math.max(error, 0) };
}

/** The nearest numbers in [0, cap] that sum to one, by shifting all alike. */
function tailProbabilities(raw: Float64Array, cap: number): Float64Array {
  const shifted = (shift: number): Float64Array =>
    raw.map((value) => Math.min(Math.max(value + shift, 0), cap));
  let [low, high] = [-1, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    const sum = shifted(middle).reduce((total, value) => total + value, 0);
    if (sum < 1) low = middle;
    else high = middle;
  }
  return shifted(high);
}
