import { buildModel, type PathModel } from '../../src/simulation/model';
import type { Rebalancing } from '../../src/simulation/request';

/** A long/short book of N assets with daily volatilities of 1 % to 2.5 % that share one factor. */
export function bookModel(
  assetCount: number,
  stepCount: number,
  rebalancing: Rebalancing,
  seed = 20_260_101,
): PathModel {
  const assets = Array.from({ length: assetCount }, (_, i) => i);
  const volatility = assets.map((i) => 0.01 + 0.015 * ((i * 0.37) % 1));
  const covariance = (i: number, j: number): number =>
    volatility[i]! * volatility[j]! * (i === j ? 1 : 0.4);
  const side = assets.map((i) => (i % 3 === 2 ? -1 : 1) * (1 + (i % 5)));
  const gross = side.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const model = buildModel({
    version: 1,
    tickers: assets.map((i) => `A${i}`),
    weights: side.map((weight) => weight / gross),
    meanDailyReturn: assets.map((i) => 0.0002 * (i % 7) - 0.0004),
    covarianceDaily: assets.map((i) => assets.map((j) => covariance(i, j))),
    horizonDays: stepCount,
    pathCount: 1000,
    confidence: 0.99,
    seed,
    rebalancing,
    shock: { model: 'normal' },
    sampling: 'plain',
  });
  if (!model.ok) throw new Error(model.error.message);
  return model.value;
}
