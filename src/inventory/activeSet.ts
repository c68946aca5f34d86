/**
 * From a good guess to the optimum of a quadratic problem: which weights rest on a kink or an end of their range, and
 * which limits bind, is read off the guess; the others then solve a linear system, from whose solution it is read again.
 * A primal-dual active set method, that is a semismooth Newton step on the proximal conditions (Hintermueller, Ito &
 * Kunisch 2003). From the answer of a neighbouring problem it needs a few rounds, which is the warm start that an
 * interior point cannot have. It may fail to settle: whoever calls it has the answer proven or solves otherwise.
 */
import { solveLinear } from '../math/linearSystem';
import { assetTerms, proximal } from './assetTerm';
import { gradientOf, shapeOf } from './objective';
import { product, type Limit, type Problem } from './problem';

export interface Candidate {
  weights: number[];
  /** One a limit, 0 where absent, of the objective as it is minimised; a total’s is negative where its minimum binds. */
  multipliers: number[];
}

/** What the guess says: where each asset stands, and the limits that bind, as rows over the weights. */
interface Guess {
  weights: number[];
  isFree: boolean[];
  binding: { limit: number; row: number[]; bound: number; unit: number }[];
  /** Tells one guess from another. */
  signature: string;
}

/** The candidate at which guess and solution agree; undefined where they do not within `rounds`. Not of a shortfall. */
export function settle(
  problem: Problem,
  scale: number,
  near: Candidate,
  rounds: number,
): Candidate | undefined {
  let candidate: Candidate | undefined = near;
  let last = '';
  for (let round = 0; candidate && round <= rounds; round++) {
    const guess = guessFrom(problem, scale, candidate);
    if (guess.signature === last) return candidate;
    last = guess.signature;
    candidate = solution(problem, scale, guess);
  }
  return undefined;
}

function guessFrom(problem: Problem, scale: number, { weights, multipliers }: Candidate): Guess {
  const { limits } = problem;
  const scaled = limits.map(({ kind }, k) => {
    const multiplier = (multipliers[k] ?? 0) / scale;
    return kind === 'total' ? multiplier : Math.max(multiplier, 0);
  });
  const slopes = gradientOf(problem, weights).map((value) => -value / scale);
  limits.forEach((limit, k) => {
    if (scaled[k] === 0 || (limit.kind !== 'total' && limit.kind !== 'mean')) return;
    const row = limit.kind === 'total' ? limit.row : problem.mean.map((value) => -value);
    row.forEach((value, i) => (slopes[i]! -= scaled[k]! * value));
  });
  const terms = assetTerms(problem, weights, scaled, scale);
  const at = terms.map((term, i) => proximal(term, weights[i]! + slopes[i]!));
  const isFree = terms.map(
    ({ low, high, kinks }, i) =>
      at[i]! > low && at[i]! < high && !kinks.some((kink) => kink.at === at[i] && kink.jump > 0),
  );
  const binding = limits.flatMap((limit, k) => bindingRow(problem, limit, k, at, scaled[k]!));
  const places = at.map((w, i) =>
    isFree[i] ? terms[i]!.kinks.filter((kink) => kink.at < w).length : `=${w}`,
  );
  const signature = [...places, ...binding.map(({ limit, bound }) => `${limit}:${bound}`)].join();
  return { weights: at, isFree, binding, signature };
}

/** The limit as an equality row'w = bound on the side of the kinks where the weights are; nothing where it is slack. */
function bindingRow(
  problem: Problem,
  limit: Limit,
  index: number,
  weights: number[],
  multiplier: number,
): Guess['binding'] {
  const row = rowOf(problem, limit, weights);
  if (!row) return [];
  const used = product(row.values, weights);
  const [least, most] = row.between;
  const binds = (bound: number) => [{ limit: index, row: row.values, bound, unit: row.unit }];
  if (least === most) return binds(most);
  const pull = multiplier / row.unit;
  if (pull + used - most > 0) return binds(most);
  return pull + used - least < 0 ? binds(least) : [];
}

/** Over `unit`, which makes the row's numbers about one. */
function rowOf(
  problem: Problem,
  limit: Limit,
  weights: number[],
): { values: number[]; between: [number, number]; unit: number } | undefined {
  switch (limit.kind) {
    case 'weights':
      return undefined;
    case 'total':
      return { values: limit.row, between: [limit.minimum, limit.maximum], unit: 1 };
    case 'gross':
      return { values: weights.map(Math.sign), between: [-Infinity, limit.maximum], unit: 1 };
    case 'turnover': {
      const values = weights.map((w, i) => Math.sign(w - limit.from[i]!));
      const most = limit.maximum + product(values, limit.from);
      return { values, between: [-Infinity, most], unit: 1 };
    }
    case 'mean': {
      const unit = 1 / Math.max(...problem.mean.map(Math.abs), Number.MIN_VALUE);
      const values = costSlopes(problem, weights).map(
        (cost, i) => unit * (cost - problem.mean[i]!),
      );
      return { values, between: [-Infinity, -limit.minimum * unit], unit };
    }
  }
}

/** Free weights and binding limits' multipliers from the linear optimality conditions; undefined where they depend. */
function solution(problem: Problem, scale: number, guess: Guess): Candidate | undefined {
  const { isFree, binding } = guess;
  const free = [...isFree.keys()].filter((i) => isFree[i]);
  const weights = guess.weights.map((w, i) => (isFree[i] ? 0 : w));
  const size = free.length + binding.length;
  const matrix = new Float64Array(size * size);
  const b = new Float64Array(size);
  const { curvature, slope } = shapeOf(problem);
  const gradient = gradientOf(problem, weights);
  const costs = costSlopes(problem, guess.weights);
  for (let row = 0; row < free.length; row++) {
    const i = free[row]!;
    const covariances = problem.covariance[i]!;
    for (let column = 0; column < free.length; column++) {
      matrix[row * size + column] = (curvature / scale) * covariances[free[column]!]!;
    }
    for (let k = 0; k < binding.length; k++) {
      const value = binding[k]!.row[i]!;
      matrix[row * size + free.length + k] = value;
      matrix[(free.length + k) * size + row] = value;
    }
    b[row] = -(gradient[i]! + slope * costs[i]!) / scale;
  }
  binding.forEach(({ row, bound }, k) => (b[free.length + k] = bound - product(row, weights)));
  if (!solveLinear(matrix, b)) return undefined;
  free.forEach((i, row) => (weights[i] = b[row]!));
  const multipliers = new Array<number>(problem.limits.length).fill(0);
  binding.forEach(({ limit, unit }, k) => {
    multipliers[limit] = b[free.length + k]! * unit * scale;
  });
  return { weights, multipliers };
}

/** Cost of one unit more of each weight, on the side where it is. */
function costSlopes({ costLong, costShort }: Problem, weights: number[]): number[] {
  return weights.map((w, i) => (w > 0 ? costLong[i]! : -costShort[i]!));
}
