/**
 * The noises for which the observed prices are most likely. Where the start is known exactly or not at all, scaling both
 * noises by c scales every covariance by c and moves no state. So for a ratio q = delta / measurementVariance one pass
 * with noises (q, 1) gives the sums of z^2 and of ln(variance), and with them the likelihood for all R (Harvey,
 * "Forecasting, structural time series models and the Kalman filter", 1989, 3.4: R is concentrated out):
 *
 *   ln L(q R, R) = -1/2 (n ln(2 pi) + n ln R + sumLogVariance + sumSquaredZ / R)
 */
import { failure, success, type Result } from '../result';
import { Filter } from './filter';
import { finish } from './kalman';
import { checkKalmanInput, type KalmanInput } from './kalmanInput';
import { maximizing } from './maximize';

export interface Noises {
  delta: number;
  measurementVariance: number;
}

export interface MaximumLikelihood extends Noises {
  logLikelihood: number;
  /** Of the natural logarithms, from the curvature at the maximum; undefined at a bound. */
  standardErrors: { logDelta: number; logMeasurementVariance: number } | undefined;
  /** Whether the likelihood still rises where the search ends: one of the noises is as good as zero. */
  atBound: boolean;
}

/** What a bar adds to the variance of a forecast, delta (1 + x^2), over R: from none that shows to nearly all. */
const LOWEST_LOG10_RATIO = -10;
const HIGHEST_LOG10_RATIO = 6;
const GRID_STEPS = 32;
const MINIMUM_BARS = 10;
/** Of log q: the curvature then stands out from rounding, and is that of the maximum. */
const CURVATURE_STEP = 0.05;

/**
 * The noises of `input` are not read: the search covers all that could show. Fails where the start is a covariance other
 * than zero or diffuse (a prior of its own size has no concentrated form), with fewer than ten bars, and where y is a
 * line of x to the last digit.
 */
export function maximumLikelihood(input: KalmanInput): Result<MaximumLikelihood> {
  return finish(maximizingLikelihood(input));
}

/** Yields the share done. */
export function* maximizingLikelihood(
  input: KalmanInput,
): Generator<number, Result<MaximumLikelihood>> {
  const problem = checkLikelihoodInput(input);
  if (problem) return problem;
  const profile = new Profile(input);
  const bounds = profile.logRatioBounds();
  const at = (logRatio: number): number => profile.at(logRatio).maximum();
  const { argument, atBound } = yield* maximizing(at, ...bounds, GRID_STEPS);
  const sums = profile.at(argument);
  const measurementVariance = sums.bestVariance();
  if (!(measurementVariance > profile.rounding())) {
    const message = 'y is a straight line of x to the last digit: there is no noise to estimate.';
    return failure('noNoise', `${message} Choose two different series.`, 'y');
  }
  return success({
    delta: Math.exp(argument) * measurementVariance,
    measurementVariance,
    logLikelihood: sums.maximum(),
    standardErrors: atBound ? undefined : standardErrors(profile, argument),
    atBound,
  });
}

/** One pass of the filter for each ratio of the noises. */
export class Profile {
  private readonly filter: Filter;

  constructor(private readonly input: KalmanInput) {
    this.filter = new Filter(input.x, input.y);
  }

  at(logRatio: number): RatioSums {
    const noises = { delta: Math.exp(logRatio), measurementVariance: 1 };
    this.filter.start({ ...this.input, ...noises });
    this.filter.advance(this.input.x.length);
    const { forecasts, sumLogVariance, sumSquaredZ } = this.filter;
    return new RatioSums(forecasts, sumLogVariance, sumSquaredZ);
  }

  logRatioBounds(): [number, number] {
    const { x } = this.filter;
    const gain = 1 + x.reduce((sum, price) => sum + price * price, 0) / x.length;
    const bound = (log10: number): number => log10 * Math.LN10 - Math.log(gain);
    return [bound(LOWEST_LOG10_RATIO), bound(HIGHEST_LOG10_RATIO)];
  }

  /** A variance that differences of rounded prices would make. */
  rounding(): number {
    const largest = this.filter.y.reduce((most, price) => Math.max(most, Math.abs(price)), 0);
    return (1e-14 * largest) ** 2;
  }
}

class RatioSums {
  constructor(
    private readonly forecasts: number,
    private readonly sumLogVariance: number,
    private readonly sumSquaredZ: number,
  ) {}

  logLikelihood(measurementVariance: number): number {
    const scale = this.forecasts * Math.log(2 * Math.PI * measurementVariance);
    return -0.5 * (scale + this.sumLogVariance + this.sumSquaredZ / measurementVariance);
  }

  bestVariance(): number {
    return this.sumSquaredZ / this.forecasts;
  }

  maximum(): number {
    return this.logLikelihood(this.bestVariance());
  }

  get count(): number {
    return this.forecasts;
  }
}

/**
 * From the observed information. In (log q, log R) its entry for R at the maximum is n / 2, that of q the curvature of
 * the concentrated likelihood plus what R takes up of it; delta = q R.
 */
function standardErrors(profile: Profile, logRatio: number): MaximumLikelihood['standardErrors'] {
  const h = CURVATURE_STEP;
  const [low, mid, high] = [-h, 0, h].map((step) => profile.at(logRatio + step));
  const curvature = (2 * mid!.maximum() - low!.maximum() - high!.maximum()) / h ** 2;
  if (!(curvature > 0)) return undefined;
  // log R at its best for each q: its slope is -(cross information) / (n / 2).
  const slope = Math.log(high!.bestVariance() / low!.bestVariance()) / (2 * h);
  const ratioVariance = 1 / curvature;
  const noiseVariance = 2 / mid!.count + slope ** 2 * ratioVariance;
  const deltaVariance = 2 / mid!.count + (1 + slope) ** 2 * ratioVariance;
  return {
    logDelta: Math.sqrt(deltaVariance),
    logMeasurementVariance: Math.sqrt(noiseVariance),
  };
}

export function checkLikelihoodInput(input: KalmanInput): Result<never> | undefined {
  const problem = checkKalmanInput({ ...input, delta: 1, measurementVariance: 1 });
  if (problem) return problem;
  if (input.x.length < MINIMUM_BARS) {
    const message = `There are ${input.x.length} bars; two noises need at least ${MINIMUM_BARS}.`;
    return failure('tooShort', message, 'x');
  }
  const { initialCovariance } = input;
  const isScaleFree =
    !initialCovariance ||
    initialCovariance === 'diffuse' ||
    !initialCovariance.flat().some(Boolean);
  if (isScaleFree) return undefined;
  const message = 'The noises are estimated from a start that is known exactly or diffuse.';
  return failure('badInput', message, 'initialCovariance');
}
