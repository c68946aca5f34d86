import { nowMs, pause } from './clock';
import type { PathModel } from './model';
import { pathBuffers, walkPath } from './reference';
import type { SimulationResult } from './result';

const FAN_PROBABILITIES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const MOST_PATHS = 500;
const FEWEST_PATHS = 32;
/** Multiplications that the fan may cost, but for the fewest paths: some 20 ms. */
const WORK = 1e7;
/** How long it works before it lets messages through. */
const SLICE_MS = 10;

/** Quantiles of the book's value by day, from the run's first paths replayed in float64. */
export async function fanOf(model: PathModel, pathCount: number): Promise<SimulationResult['fan']> {
  const { assetCount: n, stepCount } = model;
  const affordable = Math.floor(WORK / (stepCount * n * (n / 2 + 20)));
  const count = Math.min(pathCount, Math.max(FEWEST_PATHS, Math.min(affordable, MOST_PATHS)));
  const values = Array.from({ length: stepCount + 1 }, () => new Float64Array(count).fill(1));
  const buffers = pathBuffers(model);
  let sliceStart = nowMs();
  for (let path = 0; path < count; path++) {
    if (nowMs() - sliceStart > SLICE_MS) {
      await pause();
      sliceStart = nowMs();
    }
    walkPath(model, path, buffers).forEach((growth, day) => (values[day + 1]![path] = 1 + growth));
  }
  const byDay = values.map((day) => {
    day.sort();
    return FAN_PROBABILITIES.map((p) => interpolated(day, p));
  });
  return { probabilities: FAN_PROBABILITIES, byDay, pathCount: count };
}

/** Quantile of ascending values by linear interpolation (Hyndman & Fan 1996, type 7). */
function interpolated(ascending: Float64Array, probability: number): number {
  const position = (ascending.length - 1) * probability;
  const index = Math.floor(position);
  const low = ascending[index]!;
  const high = ascending[Math.min(index + 1, ascending.length - 1)]!;
  return low + (high - low) * (position - index);
}
