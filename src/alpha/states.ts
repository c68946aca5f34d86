/** alpha, beta and their standard deviations, one value a bar. */
export interface States {
  alpha: Float64Array;
  beta: Float64Array;
  alphaSd: Float64Array;
  betaSd: Float64Array;
}

/** Covariances, one a bar, of the level alpha + beta origin with beta. */
export class LevelCovariances {
  readonly levelVariance: Float64Array;
  readonly covariance: Float64Array;
  readonly betaVariance: Float64Array;

  constructor(bars: number) {
    this.levelVariance = new Float64Array(bars);
    this.covariance = new Float64Array(bars);
    this.betaVariance = new Float64Array(bars);
  }

  keep(bar: number, levelVariance: number, covariance: number, betaVariance: number): void {
    this.levelVariance[bar] = levelVariance;
    this.covariance[bar] = covariance;
    this.betaVariance[bar] = betaVariance;
  }
}

/** Of alpha = level - origin beta. Three terms that nearly cancel may leave a rounding below zero; it counts as zero. */
export function alphaVariance(
  origin: number,
  levelVariance: number,
  covariance: number,
  betaVariance: number,
): number {
  const variance = levelVariance - origin * (2 * covariance - origin * betaVariance);
  return variance > 0 ? variance : 0;
}

/** Marks the first bars, at which beta is open, as infinitely uncertain. */
export function openStates({ alphaSd, betaSd }: States, origin: number, openBars: number): void {
  betaSd.fill(Infinity, 0, openBars);
  if (origin !== 0) alphaSd.fill(Infinity, 0, openBars);
}
