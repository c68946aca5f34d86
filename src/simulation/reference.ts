/**
 * The specification: what a path is, in float64, short and plain. The other engines are judged against it.
 */
import { pathNormals } from '../math/normals';
import { nowMs, pause } from './clock';
import { noTime, type PathKernel, type PathRange } from './kernel';
import type { PathModel } from './model';
import { tallyReturns } from './tally';

/** How long the thread works before it lets messages through. */
const SLICE_MS = 40;

/** Asset returns of one step, m + L z. `normals`: the path's N x T draws, step after step. Writes N into `out`. */
export function assetReturns(
  model: PathModel,
  normals: Float64Array,
  step: number,
  out: Float64Array,
): void {
  const { assetCount: n, factor, mean } = model;
  for (let i = 0; i < n; i++) {
    let sum = mean[i]!;
    for (let j = 0; j <= i; j++) sum += factor[i * n + j]! * normals[step * n + j]!;
    out[i] = sum;
  }
}

/** Rebalanced daily: the book's excess growth G goes to G + r + G r with each day's return r. */
function dailyGrowth(model: PathModel, normals: Float64Array, growthByDay: Float64Array): void {
  const { assetCount: n, portfolioLoadings: loadings } = model;
  let growth = 0;
  for (let step = 0; step < model.stepCount; step++) {
    let r = model.portfolioDrift;
    for (let i = 0; i < n; i++) r += loadings[i]! * normals[step * n + i]!;
    growth += r + growth * r;
    growthByDay[step] = growth;
  }
}

/** Held: each asset grows by itself, and the book is the sum of what was bought on day 0. */
function heldGrowth(model: PathModel, normals: Float64Array, growthByDay: Float64Array): void {
  const growth = new Float64Array(model.assetCount);
  const returns = new Float64Array(model.assetCount);
  for (let step = 0; step < model.stepCount; step++) {
    assetReturns(model, normals, step, returns);
    returns.forEach((r, i) => (growth[i] = growth[i]! + r + growth[i]! * r));
    growthByDay[step] = growth.reduce((sum, g, i) => sum + model.weights[i]! * g, 0);
  }
}

/** Room for one path, used again for the next. */
export function pathBuffers(model: PathModel): {
  normals: Float64Array;
  growthByDay: Float64Array;
} {
  return {
    normals: new Float64Array(model.assetCount * model.stepCount),
    growthByDay: new Float64Array(model.stepCount),
  };
}

/** Writes the book's simple return from day 0 to each day, T of them, of one path; the last is the path's return. */
export function walkPath(
  model: PathModel,
  path: number,
  { normals, growthByDay }: ReturnType<typeof pathBuffers>,
): Float64Array {
  pathNormals(model.seed, path, normals);
  const walk = model.rebalancing === 'daily' ? dailyGrowth : heldGrowth;
  walk(model, normals, growthByDay);
  return growthByDay;
}

/** The float64 engine: one thread, no set-up, always there. */
export function createReferenceKernel(): PathKernel {
  const times = noTime();
  let model: PathModel;
  let sliceStart = nowMs();

  const returns = async (range: PathRange): Promise<Float64Array> => {
    const start = nowMs();
    const buffers = pathBuffers(model);
    const out = new Float64Array(range.count);
    for (let i = 0; i < range.count; i++) {
      if (nowMs() - sliceStart > SLICE_MS) {
        await pause();
        sliceStart = nowMs();
      }
      out[i] = walkPath(model, range.first + i, buffers).at(-1)!;
    }
    times.compute += nowMs() - start;
    return out;
  };

  return {
    engine: 'reference',
    lanes: 1,
    largestChunk: 2 ** 16,
    times,
    open: async (next) => {
      model = next;
    },
    returns,
    tally: async (range, plan) => {
      const values = await returns(range);
      const start = nowMs();
      const tally = tallyReturns(values, range, plan);
      times.reduce += nowMs() - start;
      return tally;
    },
    close: () => {},
  };
}
