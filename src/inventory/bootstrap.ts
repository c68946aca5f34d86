import { sampleEstimate } from '../market/covariance';
import { philox } from '../math/philox';
import { splitInteger } from '../math/normals';
import { success, type Result } from '../result';
import { optimize } from './optimize';
import type { OptimizeInput } from './problem';

/** The stream (fourth counter word) of the days drawn; the shocks have stream 0. */
const BOOTSTRAP_STREAM = 1;

/**
 * The optimal weights again and again, each on as many days drawn with replacement (Efron 1979) and the mean and
 * covariance that these give: how much of a weight is data and how much is luck. `returns`: T days of N simple returns.
 * Yields one set of weights at a time; a draw depends on (seed, its index) only.
 */
export function* bootstrapWeights(
  returns: number[][],
  input: OptimizeInput,
  seed: number,
  count = 500,
): Generator<number[], Result<number[][]>> {
  const all: number[][] = [];
  for (let draw = 0; draw < count; draw++) {
    const days = drawnDays(seed, draw, returns.length).map((day) => returns[day]!);
    const optimum = optimize({ ...input, ...sampleEstimate(days) });
    if (!optimum.ok) return optimum;
    all.push(optimum.value.weights);
    yield optimum.value.weights;
  }
  return success(all);
}

/** `days` indices of [0, days), uniform but for 2^-32 of rounding. */
function drawnDays(seed: number, draw: number, days: number): number[] {
  const [keyLow, keyHigh] = splitInteger(seed);
  const words = new Uint32Array(4);
  return Array.from({ length: days }, (_, i) => {
    if (i % 4 === 0) philox(i >> 2, draw, 0, BOOTSTRAP_STREAM, keyLow, keyHigh, words);
    return Math.floor((words[i % 4]! / 0x100000000) * days);
  });
}
