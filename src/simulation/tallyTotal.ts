import type { LowerTail } from '../risk/tailRisk';
import type { Returns } from './kernel';
import { WORST_COUNT } from './plan';
import type { PathReturn } from './result';
import { BIN_COUNT, tallyReturns, type Tally, type TallyPlan } from './tally';

/** Returns and paths appended to typed arrays that double: 16 bytes an entry, no boxed numbers. */
class KeptPaths {
  private returns: Float64Array = new Float64Array(1024);
  private paths: Float64Array = new Float64Array(1024);
  private length = 0;

  append(returns: Float64Array, paths: Float64Array): void {
    const length = this.length + returns.length;
    while (this.returns.length < length) {
      this.returns = doubled(this.returns);
      this.paths = doubled(this.paths);
    }
    this.returns.set(returns, this.length);
    this.paths.set(paths, this.length);
    this.length = length;
  }

  /** The returns above `low`, ascending. */
  ascendingAbove(low: number): Float64Array {
    return this.returns
      .subarray(0, this.length)
      .filter((value) => value > low)
      .sort();
  }

  /** Those that return at most `threshold`. */
  upTo(threshold: number): PathReturn[] {
    const found: PathReturn[] = [];
    for (let i = 0; i < this.length; i++) {
      const portfolioReturn = this.returns[i]!;
      if (portfolioReturn <= threshold) found.push({ path: this.paths[i]!, portfolioReturn });
    }
    return found;
  }
}

function doubled(array: Float64Array): Float64Array {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** The tallies of a run so far. Adding is exact, so the order and the size of the chunks leave no trace. */
export class TallyTotal {
  count = 0;
  private sum = 0;
  private sumSquares = 0;
  private belowCount = 0;
  private belowSum = 0;
  private belowSumSquares = 0;
  private edgeCount = 0;
  readonly bins = new Float64Array(BIN_COUNT);
  private readonly kept = new KeptPaths();
  private readonly pilotCount: number;
  private readonly pilotWorst: PathReturn[] = [];

  /** Begins with the tally of the pilot, paths 0 to pilot.length - 1. */
  constructor(
    readonly plan: TallyPlan,
    pilot: Returns,
  ) {
    this.add(tallyReturns(pilot, { first: 0, count: pilot.length }, plan));
    this.pilotCount = pilot.length;
    pilot.forEach((portfolioReturn, path) => {
      if (portfolioReturn <= plan.extreme) this.pilotWorst.push({ path, portfolioReturn });
    });
  }

  add(tally: Tally): void {
    this.count += tally.count;
    this.sum += tally.sum;
    this.sumSquares += tally.sumSquares;
    this.belowCount += tally.belowCount;
    this.belowSum += tally.belowSum;
    this.belowSumSquares += tally.belowSumSquares;
    this.edgeCount += tally.edgeCount;
    tally.bins.forEach((count, bin) => (this.bins[bin]! += count));
    this.kept.append(tally.keptReturns, tally.keptPaths);
  }

  /** Whether so many paths have been counted, each in a bin: only then is a run believed. */
  isComplete(pathCount: number): boolean {
    return this.count === pathCount && this.bins.reduce((sum, n) => sum + n, 0) === pathCount;
  }

  lowerTail(): LowerTail {
    const { bracketLow, bracketHigh, belowScale, belowSquareScale } = this.plan;
    const depth = this.belowSum / belowScale;
    const squaredDepth = this.belowSumSquares / belowSquareScale ** 2;
    // Sums of r and r^2 from those of the depth: r = bracketLow - depth.
    const low = this.belowCount > 0 ? bracketLow : 0;
    return {
      count: this.count,
      belowCount: this.belowCount,
      belowSum: this.belowCount * low - depth,
      belowSumSquares: this.belowCount * low ** 2 - 2 * low * depth + squaredDepth,
      ascending: this.kept.ascendingAbove(bracketLow),
      edge: bracketHigh,
      edgeCount: this.edgeCount,
    };
  }

  /** Mean and standard deviation (divisor count - 1) of the returns. */
  moments(): { mean: number; standardDeviation: number } {
    const { centre, sumScale, squareScale } = this.plan;
    const offset = this.sum / sumScale / this.count;
    const meanSquare = this.sumSquares / squareScale ** 2 / this.count;
    const variance = ((meanSquare - offset ** 2) * this.count) / (this.count - 1);
    return { mean: centre + offset, standardDeviation: Math.sqrt(Math.max(variance, 0)) };
  }

  /** The ten worst paths, worst first; equal returns by path. */
  worst(): PathReturn[] {
    const { extreme } = this.plan;
    const later = this.kept
      .upTo(extreme)
      .filter(({ path, portfolioReturn }) => path >= this.pilotCount && portfolioReturn < extreme);
    return [...this.pilotWorst, ...later]
      .sort((a, b) => a.portfolioReturn - b.portfolioReturn || a.path - b.path)
      .slice(0, WORST_COUNT);
  }
}
