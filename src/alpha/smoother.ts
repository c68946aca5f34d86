import { success, type Result } from '../result';
import type { Filter } from './filter';
import { filtered, finish } from './kalman';
import type { KalmanInput } from './kalmanInput';
import { statesOf, type States } from './states';

/** Rauch, Tung & Striebel (1965): each state from all bars, hindsight that no strategy may use. Fails as the filter does. */
export function rauchTungStriebel(input: KalmanInput): Result<States> {
  return finish(smoothing(input));
}

/** Yields the share done. */
function* smoothing(input: KalmanInput): Generator<number, Result<States>> {
  const filter = yield* filtered(input);
  return filter.ok ? success(smoothed(filter.value, input.delta)) : filter;
}

/**
 * The backward pass over what the filter knew. With process noise Q and gain J = P (P + Q)^-1, P - J (P + Q) J' = J Q, so
 * the smoothed covariance is J Q + J S J': a sum that rounding leaves positive.
 *
 * Where a diffuse start leaves beta open, J is the limit of an infinite variance of it: beta comes from the bars behind
 * alone. Standard deviations are infinite where even all bars leave it open.
 */
export function smoothed(filter: Filter, delta: number): States {
  const bars = filter.x.length;
  const { origin } = filter;
  const level = filter.level.slice();
  const beta = filter.beta.slice();
  const levelVariance = filter.levelVariance.slice();
  const betaVariance = filter.betaVariance.slice();
  const covariance = filter.covariance.slice();
  const [qaa, qab, qbb] = [delta * (1 + origin * origin), delta * origin, delta];
  for (let t = bars - 2; t >= 0; t--) {
    const { aa, ab, ba, bb } = gainOf(filter, t, qaa, qab, qbb);
    const levelChange = level[t + 1]! - level[t]!;
    const betaChange = beta[t + 1]! - beta[t]!;
    level[t]! += aa * levelChange + ab * betaChange;
    beta[t]! += ba * levelChange + bb * betaChange;
    const [saa, sab, sbb] = [levelVariance[t + 1]!, covariance[t + 1]!, betaVariance[t + 1]!];
    const [raa, rab] = [aa * saa + ab * sab, aa * sab + ab * sbb];
    const [rba, rbb] = [ba * saa + bb * sab, ba * sab + bb * sbb];
    levelVariance[t] = aa * qaa + ab * qab + raa * aa + rab * ab;
    covariance[t] = aa * qab + ab * qbb + raa * ba + rab * bb;
    betaVariance[t] = ba * qab + bb * qbb + rba * ba + rbb * bb;
  }
  const openBars = filter.openBars === bars ? bars : 0;
  return statesOf({ origin, level, beta, levelVariance, betaVariance, covariance, openBars });
}

/** By rows: level, beta. */
interface Gain {
  aa: number;
  ab: number;
  ba: number;
  bb: number;
}

function gainOf(filter: Filter, t: number, qaa: number, qab: number, qbb: number): Gain {
  if (qbb === 0) return { aa: 1, ab: 0, ba: 0, bb: 1 };
  const [paa, pab] = [filter.levelVariance[t]!, filter.covariance[t]!];
  const pbb = filter.betaVariance[t]!;
  const [saa, sab, sbb] = [paa + qaa, pab + qab, pbb + qbb];
  if (t < filter.openBars) return { aa: paa / saa, ab: 0, ba: -qab / saa, bb: 1 };
  const scale = 1 / (saa * sbb - sab * sab);
  return {
    aa: (paa * sbb - pab * sab) * scale,
    ab: (pab * saa - paa * sab) * scale,
    ba: (pab * sbb - pbb * sab) * scale,
    bb: (pbb * saa - pab * sab) * scale,
  };
}
