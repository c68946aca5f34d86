import { failure, type Result } from '../result';

/** A pair of prices and the noises of its hedge: y = alpha + beta x + noise, alpha and beta each a random walk. */
export interface KalmanInput {
  /** One a bar, as many as of y. */
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  /** Variance that each state gains a bar: process noise delta times the identity. */
  delta: number;
  /** Variance of the noise of y. */
  measurementVariance: number;
  /** alpha, beta before the first bar; absent: 0, 0. */
  initialState?: [number, number] | undefined;
  /** 2 x 2; absent: zero, as if the state were known (as published). `diffuse`: nothing is known of it. */
  initialCovariance?: number[][] | 'diffuse' | undefined;
}

/** A covariance may be indefinite by this share of its diagonal: rounding. */
const ROUNDING = 1e-12;

/** What cannot be filtered, by field; undefined where all can. */
export function checkKalmanInput(input: KalmanInput): Result<never> | undefined {
  const { x, y, delta, measurementVariance, initialState, initialCovariance } = input;
  const problem = checkSeries(x, y);
  if (problem) return problem;
  for (const [name, variance] of Object.entries({ delta, measurementVariance })) {
    if (!(variance >= 0 && variance < Infinity)) {
      return bad(`"${name}" must be a finite number, 0 or more.`, name);
    }
  }
  if (delta === 0 && measurementVariance === 0) {
    const message = 'Without any noise there is nothing to filter. ';
    return bad(`${message}Give delta or the measurement variance a positive value.`, 'delta');
  }
  if (initialState && !(initialState.length === 2 && initialState.every(Number.isFinite))) {
    return bad('"initialState" must be two finite numbers: alpha, beta.', 'initialState');
  }
  if (initialCovariance && initialCovariance !== 'diffuse' && !isCovariance(initialCovariance)) {
    const message = '"initialCovariance" must be "diffuse" or two rows of two finite numbers, ';
    return bad(`${message}symmetric and positive semidefinite.`, 'initialCovariance');
  }
  return undefined;
}

/** Two series of the same length, at least `minimumBars` long, of finite numbers. */
export function checkSeries(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  minimumBars = 1,
): Result<never> | undefined {
  if (x.length !== y.length) {
    return bad(`There are ${x.length} prices of x and ${y.length} of y: one of each a bar.`, 'y');
  }
  if (x.length < minimumBars) {
    return bad(`There are ${x.length} bars of prices; at least ${minimumBars} are needed.`, 'x');
  }
  for (const [name, prices] of [['x', x] as const, ['y', y] as const]) {
    for (let t = 0; t < prices.length; t++) {
      if (Math.abs(prices[t]!) < LARGEST_PRICE) continue;
      const message = `Price ${t + 1} of ${name} is ${prices[t]}: every bar needs a finite price.`;
      return bad(message, `${name}, ${t + 1}`);
    }
  }
  return undefined;
}

/** Squares of squares of it are still finite. */
const LARGEST_PRICE = 1e60;

function isCovariance(matrix: number[][]): boolean {
  if (matrix.length !== 2 || matrix.some((row) => row.length !== 2)) return false;
  const [[a, b], [c, d]] = matrix as [[number, number], [number, number]];
  if (![a, b, c, d].every(Number.isFinite)) return false;
  return b === c && a >= 0 && d >= 0 && a * d - b * b >= -ROUNDING * a * d;
}

function bad(message: string, where: string): Result<never> {
  return failure('badInput', message, where);
}
