/** Pairs of prices of which the truth is known. */
import { pathNormals, splitInteger } from '../math/normals';
import { philox } from '../math/philox';
import type { Sessions } from './sessions';

/** x is a geometric random walk, y = alpha + beta x + spread. */
export interface PairModel {
  bars: number;
  startX: number;
  alpha: number;
  beta: number;
  /** Standard deviation of the logarithm of x over one bar. */
  logStepX: number;
  /** Standard deviation of the spread's own move over one bar, in the money of y. */
  spreadStep: number;
  /**
   * Moves over one bar to draw from, with replacement, the two of a bar together: they have the tails of the market,
   * but not its order. Absent: both are normal.
   */
  moves?: { logX: Float64Array; spread: Float64Array } | undefined;
  /** Bars in which half of a spread is gone; absent: the spread is a random walk and there is nothing to earn. */
  halfLifeBars?: number | undefined;
}

/** Streams (fourth counter word) of normal moves, and of drawn ones. */
const NORMAL_STREAM = 3;
const DRAW_STREAM = 5;

/** Share of the first price in which x is quoted: one that moves back stands where it stood, as on a market. */
const TICK = 2 ** -20;

/** One pair, a function of (model, seed, path) alone. A spread that reverts starts from its stationary law, else from 0. */
export function simulatePair(
  model: PairModel,
  seed: number,
  path: number,
): { x: Float64Array; y: Float64Array } {
  const { bars, startX, alpha, beta, spreadStep, halfLifeBars } = model;
  const [logMoves, spreadMoves] = model.moves
    ? drawn(model, seed, path)
    : normal(model, seed, path);
  const kept = halfLifeBars === undefined ? 1 : 2 ** (-1 / halfLifeBars);
  const x = new Float64Array(bars);
  const y = new Float64Array(bars);
  const tick = TICK * startX;
  let logX = Math.log(startX);
  let spread = kept < 1 ? stationaryStart(spreadStep, kept, seed, path) : 0;
  for (let t = 0; t < bars; t++) {
    if (t > 0) {
      logX += logMoves[t]!;
      spread = kept * spread + spreadMoves[t]!;
    }
    x[t] = Math.round(Math.exp(logX) / tick) * tick;
    y[t] = alpha + beta * x[t]! + spread;
  }
  return { x, y };
}

function normal({ bars, logStepX, spreadStep }: PairModel, seed: number, path: number) {
  const normals = new Float64Array(2 * bars);
  pathNormals(seed, path, normals, NORMAL_STREAM);
  return [
    normals.subarray(0, bars).map((z) => logStepX * z - (logStepX * logStepX) / 2),
    normals.subarray(bars).map((z) => spreadStep * z),
  ] as const;
}

function drawn({ bars, moves }: PairModel, seed: number, path: number) {
  const { logX, spread } = moves!;
  const [keyLow, keyHigh] = splitInteger(seed);
  const words = new Uint32Array(4);
  const chosen = new Int32Array(bars).map((_, t) => {
    if (t % 4 === 0) philox(t >> 2, ...splitInteger(path), DRAW_STREAM, keyLow, keyHigh, words);
    return Math.floor((words[t % 4]! / 0x100000000) * logX.length);
  });
  return [
    Float64Array.from(chosen, (i) => logX[i]!),
    Float64Array.from(chosen, (i) => spread[i]!),
  ] as const;
}

function stationaryStart(spreadStep: number, kept: number, seed: number, path: number): number {
  const normals = new Float64Array(1);
  pathNormals(seed, path, normals, NORMAL_STREAM);
  return (spreadStep / Math.sqrt(1 - kept * kept)) * normals[0]!;
}

/**
 * A model as wild as the pair between its nights: beta by least squares of the changes of y on those of x, the spread's
 * moves what is left of them, their mean taken off. Undefined where fewer than two bars follow another of their day
 * (of daily bars: another).
 */
export function modelOf(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { daysBefore, isIntraday }: Sessions,
  halfLifeBars?: number,
): PairModel | undefined {
  const bars = Array.from(daysBefore.keys()).filter(
    (t) => t > 0 && !(isIntraday && daysBefore[t]! > 0),
  );
  if (bars.length < 2) return undefined;
  const change = (of: ArrayLike<number>): number[] => bars.map((t) => of[t]! - of[t - 1]!);
  const [dx, dy] = [change(x), change(y)];
  const product = (a: number[], b: number[]): number =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const beta = product(dx, dx) > 0 ? product(dx, dy) / product(dx, dx) : 0;
  const logX = Float64Array.from(bars, (t) => Math.log(x[t]! / x[t - 1]!));
  const spread = centred(dx.map((value, i) => dy[i]! - beta * value));
  return {
    bars: x.length,
    startX: x[0]!,
    alpha: y[0]! - beta * x[0]!,
    beta,
    logStepX: rootMeanSquare(logX),
    spreadStep: rootMeanSquare(spread),
    moves: { logX, spread },
    halfLifeBars,
  };
}

function centred(values: number[]): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Float64Array.from(values, (value) => value - mean);
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
