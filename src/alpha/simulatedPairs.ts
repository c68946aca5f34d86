/** Pairs of prices of which the truth is known. */
import { pathNormals, splitInteger } from '../math/normals';
import { philox } from '../math/philox';
import type { Sessions } from './sessions';

/**
 * x is a geometric random walk, ln(y / startY) = beta ln(x / startX) + spread. In logarithms, because a pair in money,
 * y = alpha + beta x + spread, has a y below zero on many a path of a pair of days; here no price ever is, moves grow with
 * the prices, and over a few days both are the same but for the square of a move: a share of y is hedged by
 * beta y / x of x.
 */
export interface PairModel {
  bars: number;
  startX: number;
  startY: number;
  /** How many per cent y goes for one per cent of x. */
  beta: number;
  /** Standard deviation of the logarithm of x over one bar. */
  logStepX: number;
  /** Standard deviation of the spread's own move over one bar, as a share of y. */
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
/** Neither price leaves a millionth to a million times where it began: x is never less than a tick. */
const WIDEST_LOG = Math.log(1 / TICK);

/**
 * One pair of positive prices, a function of (model, seed, path) alone. A spread that reverts starts from its stationary
 * law, else from 0.
 */
export function simulatePair(
  model: PairModel,
  seed: number,
  path: number,
): { x: Float64Array; y: Float64Array } {
  const { bars, startX, startY, beta, spreadStep, halfLifeBars } = model;
  const [logMoves, spreadMoves] = model.moves
    ? drawn(model, seed, path)
    : normal(model, seed, path);
  const kept = halfLifeBars === undefined ? 1 : 2 ** (-1 / halfLifeBars);
  const x = new Float64Array(bars);
  const y = new Float64Array(bars);
  const tick = TICK * startX;
  let logX = 0;
  let spread = kept < 1 ? stationaryStart(spreadStep, kept, seed, path) : 0;
  for (let t = 0; t < bars; t++) {
    if (t > 0) {
      logX = bounded(logX + logMoves[t]!);
      spread = kept * spread + spreadMoves[t]!;
    }
    x[t] = Math.round(Math.exp(logX) / TICK) * tick;
    y[t] = startY * Math.exp(bounded(beta * Math.log(x[t]! / startX) + spread));
  }
  return { x, y };
}

function bounded(logarithm: number): number {
  return Math.min(Math.max(logarithm, -WIDEST_LOG), WIDEST_LOG);
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
 * A model as wild as the pair between its nights: beta by least squares of the log returns of y on those of x, the
 * spread's moves what is left of them, their mean taken off. Undefined where fewer than two bars follow another of their
 * day (of daily bars: another).
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
  const logReturns = (of: ArrayLike<number>): Float64Array =>
    Float64Array.from(bars, (t) => Math.log(of[t]! / of[t - 1]!));
  const [logX, logY] = [logReturns(x), logReturns(y)];
  const product = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const square = product(logX, logX);
  const beta = square > 0 ? product(logX, logY) / square : 0;
  const spread = centred(logX.map((value, i) => logY[i]! - beta * value));
  return {
    bars: x.length,
    startX: x[0]!,
    startY: y[0]!,
    beta,
    logStepX: rootMeanSquare(logX),
    spreadStep: rootMeanSquare(spread),
    moves: { logX, spread },
    halfLifeBars,
  };
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
