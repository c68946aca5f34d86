import { pathNormals } from '../math/normals';
import type { PathModel } from './model';
import { assetReturns } from './reference';

/** Scenarios between two yields. */
const BATCH = 50;

/**
 * Each asset's simple return over the horizon on the first `count` paths of a run, in float64: `count` rows of N. The
 * paths are those that every engine draws for this model. Yields how many are done, so that a caller can pause.
 */
export function* assetScenarios(model: PathModel, count: number): Generator<number, number[][]> {
  const { assetCount, stepCount } = model;
  const normals = new Float64Array(assetCount * stepCount);
  const returns = new Float64Array(assetCount);
  const scenarios: number[][] = [];
  for (let path = 0; path < count; path++) {
    pathNormals(model.seed, path, normals);
    const growth = new Array<number>(assetCount).fill(1);
    for (let step = 0; step < stepCount; step++) {
      assetReturns(model, normals, step, returns);
      returns.forEach((r, i) => (growth[i]! *= 1 + r));
    }
    scenarios.push(growth.map((value) => value - 1));
    if (path % BATCH === BATCH - 1) yield path + 1;
  }
  return scenarios;
}
