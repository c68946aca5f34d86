import { success, type Result } from '../result';
import type { Filter } from './filter';
import { filtered, finish } from './kalman';
import type { KalmanInput } from './kalmanInput';

/** One value a bar, each from all bars: hindsight, which no strategy may use. */
export interface SmoothedPath {
  alpha: Float64Array;
  beta: Float64Array;
  /** Infinite where even all bars leave the state open: a diffuse start and an x that never moves. */
  alphaSd: Float64Array;
  betaSd: Float64Array;
}

/** Rauch, Tung & Striebel (1965). Fails as the filter does. */
export function rauchTungStriebel(input: KalmanInput): Result<SmoothedPath> {
  return finish(smoothing(input));
}

/** Yields the share done. */
export function* smoothing(input: KalmanInput): Generator<number, Result<SmoothedPath>> {
  const filter = yield* filtered(input);
  return filter.ok ? success(smoothed(filter.value, input.delta)) : filter;
}

/**
 * The backward pass over what the filter knew. With process noise delta I, the gain J = P (P + delta I)^-1 is symmetric,
 * and P - J (P + delta I) J = delta J, so the smoothed covariance is delta J + J S J: a sum that rounding leaves positive.
 */
export function smoothed(filter: Filter, delta: number): SmoothedPath {
  const bars = filter.x.length;
  const { openBars, alphaVariance, betaVariance, covariance } = filter;
  const alpha = filter.alpha.slice();
  const beta = filter.beta.slice();
  const alphaSd = new Float64Array(bars);
  const betaSd = new Float64Array(bars);
  let saa = alphaVariance[bars - 1]!;
  let sab = covariance[bars - 1]!;
  let sbb = betaVariance[bars - 1]!;
  for (let t = bars - 1; t >= 0; t--) {
    if (t < bars - 1) {
      const gain = gainOf(filter, delta, t);
      const ea = alpha[t + 1]! - alpha[t]!;
      const eb = beta[t + 1]! - beta[t]!;
      alpha[t]! += gain.aa * ea + gain.ab * eb;
      beta[t]! += gain.ab * ea + gain.bb * eb;
      const qaa = gain.aa * saa + gain.ab * sab;
      const qab = gain.aa * sab + gain.ab * sbb;
      const qba = gain.ab * saa + gain.bb * sab;
      const qbb = gain.ab * sab + gain.bb * sbb;
      saa = delta * gain.aa + qaa * gain.aa + qab * gain.ab;
      sab = delta * gain.ab + qaa * gain.ab + qab * gain.bb;
      sbb = delta * gain.bb + qba * gain.ab + qbb * gain.bb;
    }
    alphaSd[t] = Math.sqrt(saa);
    betaSd[t] = Math.sqrt(sbb);
  }
  if (openBars === bars) {
    betaSd.fill(Infinity);
    if (filter.x[0] !== 0) alphaSd.fill(Infinity);
  }
  return { alpha, beta, alphaSd, betaSd };
}

interface Gain {
  aa: number;
  ab: number;
  bb: number;
}

/**
 * I - delta (P + delta I)^-1. Where a diffuse start leaves the line of v = (-x0, 1) open, P holds kappa v v' too, and the
 * inverse goes to w w' / (w' (P + delta I) w), w = (1, x0) across the line, as kappa grows.
 */
function gainOf(filter: Filter, delta: number, t: number): Gain {
  if (delta === 0) return { aa: 1, ab: 0, bb: 1 };
  const aa = filter.alphaVariance[t]! + delta;
  const ab = filter.covariance[t]!;
  const bb = filter.betaVariance[t]! + delta;
  if (t < filter.openBars) {
    const x0 = filter.x[0]!;
    const scale = delta / (aa + 2 * ab * x0 + bb * x0 * x0);
    return { aa: 1 - scale, ab: -scale * x0, bb: 1 - scale * x0 * x0 };
  }
  const scale = delta / (aa * bb - ab * ab);
  return { aa: 1 - scale * bb, ab: scale * ab, bb: 1 - scale * aa };
}
