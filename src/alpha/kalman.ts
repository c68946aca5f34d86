/**
 * The hedge ratio of a pair as the state of a linear Gaussian model: Kalman (1960); in this form Harvey, "Forecasting,
 * structural time series models and the Kalman filter" (1989), 3.2.
 */
import { failure, success, type Result } from '../result';
import { Filter } from './filter';
import { checkKalmanInput, type KalmanInput } from './kalmanInput';
import { alphaVariance, openStates, type LevelCovariances, type States } from './states';

export type { KalmanInput } from './kalmanInput';

/** One value a bar; states as known after that bar, their standard deviations Infinity while a diffuse start is open. */
export interface KalmanPath extends States {
  /** y less its forecast from the bars before. */
  innovation: Float64Array;
  /** Infinity where a diffuse start allows no forecast; the z-score is 0 there. */
  innovationSd: Float64Array;
  zScore: Float64Array;
  /** 2 x 2, of alpha and beta after the last bar. */
  finalStateCovariance: number[][];
  /** Of the bars whose forecast has a finite variance. */
  logLikelihood: number;
  /** First bars that leave alpha and beta open: 0 after a given start, 1 after a diffuse one where x moves at once. */
  openBars: number;
}

const BARS_A_STEP = 8192;

/** Yields the share of the bars that is done. Fails with a sentence on prices or noises that cannot be filtered. */
export function* filtering(input: KalmanInput): Generator<number, Result<KalmanPath>> {
  const filter = yield* filtered(input);
  return filter.ok ? success(pathOf(filter.value)) : filter;
}

/** {@link filtering} run to its end. */
export function kalman(input: KalmanInput): Result<KalmanPath> {
  return finish(filtering(input));
}

/** The filter after the last bar; `covariances`: room for those of each bar. */
export function* filtered(
  input: KalmanInput,
  covariances?: LevelCovariances,
): Generator<number, Result<Filter>> {
  const problem = checkKalmanInput(input);
  if (problem) return problem;
  const filter = new Filter(input.x, input.y, covariances);
  filter.start(input);
  const bars = input.x.length;
  for (let bar = 0; bar < bars; bar += BARS_A_STEP) {
    const end = Math.min(bar + BARS_A_STEP, bars);
    filter.advance(end);
    yield end / bars;
  }
  if (Number.isFinite(filter.logLikelihood)) return success(filter);
  return failure(
    'tooLarge',
    'These prices and noises make numbers beyond what can be computed. Give the prices in larger units, or smaller noises.',
  );
}

/** The answer of work that is not to be sliced. */
export function finish<Step, Answer>(work: Generator<Step, Answer>): Answer {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

export function pathOf(filter: Filter): KalmanPath {
  const { alpha, beta, alphaSd, betaSd, innovation, innovationSd, zScore } = filter;
  const { origin, openBars, logLikelihood } = filter;
  const states = { alpha, beta, alphaSd, betaSd };
  openStates(states, origin, openBars);
  return {
    ...{ ...states, innovation, innovationSd, zScore },
    finalStateCovariance: finalCovariance(filter),
    ...{ logLikelihood, openBars },
  };
}

function finalCovariance({ state, origin, openBars, alpha }: Filter): number[][] {
  const [, , paa, pab, pbb] = state as unknown as [number, number, number, number, number];
  const across = pab - origin * pbb;
  if (openBars < alpha.length) return symmetric(alphaVariance(origin, paa, pab, pbb), across, pbb);
  if (origin === 0) return symmetric(paa, across, Infinity);
  return symmetric(Infinity, -Math.sign(origin) * Infinity, Infinity);
}

function symmetric(aa: number, ab: number, bb: number): number[][] {
  return [
    [aa, ab],
    [ab, bb],
  ];
}
