import { failure, success, type Result } from '../result';
import { checkSeries } from './kalmanInput';
import { staticLeastSquares } from './leastSquares';

export interface CointegrationInput {
  /** One price a bar. */
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

export interface Cointegration {
  /** The more negative, the less the spread looks like a random walk. */
  t: number;
  /** Of t, at 1, 5 and 10 %. */
  criticalValues: [number, number, number];
  /** y = alpha + beta x + spread, by least squares over all bars. */
  alpha: number;
  beta: number;
  /** Bars in which half of a spread is gone; Infinity where it does not come back. */
  halfLifeBars: number;
}

const MINIMUM_BARS = 10;

/** MacKinnon, "Critical values for cointegration tests" (2010), table 2, two series with a constant. */
const MACKINNON = [
  [-3.89644, -10.9519, -33.527],
  [-3.33613, -6.1101, -6.823],
  [-3.04445, -4.2412, -2.72],
] as const;

/**
 * Engle & Granger (1987): the Dickey-Fuller statistic, without a constant and without lags, of the residuals of y on x.
 * Fails where x does not vary, or y is a line of x to the last digit.
 */
export function cointegration({ x, y }: CointegrationInput): Result<Cointegration> {
  const problem = checkSeries(x, y, MINIMUM_BARS);
  if (problem) return problem;
  const line = staticLeastSquares(x, y);
  if (!line.ok) return line;
  const { alpha, beta } = line.value;
  const spread = Float64Array.from(x, (price, t) => y[t]! - alpha - beta * price);
  const largest = spread.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const size = Math.abs(alpha) + largestOf(y) + Math.abs(beta) * largestOf(x);
  if (largest <= ROUNDING * size) {
    const message = 'y is a straight line of x to the last digit: there is no spread to test.';
    return failure('noSpread', `${message} Choose two different series.`, 'y');
  }
  const { coefficient, t } = dickeyFuller(spread);
  const changes = x.length - 1;
  const criticalValues = MACKINNON.map(([b0, b1, b2]) => b0 + b1 / changes + b2 / changes ** 2);
  return success({
    t,
    criticalValues: criticalValues as [number, number, number],
    ...{ alpha, beta },
    halfLifeBars: halfLife(1 + coefficient),
  });
}

const ROUNDING = 1e-14;

/** Of change_t = coefficient value_(t-1) + noise. */
function dickeyFuller(values: Float64Array): { coefficient: number; t: number } {
  let [levels, product] = [0, 0];
  for (let t = 1; t < values.length; t++) {
    levels += values[t - 1]! ** 2;
    product += values[t - 1]! * (values[t]! - values[t - 1]!);
  }
  const coefficient = product / levels;
  let squares = 0;
  for (let t = 1; t < values.length; t++) {
    squares += (values[t]! - values[t - 1]! - coefficient * values[t - 1]!) ** 2;
  }
  const standardError = Math.sqrt(squares / (values.length - 2) / levels);
  return { coefficient, t: coefficient / standardError };
}

/** Of a spread that keeps the share `persistence` of itself each bar. */
function halfLife(persistence: number): number {
  const kept = Math.abs(persistence);
  if (kept >= 1) return Infinity;
  return Math.log(0.5) / Math.log(kept);
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let t = 0; t < values.length; t++) largest = Math.max(largest, Math.abs(values[t]!));
  return largest;
}
