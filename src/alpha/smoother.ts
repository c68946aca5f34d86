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
 * the smoothed covariance is J Q + J S J': a sum that rounding leaves positive.
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
  const [qaa, qab, qbb] = [delta * (1 + origin * origin), delta * origin, delta];
  const { levelVariance, covariance, betaVariance } = covariances;
  let saa = levelVariance[bars - 1]!;
  let sab = covariance[bars - 1]!;
  let sbb = betaVariance[bars - 1]!;
  for (let t = bars - 2; t >= 0; t--) {
    const { aa, ab, ba, bb } = gainOf(covariances, t, t < openBars, qaa, qab, qbb);
    const betaChange = beta[t + 1]! - beta[t]!;
    const levelChange = alpha[t + 1]! - alpha[t]! + origin * betaChange;
    const betaShift = ba * levelChange + bb * betaChange;
    alpha[t]! += aa * levelChange + ab * betaChange - origin * betaShift;
    beta[t]! += betaShift;
    const [raa, rab] = [aa * saa + ab * sab, aa * sab + ab * sbb];
    const [rba, rbb] = [ba * saa + bb * sab, ba * sab + bb * sbb];
    saa = aa * qaa + ab * qab + raa * aa + rab * ab;
    sab = aa * qab + ab * qbb + raa * ba + rab * bb;
    sbb = ba * qab + bb * qbb + rba * ba + rbb * bb;
    alphaSd[t] = Math.sqrt(alphaVariance(origin, saa, sab, sbb));
    betaSd[t] = Math.sqrt(Math.max(sbb, 0));
  }
  const states = { alpha, beta, alphaSd, betaSd };
  if (openBars === bars) openStates(states, origin, bars);
  return states;
}

/** By rows: level, beta. */
interface Gain {
  aa: number;
  ab: number;
  ba: number;
  bb: number;
}

function gainOf(
  { levelVariance, covariance, betaVariance }: LevelCovariances,
  t: number,
  isOpen: boolean,
  qaa: number,
  qab: number,
  qbb: number,
): Gain {
  if (qbb === 0) return { aa: 1, ab: 0, ba: 0, bb: 1 };
  const [paa, pab, pbb] = [levelVariance[t]!, covariance[t]!, betaVariance[t]!];
  const [saa, sab, sbb] = [paa + qaa, pab + qab, pbb + qbb];
  if (isOpen) return { aa: paa / saa, ab: 0, ba: -qab / saa, bb: 1 };
  const scale = 1 / (saa * sbb - sab * sab);
  return {
    aa: (paa * sbb - pab * sab) * scale,
    ab: (pab * saa - paa * sab) * scale,
    ba: (pab * sbb - pbb * sab) * scale,
    bb: (pbb * saa - pab * sab) * scale,
  };
}
