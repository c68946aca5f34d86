/**
 * Proof that weights are optimal, from the problem alone: it knows neither a solver nor the program that was solved. What
 * it shares with them is the problem's own arithmetic (`objective.ts`, `assetTerm.ts`).
 *
 * Given a multiplier for each limit that joins assets (gross, net, groups, turnover, mean), what is left falls apart
 * into one convex function an asset, phi(w): costs, gross and turnover at their multipliers, within the weight's range.
 * By Fenchel's inequality phi(w) + phi*(y) >= y w, with equality exactly where y is a subgradient; what is missing, and
 * multiplier times unused room, add up to the duality gap (Boyd & Vandenberghe 2004, sections 3.3.2 and 5.5).
 */
import { assetTerms, fenchelGap, proximal } from './assetTerm';
import { fundingCost, product, type Limit, type Problem } from './problem';

/** In units of about one: weights, and the objective over its own largest coefficient. */
export interface Certificate {
  /** By how much the worst limit is exceeded. */
  feasibility: number;
  /** Largest |w - prox(w - gradient)|: zero exactly at an optimum (natural residual, Facchinei & Pang 2003, 1.5.8). */
  stationarity: number;
  /** Largest multiplier times unused room. */
  complementarity: number;
  /** Largest multiplier of the wrong sign. */
  dualFeasibility: number;
  /** No book inside the limits is better by more than this. */
  dualityGap: number;
}

/** A plane below the minimised objective, `error` short of it at the weights. */
export interface Support {
  gradient: number[];
  error: number;
}

/** The largest of a certificate's numbers; NaN never passes for small. */
export function kktResidual(certificate: Certificate): number {
  const { feasibility, stationarity, complementarity, dualFeasibility, dualityGap } = certificate;
  const worst = Math.max(feasibility, stationarity, complementarity, dualFeasibility, dualityGap);
  return Number.isNaN(worst) ? Infinity : worst;
}

/**
 * `multipliers`: one a limit, of the objective as it is minimised, >= 0; a total's is positive where its maximum binds
 * and negative where its minimum does. `scale`: the objective's largest coefficient.
 */
export function certify(
  problem: Problem,
  weights: number[],
  multipliers: number[],
  support: Support,
  scale: number,
): Certificate {
  const { limits } = problem;
  const scaled = multipliers.map((multiplier) => multiplier / scale);
  const slopes = support.gradient.map((value) => -value / scale);
  const certificate: Certificate = {
    feasibility: 0,
    stationarity: 0,
    complementarity: 0,
    dualFeasibility: 0,
    dualityGap: support.error / scale,
  };
  const raise = (key: keyof Certificate, value: number): void => {
    if (!(value <= certificate[key])) certificate[key] = value;
  };
  limits.forEach((limit, k) => {
    const multiplier = scaled[k]!;
    const { excess, room, row } = stateOf(problem, limit, weights, multiplier);
    raise('feasibility', excess);
    if (limit.kind !== 'total') raise('dualFeasibility', -multiplier);
    const product = multiplier === 0 ? 0 : Math.abs(multiplier * room);
    raise('complementarity', product);
    certificate.dualityGap += product;
    row.forEach((value, i) => (slopes[i]! -= multiplier * value));
  });
  assetTerms(problem, weights, scaled, scale).forEach((term, i) => {
    const w = weights[i]!;
    raise('feasibility', Math.max(term.low - w, w - term.high));
    raise('stationarity', Math.abs(w - proximal(term, w + slopes[i]!)));
    certificate.dualityGap += fenchelGap(term, w, slopes[i]!);
  });
  return certificate;
}

/** How far a limit is exceeded, how much room the side of its multiplier leaves, its row in the gradient. */
function stateOf(
  problem: Problem,
  limit: Limit,
  weights: number[],
  multiplier: number,
): { excess: number; room: number; row: number[] } {
  if (limit.kind === 'weights') return { excess: 0, room: 0, row: [] };
  if (limit.kind === 'total') {
    const total = product(limit.row, weights);
    const excess = Math.max(total - limit.maximum, limit.minimum - total);
    const room = multiplier > 0 ? limit.maximum - total : total - limit.minimum;
    return { excess, room, row: limit.row };
  }
  if (limit.kind === 'mean') {
    const room = product(problem.mean, weights) - fundingCost(problem, weights) - limit.minimum;
    const unit = Math.max(...problem.mean.map(Math.abs)) || 1;
    return { excess: -room / unit, room, row: problem.mean.map((value) => -value) };
  }
  const origin = limit.kind === 'turnover' ? limit.from : [];
  const used = weights.reduce((sum, w, i) => sum + Math.abs(w - (origin[i] ?? 0)), 0);
  return { excess: used - limit.maximum, room: limit.maximum - used, row: [] };
}
