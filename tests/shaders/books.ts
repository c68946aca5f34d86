import type { PathModel } from '../../src/simulation/model';
import type { Rebalancing } from '../../src/simulation/request';
import type { Tally, TallyPlan } from '../../src/simulation/tally';

/** Sine and cosine of whole numbers: fixed numbers without a pattern. */
const noise = (k: number): number => Math.sin(12.9898 * k) * Math.cos(78.233 * k);

/**
 * A long/short book, gross exposure 1: daily volatilities of 1 to 2 %, part of them shared by all assets, daily means
 * within 0.1 %.
 */
export function book(assetCount: number, stepCount: number, rebalancing: Rebalancing): PathModel {
  const indices = Array.from({ length: assetCount }, (_, i) => i);
  const factor = new Float64Array(assetCount * assetCount);
  for (const i of indices) {
    for (let j = 0; j < i; j++) {
      factor[i * assetCount + j] =
        j === 0 ? 0.006 : (0.004 * noise(i * assetCount + j)) / Math.sqrt(i);
    }
    factor[i * assetCount + i] = 0.012 + 0.004 * noise(i + 0.5);
  }
  const weights = Float64Array.from(indices, (i) => (i % 3 === 1 ? -1 : 1) / assetCount);
  const mean = Float64Array.from(indices, (i) => 0.001 * noise(i + 0.25));
  const loadings = indices.map((j) =>
    indices.reduce((sum, i) => sum + weights[i]! * factor[i * assetCount + j]!, 0),
  );
  return {
    seed: 2 ** 52 + 20_251_123,
    assetCount,
    stepCount,
    rebalancing,
    weights,
    mean,
    factor,
    portfolioDrift: indices.reduce((sum, i) => sum + weights[i]! * mean[i]!, 0),
    portfolioLoadings: Float64Array.from(loadings),
  };
}

/** Every field at work for a ten-day book of a few assets. */
export const plan: TallyPlan = {
  binsPerUnit: 2000,
  lowestBin: -480,
  centre: Math.fround(0.0013),
  sumScale: 2 ** 24,
  squareScale: 2 ** 14,
  belowScale: 2 ** 25,
  belowSquareScale: 2 ** 15,
  extreme: Math.fround(-0.04),
  bracketLow: Math.fround(-0.025),
  bracketHigh: Math.fround(-0.02),
};

/** A tally with its kept returns in the order of their paths. */
export function inPathOrder(
  tally: Tally,
): Omit<Tally, 'keptReturns' | 'keptPaths'> & { kept: number[][] } {
  const { keptReturns, keptPaths, ...rest } = tally;
  const kept = Array.from(keptPaths, (path, i) => [path, keptReturns[i]!]);
  return { ...rest, kept: kept.sort(([a], [b]) => a! - b!) };
}
