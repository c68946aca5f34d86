/** alpha, beta and their standard deviations, one value a bar. */
export interface States {
  alpha: Float64Array;
  beta: Float64Array;
  alphaSd: Float64Array;
  betaSd: Float64Array;
}

/** The same with the level alpha + beta origin in place of alpha. */
export interface LevelStates {
  origin: number;
  level: Float64Array;
  beta: Float64Array;
  levelVariance: Float64Array;
  betaVariance: Float64Array;
  /** Of the level with beta. */
  covariance: Float64Array;
  /** First bars at which beta is open: what is known of it there is no variance but infinite. */
  openBars: number;
}

/** Back to alpha. Standard deviations that an open beta enters are Infinity. */
export function statesOf(states: LevelStates): States {
  const { origin, level, beta, betaVariance, openBars } = states;
  const alpha = new Float64Array(level.length);
  const alphaSd = new Float64Array(level.length);
  const betaSd = new Float64Array(level.length);
  for (let t = 0; t < level.length; t++) {
    alpha[t] = level[t]! - origin * beta[t]!;
    alphaSd[t] = Math.sqrt(alphaVariance(states, t));
    betaSd[t] = Math.sqrt(Math.max(betaVariance[t]!, 0));
  }
  betaSd.fill(Infinity, 0, openBars);
  if (origin !== 0) alphaSd.fill(Infinity, 0, openBars);
  return { alpha, beta, alphaSd, betaSd };
}

/** 2 x 2, of alpha and beta after a bar. */
export function covarianceAt(states: LevelStates, bar: number): number[][] {
  const { origin, covariance, betaVariance, openBars } = states;
  const isOpen = bar < openBars;
  const across = covariance[bar]! - origin * betaVariance[bar]!;
  const shared = isOpen && origin !== 0 ? -Math.sign(origin) * Infinity : across;
  return [
    [isOpen && origin !== 0 ? Infinity : alphaVariance(states, bar), shared],
    [shared, isOpen ? Infinity : betaVariance[bar]!],
  ];
}

/** Three terms that nearly cancel may leave a rounding below zero. */
function alphaVariance(states: LevelStates, bar: number): number {
  const { origin, levelVariance, covariance, betaVariance } = states;
  const across = covariance[bar]! - origin * betaVariance[bar]!;
  return Math.max(levelVariance[bar]! - origin * (covariance[bar]! + across), 0);
}
