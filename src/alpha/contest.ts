import { emptyBlockSums, sumBlocks, type BlockSums } from './blockSums';
import { Likeness } from './likeness';
import { crossValidating, type Overfitting } from './overfitting';

/**
 * The backtests among which one would be chosen: they differ in the noises, the entry and the exit. The delay and the
 * cost are the market's; among backtests of several costs the best would be no more than the one that pays least.
 */
export interface Contest {
  delayBars: number;
  costBp: number;
  /** Backtests that traded: the others are no trials, there being nothing to choose them for. */
  tradedCount: number;
  /** Mean correlation between the returns of two of them; 0 with fewer than two. */
  averageCorrelation: number;
  /** Of choosing the best of them; undefined where there are too few, or too few bars. */
  overfitting: Overfitting | undefined;
}

/** What a contest keeps of its backtests. */
export class ContestBook {
  private readonly sums: BlockSums;
  private readonly likeness: Likeness;

  /** For the bars from `first` up to `end`. */
  constructor(
    readonly delayBars: number,
    readonly costBp: number,
    size: number,
    private readonly first: number,
    end: number,
  ) {
    this.sums = emptyBlockSums(size, first, end);
    this.likeness = new Likeness(end - first);
  }

  /** The returns of one that traded. */
  enter(barReturn: Float64Array): void {
    sumBlocks(this.sums, this.likeness.count, barReturn);
    this.likeness.add(barReturn.subarray(this.first));
  }

  /** Yields the share done. */
  *closing(): Generator<number, Contest> {
    const { delayBars, costBp, sums, likeness } = this;
    const size = likeness.count * sums.blocks;
    const sum = sums.sum.subarray(0, size);
    const sumSquares = sums.sumSquares.subarray(0, size);
    const overfitting = yield* crossValidating({ ...sums, sum, sumSquares });
    return {
      delayBars,
      costBp,
      tradedCount: likeness.count,
      averageCorrelation: likeness.averageCorrelation(),
      overfitting: overfitting.ok ? overfitting.value : undefined,
    };
  }
}
