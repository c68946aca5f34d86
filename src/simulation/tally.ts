/**
 * The summary of a set of paths that merges: integer counts, integer sums and the few returns that order statistics
 * may need. No floating-point sum depends on an order, so any split into chunks gives the same tally to the last bit.
 *
 * Twin: `shaders/tally.wgsl`. Both do one rounded float32 product and drop its fraction, so they agree to the last bit as well.
 */
import type { PathRange, Returns } from './kernel';

export const BIN_COUNT = 1024;

/** A term of a sum is clamped to this: 1e8 such integers still add up exactly in a double. */
export const SUM_CLAMP = 2 ** 26;
/** A term of a sum of squares is clamped to this, which is u32 on a GPU. */
const SQUARE_CLAMP = 2 ** 31;

/** How returns are tallied. Every number is exact in float32; the scales are powers of two. */
export interface TallyPlan {
  /** Bins a unit of return: bin of r = floor(r x binsPerUnit) - lowestBin, clamped to [0, BIN_COUNT). */
  binsPerUnit: number;
  lowestBin: number;
  /** d = r - centre adds trunc(d x sumScale) to the sum and trunc((d x squareScale)^2) to the sum of squares. */
  centre: number;
  sumScale: number;
  squareScale: number;
  /** Of a return r <= bracketLow, the depth bracketLow - r is summed likewise, on scales of its own. */
  belowScale: number;
  belowSquareScale: number;
  /** A return r is kept with its path where r < extreme or bracketLow < r < bracketHigh. */
  extreme: number;
  bracketLow: number;
  bracketHigh: number;
}

/** Integers, all exact. `below` is the set of returns r <= bracketLow. */
export interface Tally {
  count: number;
  sum: number;
  sumSquares: number;
  belowCount: number;
  /** Of depths, not of returns. */
  belowSum: number;
  belowSumSquares: number;
  /** Returns equal to bracketHigh (and above bracketLow), which are not kept. */
  edgeCount: number;
  /** BIN_COUNT counts. */
  bins: Float64Array;
  /** Kept returns in any order, and the path of each. */
  keptReturns: Float64Array;
  keptPaths: Float64Array;
}

/** The fixed-point pieces of a return, as every engine computes them. `round` is Math.fround for float32 returns. */
export function binOf(
  value: number,
  plan: Pick<TallyPlan, 'binsPerUnit' | 'lowestBin'>,
  round: Rounding,
): number {
  const bin = Math.floor(round(value * plan.binsPerUnit)) - plan.lowestBin;
  return clamp(bin, 0, BIN_COUNT - 1);
}

/** A branch that is hardly ever taken: V8's Math.min and Math.max take ten times as long. */
function clamp(value: number, low: number, high: number): number {
  if (value < low) return low;
  return value > high ? high : value;
}

/** Tallies returns of paths range.first, range.first + 1, ... A return that is not finite is not counted. */
export function tallyReturns(returns: Returns, range: PathRange, plan: TallyPlan): Tally {
  const round: Rounding = returns instanceof Float32Array ? Math.fround : identity;
  const tally = emptyTally();
  const keptReturns: number[] = [];
  const keptPaths: number[] = [];
  for (let i = 0; i < range.count; i++) {
    const value = returns[i]!;
    if (!Number.isFinite(value)) continue;
    const deviation = round(value - plan.centre);
    tally.count++;
    tally.sum += clamp(Math.trunc(deviation * plan.sumScale), -SUM_CLAMP, SUM_CLAMP);
    tally.sumSquares += squareOf(deviation * plan.squareScale, round);
    tally.bins[binOf(value, plan, round)]!++;
    if (value <= plan.bracketLow) {
      const depth = round(plan.bracketLow - value);
      tally.belowCount++;
      tally.belowSum += clamp(Math.trunc(depth * plan.belowScale), 0, SUM_CLAMP);
      tally.belowSumSquares += squareOf(depth * plan.belowSquareScale, round);
    } else if (value === plan.bracketHigh) {
      tally.edgeCount++;
    }
    if (value < plan.extreme || (value > plan.bracketLow && value < plan.bracketHigh)) {
      keptReturns.push(value);
      keptPaths.push(range.first + i);
    }
  }
  tally.keptReturns = Float64Array.from(keptReturns);
  tally.keptPaths = Float64Array.from(keptPaths);
  return tally;
}

type Rounding = (x: number) => number;

const identity: Rounding = (x) => x;

function squareOf(root: number, round: Rounding): number {
  return clamp(Math.trunc(round(root * root)), 0, SQUARE_CLAMP);
}

function emptyTally(): Tally {
  return {
    count: 0,
    sum: 0,
    sumSquares: 0,
    belowCount: 0,
    belowSum: 0,
    belowSumSquares: 0,
    edgeCount: 0,
    bins: new Float64Array(BIN_COUNT),
    keptReturns: new Float64Array(0),
    keptPaths: new Float64Array(0),
  };
}
