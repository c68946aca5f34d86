import { success, type Result } from '../result';
import { cointegration, type Cointegration } from './cointegration';
import { filtered, pathOf, type KalmanPath } from './kalman';
import type { KalmanInput } from './kalmanInput';
import {
  rollingLeastSquares,
  staticLeastSquares,
  type Line,
  type RollingLines,
} from './leastSquares';
import { smoothed } from './smoother';
import { LevelCovariances, type States } from './states';

export type { Pair } from '../market/pairPrices';

export interface PairStudyInput extends KalmanInput {
  /** Window of the rolling least squares; absent: a fifth of the bars, of five days one. */
  rollingBars?: number | undefined;
}

/** The hedge ratio of a pair: the filter's, and what it is compared with. */
export interface PairStudy {
  path: KalmanPath;
  /** Hindsight. */
  smoothed: States;
  wholeSample: Line;
  rolling: RollingLines;
  rollingBars: number;
  cointegration: Result<Cointegration>;
}

/** Yields the share done. Fails where the filter does, and where x does not vary: nothing can be hedged with it. */
export function* studyingPair(input: PairStudyInput): Generator<number, Result<PairStudy>> {
  const { x, y, rollingBars = Math.max(Math.floor(x.length / 5), 2) } = input;
  const covariances = new LevelCovariances(x.length);
  const filter = yield* filtered(input, covariances);
  if (!filter.ok) return filter;
  const wholeSample = staticLeastSquares(x, y);
  if (!wholeSample.ok) return wholeSample;
  const rolling = rollingLeastSquares(x, y, rollingBars);
  if (!rolling.ok) return rolling;
  return success({
    smoothed: smoothed(filter.value, covariances, input.delta),
    path: pathOf(filter.value),
    wholeSample: wholeSample.value,
    rolling: rolling.value,
    rollingBars,
    cointegration: cointegration(input),
  });
}
