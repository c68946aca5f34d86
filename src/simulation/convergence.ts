import { tailRanks } from '../risk/orderStatistics';
import { reaches, tailRisk, type LowerTail } from '../risk/tailRisk';
import type { PathRange } from './kernel';
import type { ConvergencePoint } from './result';

const POINTS_PER_DECADE = 10;

/**
 * After how many paths the estimate is written down: ten to a decade, from where the interval has both its ends
 * (count x (1 - confidence) about 4) up to the whole run. The same for every engine and every split.
 */
export function checkpointsOf(pathCount: number, confidence: number): number[] {
  const points: number[] = [];
  const first = Math.ceil(POINTS_PER_DECADE * Math.log10(4 / (1 - confidence)));
  for (let k = first; 10 ** (k / POINTS_PER_DECADE) < pathCount; k++) {
    points.push(Math.round(10 ** (k / POINTS_PER_DECADE)));
  }
  return [...points.filter((point) => point < pathCount), pathCount];
}

/** The estimate as it settles: one point at each checkpoint. */
export class Convergence {
  readonly checkpoints: number[];
  readonly points: ConvergencePoint[] = [];

  constructor(
    pathCount: number,
    private readonly confidence: number,
  ) {
    this.checkpoints = checkpointsOf(pathCount, confidence);
  }

  /** The checkpoints inside a range of paths, and its end. */
  pointsWithin({ first, count }: PathRange): number[] {
    const end = first + count;
    return [...this.checkpoints.filter((point) => point > first && point < end), end];
  }

  /** How many of the worst of `count` paths the estimators read. */
  reach(count: number): number {
    return count - tailRanks(count, this.confidence).low + 1;
  }

  /** To be told of every path count reached, ascending; `tail` is asked for at checkpoints only. */
  reached(count: number, tail: () => LowerTail): void {
    const isNew = count > (this.points.at(-1)?.pathCount ?? 0);
    if (!isNew || !this.checkpoints.includes(count)) return;
    const lowerTail = tail();
    if (!reaches(lowerTail, this.confidence)) return;
    const { valueAtRisk, valueAtRiskInterval } = tailRisk(lowerTail, this.confidence);
    this.points.push({ pathCount: count, valueAtRisk, interval: valueAtRiskInterval });
  }
}
