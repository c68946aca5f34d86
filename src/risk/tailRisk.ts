/** Value at risk and expected shortfall of a sample, with intervals. Losses are positive, fractions of NAV. */
import { quantilePosition, tailRanks, Z_95, type TailRanks } from './orderStatistics';

export interface TailRisk {
  valueAtRisk: number;
  valueAtRiskInterval: [low: number, high: number];
  /** Exact probability that the interval of the value at risk covers the truth. */
  coverage: number;
  expectedShortfall: number;
  expectedShortfallInterval: [low: number, high: number];
}

/** The lower end of a sample of returns: everything below a cut summed up, what lies above it in full. */
export interface LowerTail {
  /** Size of the whole sample. */
  count: number;
  /** How many returns lie below the cut; their sum and sum of squares. */
  belowCount: number;
  belowSum: number;
  belowSumSquares: number;
  /** Returns above the cut, ascending, without a gap. */
  ascending: ArrayLike<number>;
  /** How many returns equal to `edge` follow: a law with atoms may have very many. */
  edge: number;
  edgeCount: number;
}

/** The lower tail of `count` returns of which nothing was cut: its worst, ascending. */
export function uncutTail(count: number, ascending: ArrayLike<number>): LowerTail {
  const nothingBelow = { belowCount: 0, belowSum: 0, belowSumSquares: 0 };
  return { count, ...nothingBelow, ascending, edge: NaN, edgeCount: 0 };
}

/** The return of a 0-based rank above the cut. */
function aboveCut({ ascending, edge }: LowerTail, rank: number): number {
  return rank < ascending.length ? ascending[rank]! : edge;
}

/** True where the tail reaches every order statistic that {@link tailRisk} reads. */
export function reaches(tail: LowerTail, confidence: number): boolean {
  const ranks = tailRanks(tail.count, confidence);
  const worst = tail.count - ranks.high;
  const mildest = tail.count - ranks.low;
  const reached = tail.belowCount + tail.ascending.length + tail.edgeCount;
  return tail.belowCount <= worst && mildest < reached;
}

/**
 * Value at risk as an order statistic with its distribution-free 95 % interval, and expected shortfall as the mean of
 * the worst (1 - confidence) of the sample, the boundary path counted by its fraction (Acerbi & Tasche 2002, eq. 4.1),
 * with the asymptotic interval of Manistre & Hancock, "Variance of the CTE estimator" (2005):
 * variance = (tail variance + confidence x (ES - VaR)^2) / (count x (1 - confidence)).
 */
export function tailRisk(tail: LowerTail, confidence: number): TailRisk {
  const ranks = tailRanks(tail.count, confidence);
  const loss = (rank: number): number => 0 - aboveCut(tail, tail.count - rank - tail.belowCount);
  const valueAtRisk = loss(ranks.estimate);
  const { mean, variance } = tailMoments(tail, confidence, ranks);
  const expectedShortfall = 0 - mean;
  const tailCount = tail.count - quantilePosition(tail.count, confidence);
  const error =
    Z_95 * Math.sqrt((variance + confidence * (expectedShortfall - valueAtRisk) ** 2) / tailCount);
  return {
    valueAtRisk,
    valueAtRiskInterval: [loss(ranks.low), loss(ranks.high)],
    coverage: ranks.coverage,
    expectedShortfall,
    expectedShortfallInterval: [expectedShortfall - error, expectedShortfall + error],
  };
}

/** Mean and variance of the worst (1 - confidence) of the returns. */
function tailMoments(
  tail: LowerTail,
  confidence: number,
  ranks: TailRanks,
): { mean: number; variance: number } {
  const whole = tail.count - ranks.estimate - tail.belowCount;
  const single = Math.min(whole, tail.ascending.length);
  let sum = tail.belowSum;
  let sumSquares = tail.belowSumSquares;
  for (let i = 0; i < single; i++) {
    sum += tail.ascending[i]!;
    sumSquares += tail.ascending[i]! ** 2;
  }
  const position = quantilePosition(tail.count, confidence);
  const add = (value: number, count: number): void => {
    sum += count * value;
    sumSquares += count * value ** 2;
  };
  if (whole > single) add(tail.edge, whole - single);
  add(aboveCut(tail, whole), ranks.estimate - position);
  const weight = tail.count - position;
  const mean = sum / weight;
  return { mean, variance: Math.max(sumSquares / weight - mean ** 2, 0) };
}
