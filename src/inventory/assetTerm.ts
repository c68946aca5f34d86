/**
 * What is left of a problem for one asset once every limit that joins assets has a multiplier: a convex, piecewise
 * linear function phi(w) of its weight (costs, gross and turnover at their multipliers) within the weight's range.
 */
import { weightRange, type Limit, type Problem } from './problem';

/** phi: slope `first`, `jump` more beyond each kink (ascending), inside [low, high]. */
export interface AssetTerm {
  low: number;
  high: number;
  first: number;
  kinks: { at: number; jump: number }[];
  /** A stand-in for an absent end of the range: the gross limit, or ten times the book where there is none. */
  reach: number;
}

/** `multipliers`: one a limit, over `scale` like the objective. */
export function assetTerms(
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
export function fenchelGap(term: AssetTerm, w: number, y: number): number {
  const value = (v: number): number => y * v - valueAt(term, v);
  const ends = [Math.max(term.low, -term.reach), Math.min(term.high, term.reach)];
  const candidates = [...ends, ...term.kinks.map(({ at }) => at)];
  const inside = candidates.filter((v) => v >= term.low && v <= term.high);
  return Math.max(0, ...inside.map((v) => value(v) - value(w)));
}

/** argmin over v of (v - z)^2 / 2 + phi(v). */
export function proximal({ low, high, first, kinks }: AssetTerm, z: number): number {
  let v = z - first;
  for (const { at, jump } of kinks) {
    if (v <= at) break;
    v = Math.max(at, v - jump);
  }
  return Math.min(Math.max(v, low), high);
}
