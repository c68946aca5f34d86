import { success, type Result } from '../result';
import type { KalmanInput } from './kalmanInput';
import {
  checkLikelihoodInput,
  maximizingLikelihood,
  Profile,
  type MaximumLikelihood,
  type Noises,
} from './likelihood';

export interface LikelihoodSurface {
  /** Ascending, in equal ratios; the same ratio in both. */
  deltas: number[];
  measurementVariances: number[];
  /** One row for each delta. */
  logLikelihood: number[][];
}

export interface NoiseStudy {
  maximum: MaximumLikelihood;
  surface: LikelihoodSurface;
}

const CELLS = 41;
/** Of the surface beyond the outermost point that it must show. */
const MARGIN_LOG10 = 1.5;
/** A search that ended at a bound has one noise near zero: no more of that emptiness than so is shown. */
const WIDEST_LOG10 = 12;

/** The maximum, and the surface on which it and the noises of `input` stand. Yields the share done. */
export function* studyingNoise(input: KalmanInput): Generator<number, Result<NoiseStudy>> {
  const maximum = yield* maximizingLikelihood(input);
  if (!maximum.ok) return maximum;
  const surface = yield* likelihoodSurface(input, maximum.value);
  if (!surface.ok) return surface;
  return success({ maximum: maximum.value, surface: surface.value });
}

/**
 * The log-likelihood over both noises, around those of `input` and `maximum`. Both axes go in the same steps, so that
 * all cells of a diagonal have one ratio of the noises and share one pass of the filter. Fails as the maximum does.
 */
export function* likelihoodSurface(
  input: KalmanInput,
  maximum: Noises,
): Generator<number, Result<LikelihoodSurface>> {
  const problem = checkLikelihoodInput(input);
  if (problem) return problem;
  const lowDelta = range(input.delta, maximum.delta);
  const lowVariance = range(input.measurementVariance, maximum.measurementVariance);
  const step = Math.max(lowDelta.width, lowVariance.width) / (CELLS - 1);
  const deltas = axis(lowDelta.middle, step);
  const measurementVariances = axis(lowVariance.middle, step);
  const profile = new Profile(input);
  const logLikelihood = deltas.map(() => new Array<number>(CELLS).fill(0));
  for (let diagonal = 1 - CELLS; diagonal < CELLS; diagonal++) {
    const first = Math.max(diagonal, 0);
    const sums = profile.at(Math.log(deltas[first]! / measurementVariances[first - diagonal]!));
    for (let i = first; i < CELLS && i - diagonal < CELLS; i++) {
      const j = i - diagonal;
      logLikelihood[i]![j] = sums.logLikelihood(measurementVariances[j]!);
    }
    yield (diagonal + CELLS) / (2 * CELLS - 1);
  }
  return success({ deltas, measurementVariances, logLikelihood });
}

/**
 * Base-10 logarithms around both values, the first left out where it is 0 and has none. One farther off than any surface
 * is wide counts as at its other end.
 */
function range(chosen: number, best: number): { middle: number; width: number } {
  const away = chosen > 0 ? Math.log10(chosen) - Math.log10(best) : 0;
  const near = Math.log10(best) + Math.min(Math.max(away, -WIDEST_LOG10), WIDEST_LOG10);
  const ends = [Math.log10(best), near].sort((a, b) => a - b);
  const width = Math.min(ends[1]! - ends[0]! + 2 * MARGIN_LOG10, WIDEST_LOG10);
  return { middle: (ends[0]! + ends[1]!) / 2, width };
}

function axis(middle: number, step: number): number[] {
  return Array.from({ length: CELLS }, (_, i) => 10 ** (middle + (i - (CELLS - 1) / 2) * step));
}
