/**
 * Proof that weights are optimal, from the problem alone: it knows neither the solver nor the program that was solved.
 *
 * Given a multiplier for each limit that joins assets (gross, net, groups, turnover, mean), what is left falls apart
 * into one convex function an asset, phi(w): costs, gross and turnover at their multipliers, within the weight's range.
 * By Fenchel's inequality phi(w) + phi*(y) >= y w, with equality exactly where y is a subgradient; what is missing, and
 * multiplier times unused room, add up to the duality gap (Boyd & Vandenberghe 2004, sections 3.3.2 and 5.5).
 */
import { fundingCost, product, weightRange, type Limit, type Problem } from './problem';

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

/** phi: slope `first`, `jump` more beyond each kink (ascending), inside [low, high]. */
interface AssetTerm {
  low: number;
  high: number;
  first: number;
  kinks: { at: number; jump: number }[];
  /** A stand-in for an absent end of the range: the gross limit, or ten times the book where there is none. */
  reach: number;
}

function assetTerms(
  problem: Problem,
  weights: number[],
  multipliers: number[],
  scale: number,
): AssetTerm[] {
  const { limits, costLong, costShort, objective } = problem;
  const { low, high } = weightRange(limits, weights.length);
  const gross = limits.findIndex(({ kind }) => kind === 'gross');
  const sum = (kind: Limit['kind']): number =>
    limits.reduce((total, limit, k) => total + (limit.kind === kind ? multipliers[k]! : 0), 0);
  const charge = (objective.kind === 'utility' ? 1 / scale : 0) + sum('mean');
  const limit = limits[gross];
  const book = weights.reduce((total, w) => total + Math.abs(w), 0);
  const reach = limit?.kind === 'gross' ? limit.maximum : 10 * Math.max(1, book);
  const turnover = limits.find(({ kind }) => kind === 'turnover');
  return weights.map((_, i) => {
    const kinks = [{ at: 0, jump: charge * (costLong[i]! + costShort[i]!) + 2 * sum('gross') }];
    if (turnover?.kind === 'turnover')
      kinks.push({ at: turnover.from[i]!, jump: 2 * sum('turnover') });
    kinks.sort((a, b) => a.at - b.at);
    const first = -charge * costShort[i]! - sum('gross') - sum('turnover');
    return { low: low[i]!, high: high[i]!, first, kinks, reach };
  });
}

function valueAt({ first, kinks }: AssetTerm, w: number): number {
  return kinks.reduce((sum, { at, jump }) => sum + jump * Math.max(0, w - at), first * w);
}

/** phi(w) + phi*(y) - y w; phi* is attained at a kink or at an end of the range. */
function fenchelGap(term: AssetTerm, w: number, y: number): number {
  const value = (v: number): number => y * v - valueAt(term, v);
  const ends = [Math.max(term.low, -term.reach), Math.min(term.high, term.reach)];
  const candidates = [...ends, ...term.kinks.map(({ at }) => at)];
  const inside = candidates.filter((v) => v >= term.low && v <= term.high);
  return Math.max(0, ...inside.map((v) => value(v) - value(w)));
}

/** argmin over v of (v - z)^2 / 2 + phi(v). */
function proximal({ low, high, first, kinks }: AssetTerm, z: number): number {
  let v = z - first;
  for (const { at, jump } of kinks) {
    if (v <= at) break;
    v = Math.max(at, v - jump);
  }
  return Math.min(Math.max(v, low), high);
}
