import type { KalmanInput } from './kalmanInput';
import { alphaVariance, type LevelCovariances } from './states';

const LOG_TWO_PI = Math.log(2 * Math.PI);

/**
 * The recursion and its memory, to be used again for other noises of the same prices. Its state is the level
 * alpha + beta origin, and beta: what is known after each bar. Covariances follow Joseph's form,
 * (I - K H) P (I - K H)' + K R K', which rounding leaves positive.
 *
 * A diffuse start is exact (Durbin & Koopman, "Time series analysis by state space methods", 2nd ed., 5.2), not a large
 * variance: beside P = kappa I any finite kappa would lose the digits that R needs, and no one kappa suits prices of 1
 * and of 1e12. With the first x as origin the limit is plain: the first bar fixes the level and leaves beta open, the
 * first bar with another x fixes beta. The two prices may be near each other: alpha and beta then have variances a
 * million times R, which have to cancel in the next forecasts; the level has not. A given start has origin 0.
 */
export class Filter {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly alpha: Float64Array;
  readonly beta: Float64Array;
  /** Standard deviations, without what an open beta adds to them. */
  readonly alphaSd: Float64Array;
  readonly betaSd: Float64Array;
  readonly innovation: Float64Array;
  readonly innovationSd: Float64Array;
  readonly zScore: Float64Array;
  origin = 0;
  /** Bars after which a diffuse start still leaves beta open: all that it enters is infinitely uncertain. */
  openBars = 0;
  /** Sums over the bars whose forecast has a finite variance. */
  forecasts = 0;
  sumSquaredZ = 0;
  sumLogVariance = 0;
  private bar = 0;
  private delta = 0;
  private measurementVariance = 0;
  private isOpen = false;
  /** Level, beta and their covariance's three entries, before the next bar's gain of noise. */
  readonly state = new Float64Array(5);

  /** `covariances`: room for those after each bar, where a smoother will need them. */
  constructor(
    x: ArrayLike<number>,
    y: ArrayLike<number>,
    readonly covariances?: LevelCovariances,
  ) {
    this.x = x instanceof Float64Array ? x : Float64Array.from(x);
    this.y = y instanceof Float64Array ? y : Float64Array.from(y);
    const column = (): Float64Array => new Float64Array(x.length);
    this.alpha = column();
    this.beta = column();
    this.alphaSd = column();
    this.betaSd = column();
    this.innovation = column();
    this.innovationSd = column();
    this.zScore = column();
  }

  /** Goes back to before the first bar. */
  start(input: Omit<KalmanInput, 'x' | 'y'>): void {
    const { initialState, initialCovariance } = input;
    const [alpha, beta] = initialState ?? [0, 0];
    this.isOpen = initialCovariance === 'diffuse';
    this.origin = this.isOpen ? this.x[0]! : 0;
    const [[aa, ab], [, bb]] = (initialCovariance && !this.isOpen ? initialCovariance : ZERO) as [
      [number, number],
      [number, number],
    ];
    this.state.set([alpha + beta * this.origin, beta, aa, ab, bb]);
    this.delta = input.delta;
    this.measurementVariance = input.measurementVariance;
    this.bar = this.openBars = this.forecasts = this.sumSquaredZ = this.sumLogVariance = 0;
  }

  get logLikelihood(): number {
    return -0.5 * (this.forecasts * LOG_TWO_PI + this.sumLogVariance + this.sumSquaredZ);
  }

  /** Filters the bars up to `end`. Allocates nothing. */
  advance(end: number): void {
    const { x, y, origin, delta, measurementVariance, state, covariances } = this;
    const { alpha, beta, alphaSd, betaSd, innovation, innovationSd, zScore } = this;
    const levelNoise = delta * (1 + origin * origin);
    const sharedNoise = delta * origin;
    let { isOpen, openBars, forecasts, sumSquaredZ, sumLogVariance } = this;
    let product = 1;
    let [a, b, paa, pab, pbb] = state as unknown as [number, number, number, number, number];
    for (let t = this.bar; t < end; t++) {
      const xt = x[t]! - origin;
      paa += levelNoise;
      pab += sharedNoise;
      pbb += delta;
      const ha = paa + pab * xt;
      const hb = pab + pbb * xt;
      const e = y[t]! - a - b * xt;
      let ka: number;
      let kb: number;
      if (isOpen && (t === 0 || xt !== 0)) {
        ka = t === 0 ? 1 : 0;
        kb = t === 0 ? 0 : 1 / xt;
        isOpen = t === 0;
        innovationSd[t] = Infinity;
        zScore[t] = 0;
      } else {
        const variance = ha + hb * xt + measurementVariance;
        const sd = Math.sqrt(variance);
        const z = e / sd;
        ka = ha / variance;
        kb = hb / variance;
        innovationSd[t] = sd;
        zScore[t] = z;
        forecasts++;
        sumSquaredZ += z * z;
        const next = product * variance;
        if (next > TINY && next < HUGE) product = next;
        else {
          sumLogVariance += Math.log(product) + Math.log(variance);
          product = 1;
        }
      }
      if (isOpen) openBars++;
      a += ka * e;
      b += kb * e;
      const aa = 1 - ka;
      const ab = -ka * xt;
      const bb = 1 - kb * xt;
      const qaa = aa * paa + ab * pab;
      const qab = aa * pab + ab * pbb;
      const qba = bb * pab - kb * paa;
      const qbb = bb * pbb - kb * pab;
      paa = qaa * aa + qab * ab + measurementVariance * ka * ka;
      pab = qab * bb - qaa * kb + measurementVariance * ka * kb;
      pbb = qbb * bb - qba * kb + measurementVariance * kb * kb;
      innovation[t] = e;
      alpha[t] = a - origin * b;
      beta[t] = b;
      alphaSd[t] = Math.sqrt(alphaVariance(origin, paa, pab, pbb));
      betaSd[t] = Math.sqrt(pbb > 0 ? pbb : 0);
      covariances?.keep(t, paa, pab, pbb);
    }
    state.set([a, b, paa, pab, pbb]);
    sumLogVariance += Math.log(product);
    Object.assign(this, { bar: end, isOpen, openBars, forecasts, sumSquaredZ, sumLogVariance });
  }
}

/** The logarithm of a product of variances is taken before it leaves this range: one in hundreds of bars, not each. */
const TINY = 1e-150;
const HUGE = 1e150;

const ZERO = [
  [0, 0],
  [0, 0],
];
