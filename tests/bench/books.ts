import { buildModel, type PathModel } from '../../src/simulation/model';
import type { SimulationRequest } from '../../src/simulation/request';

export type BookName = 'B' | 'H' | 'W';

const SHAPES = {
  B: { assetCount: 6, pathCount: 200_000, rebalancing: 'daily' },
  H: { assetCount: 6, pathCount: 200_000, rebalancing: 'held' },
  W: { assetCount: 256, pathCount: 20_000, rebalancing: 'held' },
} as const;

const NEIGHBOUR_CORRELATION = 0.7;

/**
 * A book by rule. Asset i has a daily volatility of 1.0 to 2.0 %, its correlation with asset j is 0.7^|i - j|
 * (positive definite: Kac, Murdock & Szego 1953), and longs and shorts alternate to a gross exposure of 2.
 */
export function benchmarkBook(
  name: BookName,
  pathCount: number = SHAPES[name].pathCount,
): SimulationRequest {
  const { assetCount, rebalancing } = SHAPES[name];
  const assets = Array.from({ length: assetCount }, (_, i) => i);
  const volatility = assets.map((i) => 0.01 + 0.0025 * (i % 5));
  const covarianceDaily = assets.map((i) =>
    assets.map((j) => volatility[i]! * volatility[j]! * NEIGHBOUR_CORRELATION ** Math.abs(i - j)),
  );
  return {
    version: 1,
    tickers: assets.map((i) => `A${i}`),
    weights: assets.map((i) => ((i % 2 === 0 ? 1 : -1) * 2) / assetCount),
    meanDailyReturn: assets.map((i) => 0.0001 * (i % 7)),
    covarianceDaily,
    horizonDays: 10,
    pathCount,
    confidence: 0.99,
    seed: 20_260_101,
    rebalancing,
    shock: { model: 'normal' },
    sampling: 'plain',
  };
}

export function modelOf(request: SimulationRequest): PathModel {
  const model = buildModel(request);
  if (!model.ok) throw new Error(model.error.message);
  return model.value;
}
