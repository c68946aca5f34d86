/**
 * The exact answer of the rebalanced Gaussian book: the quantile, and the mean below it, of
 * prod over days of (1 + drift + volatility x normal), minus 1.
 *
 * The logarithm of a day's growth has the characteristic function phi(t) = E[growth^(i t)], a smooth integral against
 * the normal density that the trapezoid rule takes to rounding (Trefethen & Weideman 2014). The distribution function
 * of the sum over days comes back by Gil-Pelaez (1951), and the mean below the quantile by the same inversion under
 * the measure tilted by growth.
 */
const NODE_REACH = 9;
const NODE_STEP = 0.05;
/** Standard deviations of the log-return that one period of the inversion spans; the law outside is below 1e-15. */
const PERIOD = 24;
const FREQUENCY_REACH = 9;

interface Law {
  mean: number;
  deviation: number;
  /** P(log growth over the horizon <= x). */
  cumulative: (x: number) => number;
}

export interface ExactTail {
  /** Fractions of NAV, positive is a loss. */
  valueAtRisk: number;
  expectedShortfall: number;
}

/**
 * `drift` and `volatility`: of the book's simple daily return. Returns undefined where there is no such law to invert:
 * a book without risk, or one so volatile (over 1/9 a day) that a day's growth may turn negative.
 */
export function exactTail(
  drift: number,
  volatility: number,
  days: number,
  confidence: number,
): ExactTail | undefined {
  if (!(volatility > 1e-9) || volatility * NODE_REACH >= 1 + drift) return undefined;
  const plain = lawOf(drift, volatility, days, 0);
  const tilted = lawOf(drift, volatility, days, 1);
  const probability = 1 - confidence;
  const logQuantile = bisect(plain, probability);
  const meanGrowth = (1 + drift) ** days;
  return {
    valueAtRisk: -Math.expm1(logQuantile),
    expectedShortfall: 1 - (meanGrowth * tilted.cumulative(logQuantile)) / probability,
  };
}

/** The law of the log-growth over `days`, each day's density tilted by growth^tilt. */
function lawOf(drift: number, volatility: number, days: number, tilt: 0 | 1): Law {
  const { logs, weights } = dailyNodes(drift, volatility, tilt);
  const dailyMean = logs.reduce((sum, x, i) => sum + weights[i]! * x, 0);
  const dailyVariance = logs.reduce((sum, x, i) => sum + weights[i]! * (x - dailyMean) ** 2, 0);
  const mean = days * dailyMean;
  const deviation = Math.sqrt(days * dailyVariance);
  const step = (2 * Math.PI) / (PERIOD * deviation);
  const terms: { t: number; modulus: number; argument: number }[] = [];
  for (let t = step / 2; t * deviation < FREQUENCY_REACH; t += step) {
    let real = 0;
    let imaginary = 0;
    logs.forEach((x, i) => {
      real += weights[i]! * Math.cos(t * (x - dailyMean));
      imaginary += weights[i]! * Math.sin(t * (x - dailyMean));
    });
    const modulus = Math.hypot(real, imaginary) ** days;
    terms.push({ t, modulus, argument: days * Math.atan2(imaginary, real) });
  }
  const cumulative = (x: number): number => {
    let sum = 0;
    for (const { t, modulus, argument } of terms) {
      sum += (modulus * Math.sin(argument - t * (x - mean))) / t;
    }
    return 0.5 - (sum * step) / Math.PI;
  };
  return { mean, deviation, cumulative };
}

function dailyNodes(
  drift: number,
  volatility: number,
  tilt: 0 | 1,
): { logs: number[]; weights: number[] } {
  const logs: number[] = [];
  const weights: number[] = [];
  for (let k = -NODE_REACH / NODE_STEP; k <= NODE_REACH / NODE_STEP; k++) {
    const normal = k * NODE_STEP;
    const growth = 1 + drift + volatility * normal;
    logs.push(Math.log(growth));
    weights.push(Math.exp((-normal * normal) / 2) * growth ** tilt);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { logs, weights: weights.map((weight) => weight / total) };
}

function bisect(law: Law, probability: number): number {
  let low = law.mean - (PERIOD / 2.5) * law.deviation;
  let high = law.mean + (PERIOD / 2.5) * law.deviation;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (law.cumulative(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
