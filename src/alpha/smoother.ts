import { success, type Result } from '../result';
import type { Filter } from './filter';
import { filtered, finish } from './kalman';
import type { KalmanInput } from './kalmanInput';
import { alphaVariance, LevelCovariances, openStates, type States } from './states';

/** Rauch, Tung & Striebel (1965): each state from all bars, hindsight that no strategy may use. Fails as the filter does. */
export function rauchTungStriebel(input: KalmanInput): Result<States> {
  return finish(smoothing(input));
}

/** Yields the share done. */
function* smoothing(input: KalmanInput): Generator<number, Result<States>> {
  const covariances = new LevelCovariances(input.x.length);
  const filter = yield* filtered(input, covariances);
  return filter.ok ? success(smoothed(filter.value, covariances, input.delta)) : filter;
}

/**
 * The backward pass over what the filter knew. With process noise Q and gain J = P (P + Q)^-1, P - J (P + Q) J' = J Q, so
 * the smoothed covariance is J Q + J S J': a sum, which rounding takes below zero by no more than its last digits.
 *
 * Where a diffuse start leaves beta open, J is the limit of an infinite variance of it: beta comes from the bars behind
 * alone. Standard deviations are infinite where even all bars leave it open.
 */
export function smoothed(filter: Filter, covariances: LevelCovariances, delta: number): States {
  const bars = filter.x.length;
  const { origin, openBars } = filter;
  const alpha = filter.alpha.slice();
  const beta = filter.beta.slice();
  const alphaSd = filter.alphaSd.slice();
  const betaSd = filter.betaSd.slice();
  const { levelVariance, covariance, betaVariance } = covariances;
  let saa = levelVariance[bars - 1]!;
  let sab = covariance[bars - 1]!;
  let sbb = betaVariance[bars - 1]!;
  for (let t = bars - 2; t >= 0; t--) {
    const gain = gainOf(covariances, t, t < openBars, origin, delta);
    const { aa, ab, ba, bb } = gain;
    const betaChange = beta[t + 1]! - beta[t]!;
    const levelChange = alpha[t + 1]! - alpha[t]! + origin * betaChange;
    const betaShift = ba * levelChange + bb * betaChange;
    alpha[t]! += aa * levelChange + ab * betaChange - origin * betaShift;
    beta[t]! += betaShift;
    const [raa, rab] = [aa * saa + ab * sab, aa * sab + ab * sbb];
    const [rba, rbb] = [ba * saa + bb * sab, ba * sab + bb * sbb];
    saa = gain.noiseAa + raa * aa + rab * ab;
    sab = gain.noiseAb + raa * ba + rab * bb;
    sbb = gain.noiseBb + rba * ba + rbb * bb;
    alphaSd[t] = Math.sqrt(alphaVariance(origin, saa, sab, sbb));
    betaSd[t] = Math.sqrt(Math.max(sbb, 0));
  }
  const states = { alpha, beta, alphaSd, betaSd };
  if (openBars === bars) openStates(states, origin, bars);
  return states;
}

/** J by rows (level, beta), and J Q by its three entries. */
interface Gain {
  aa: number;
  ab: number;
  ba: number;
  bb: number;
  noiseAa: number;
  noiseAb: number;
  noiseBb: number;
}

/**
 * With det the determinant: J = (det P I + P adj Q) / det(P + Q), and J Q = (det Q P + det P Q) / det(P + Q), in which no
 * entry of P meets itself again to cancel. Q is delta times the identity but for the shift to the level, which moves no
 * determinant: det(P + Q) = det P + delta (var alpha + var beta) + delta^2. All are products of two variances, so they
 * are taken of shares of the largest: neither noises of 1e-300 nor of 1e300 leave the range of a double.
 */
function gainOf(
  { levelVariance, covariance, betaVariance }: LevelCovariances,
  t: number,
  isOpen: boolean,
  origin: number,
  delta: number,
): Gain {
  const largest = Math.max(levelVariance[t]!, betaVariance[t]!, delta * (1 + origin * origin));
  const d = delta / largest;
  const [qaa, qab, qbb] = [d * (1 + origin * origin), d * origin, d];
  const paa = levelVariance[t]! / largest;
  if (isOpen) {
    const kept = paa / (paa + qaa);
    const shift = -qab / (paa + qaa);
    const [noiseAa, noiseAb] = [kept * qaa * largest, kept * qab * largest];
    return { aa: kept, ab: 0, ba: shift, bb: 1, noiseAa, noiseAb, noiseBb: (qbb + shift * qab) * largest }; // prettier-ignore
  }
  const [pab, pbb] = [covariance[t]! / largest, betaVariance[t]! / largest];
  const known = Math.max(paa * pbb - pab * pab, 0);
  const all = known + d * (alphaVariance(origin, paa, pab, pbb) + pbb) + d * d;
  if (!(all > 0)) return STILL;
  return {
    aa: (known + paa * qbb - pab * qab) / all,
    ab: (pab * qaa - paa * qab) / all,
    ba: (pab * qbb - pbb * qab) / all,
    bb: (known + pbb * qaa - pab * qab) / all,
    noiseAa: ((d * d * paa + known * qaa) / all) * largest,
    noiseAb: ((d * d * pab + known * qab) / all) * largest,
    noiseBb: ((d * d * pbb + known * qbb) / all) * largest,
  };
}

/** Without noise, or with one too small beside P to compute with, no state moves. */
const STILL: Gain = { aa: 1, ab: 0, ba: 0, bb: 1, noiseAa: 0, noiseAb: 0, noiseBb: 0 };
