/** The strategy as it is, and three that know the future in the ways in which backtests do. */
import { success, type Result } from '../result';
import { emptyTrading, readTrack, trade, type BacktestInput, type Track } from './backtest';
import { maximumLikelihood } from './likelihood';
import type { Strategy } from './lookAhead';
import { rauchTungStriebel } from './smoother';

/**
 * `filter`: each bar from the bars up to it. `fittedNoise`: the noises by maximum likelihood on the whole sample, so
 * that every state knows all prices. `scaledByAll`: z-scores over their root mean square of the whole sample
 * behind the burn-in.
 * `smoother`: the states of hindsight, which each bar owes to the bars behind it.
 */
export const STRATEGIES = ['filter', 'fittedNoise', 'scaledByAll', 'smoother'] as const;
export type StrategyId = (typeof STRATEGIES)[number];

/** It decides by the hedge ratio and the z-score. The prices of `input` are put aside. */
export function strategyOf(id: StrategyId, input: BacktestInput): Strategy {
  return (x, y) => {
    const track = TRACKS[id]({ ...input, x, y });
    if (!track.ok) return track;
    const { beta, zScore } = track.value;
    const trading = emptyTrading(zScore.length);
    trade(track.value, input, trading);
    return success({ decidesBy: [beta, zScore], position: trading.position });
  };
}

const TRACKS: Record<StrategyId, (input: BacktestInput) => Result<Track>> = {
  filter: readTrack,

  fittedNoise: (input) => {
    const fitted = maximumLikelihood(input);
    if (!fitted.ok) return fitted;
    const { delta, measurementVariance } = fitted.value;
    return readTrack({ ...input, delta, measurementVariance });
  },

  scaledByAll: (input) => {
    const track = readTrack(input);
    if (!track.ok) return track;
    const { zScore } = track.value;
    const sample = zScore.subarray(input.burnInBars);
    const square = sample.reduce((sum, z) => sum + z * z, 0) / sample.length;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 1;
    return success({ ...track.value, zScore: zScore.map((z) => z * scale) });
  },

  smoother: (input) => {
    const track = readTrack(input);
    const hindsight = rauchTungStriebel(input);
    if (!track.ok) return track;
    if (!hindsight.ok) return hindsight;
    const { alpha, beta } = hindsight.value;
    const { x, y } = input;
    const deviation = Math.sqrt(input.measurementVariance) || 1;
    const zScore = beta.map((b, t) => (y[t]! - alpha[t]! - b * x[t]!) / deviation);
    return success({ ...track.value, beta, zScore });
  },
};
