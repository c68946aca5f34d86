/** Pairs of prices of which the truth is known. */
import { pathNormals } from '../math/normals';

/** x is a geometric random walk, y = alpha + beta x + spread. */
export interface PairModel {
  bars: number;
  startX: number;
  /** Standard deviation of the logarithm of x over one bar. */
  logStepX: number;
  alpha: number;
  beta: number;
  /** Standard deviation of the spread's own move over one bar, in the money of y. */
  spreadStep: number;
  /** Bars in which half of a spread is gone; absent: none ever goes, the spread is a random walk and there is nothing to earn. */
  halfLifeBars?: number | undefined;
}

/** The stream (fourth counter word) of simulated pairs; 0 to 2 are the shocks, the bootstrap and the perturbations. */
const PAIR_STREAM = 3;

/** One pair, a function of (model, seed, path) alone. A spread that reverts starts from its stationary law, else from 0. */
export function simulatePair(
  { bars, startX, logStepX, alpha, beta, spreadStep, halfLifeBars }: PairModel,
  seed: number,
  path: number,
): { x: Float64Array; y: Float64Array } {
  const normals = new Float64Array(2 * bars);
  pathNormals(seed, path, normals, PAIR_STREAM);
  const kept = halfLifeBars === undefined ? 1 : 2 ** (-1 / halfLifeBars);
  const x = new Float64Array(bars);
  const y = new Float64Array(bars);
  let logX = Math.log(startX);
  let spread = kept < 1 ? (spreadStep / Math.sqrt(1 - kept * kept)) * normals[1]! : 0;
  for (let t = 0; t < bars; t++) {
    if (t > 0) {
      logX += logStepX * normals[2 * t]! - (logStepX * logStepX) / 2;
      spread = kept * spread + spreadStep * normals[2 * t + 1]!;
    }
    x[t] = Math.exp(logX);
    y[t] = alpha + beta * x[t]! + spread;
  }
  return { x, y };
}

/**
 * A model as wild as the pair: beta by least squares of the changes of y on those of x, the spread's moves what is left
 * of them. Needs two bars.
 */
export function modelOf(x: ArrayLike<number>, y: ArrayLike<number>, halfLifeBars?: number): PairModel {
  const bars = x.length;
  let [xx, xy, yy, logs] = [0, 0, 0, 0];
  for (let t = 1; t < bars; t++) {
    const [dx, dy] = [x[t]! - x[t - 1]!, y[t]! - y[t - 1]!];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
    logs += Math.log(x[t]! / x[t - 1]!) ** 2;
  }
  const beta = xx > 0 ? xy / xx : 0;
  return {
    bars,
    startX: x[0]!,
    logStepX: Math.sqrt(logs / (bars - 1)),
    alpha: y[0]! - beta * x[0]!,
    beta,
    spreadStep: Math.sqrt(Math.max(yy - beta * xy, 0) / (bars - 1)),
    halfLifeBars,
  };
}
