import { philox } from '../math/philox';
import { splitInteger } from '../math/normals';
import { success, type Result } from '../result';
import type { Optimum } from './assess';

/** The stream (fourth counter word) of the days drawn; the shocks have stream 0. */
const BOOTSTRAP_STREAM = 1;

export interface Redrawn {
  /** One set of weights a draw that has an answer. */
  weights: number[][];
  /** Draws without one. */
  unanswered: number;
}

/**
 * The optimal weights again and again, each on as many days drawn with replacement (Efron 1979): how much of a weight is
 * data and how much is luck. `returns`: T days of N simple returns; `solve` estimates on the days drawn and optimizes.
 * Yields how many draws are done, as often as `solve` yields; a draw depends on (seed, its index) only. Fails as the
 * last draw did where none has an answer.
 */
export function* bootstrapWeights(
  returns: number[][],
  solve: (days: number[][]) => Generator<unknown, Result<Optimum>>,
  seed: number,
  count = 500,
): Generator<number, Result<Redrawn>> {
  const weights: number[][] = [];
  let last: Result<Optimum> | undefined;
  for (let draw = 0; draw < count; draw++) {
    const steps = solve(drawnDays(seed, draw, returns.length).map((day) => returns[day]!));
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield draw;
    last = step.value;
    if (last.ok) weights.push(last.value.weights);
    yield draw + 1;
  }
  if (last?.ok === false && weights.length === 0) return last;
  return success({ weights, unanswered: count - weights.length });
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
