import type { KalmanInput } from './kalmanInput';

const LOG_TWO_PI = Math.log(2 * Math.PI);

/**
 * The recursion and its memory, to be used again for other noises of the same prices. Of the state it keeps the level
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
  readonly level: Float64Array;
  readonly beta: Float64Array;
  readonly levelVariance: Float64Array;
  readonly betaVariance: Float64Array;
  /** Of the level with beta. */
  readonly covariance: Float64Array;
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
  private readonly state = new Float64Array(5);

  constructor(x: ArrayLike<number>, y: ArrayLike<number>) {
    this.x = x instanceof Float64Array ? x : Float64Array.from(x);
    this.y = y instanceof Float64Array ? y : Float64Array.from(y);
    const column = (): Float64Array => new Float64Array(x.length);
    this.level = column();
    this.beta = column();
    this.levelVariance = column();
    this.betaVariance = column();
    this.covariance = column();
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
    const { x, y, origin, delta, measurementVariance, state, innovation, innovationSd, zScore } =
      this;
    const levelNoise = delta * (1 + origin * origin);
    const sharedNoise = delta * origin;
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
      if (this.isOpen && (t === 0 || xt !== 0)) {
        ka = t === 0 ? 1 : 0;
        kb = t === 0 ? 0 : 1 / xt;
        this.isOpen = t === 0;
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
        this.forecasts++;
        this.sumSquaredZ += z * z;
        this.sumLogVariance += Math.log(variance);
      }
      if (this.isOpen) this.openBars++;
      innovation[t] = e;
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
      this.keep(t, a, b, paa, pab, pbb);
    }
    state.set([a, b, paa, pab, pbb]);
    this.bar = end;
  }

  private keep(t: number, a: number, b: number, paa: number, pab: number, pbb: number): void {
    this.level[t] = a;
    this.beta[t] = b;
    this.levelVariance[t] = paa;
    this.covariance[t] = pab;
    this.betaVariance[t] = pbb;
  }
}

const ZERO = [
  [0, 0],
  [0, 0],
];
