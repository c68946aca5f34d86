/** What a series of returns, one a bar, tells about the strategy that made it. */
import { carefulMoments, sharpeStandardError } from './deflatedSharpe';

/** `published`: as if every data set had 252 days of 390 bars and returns without serial correlation. */
export type Annualisation = 'published' | 'correct';

export interface Performance {
  /** Bars in the sample. */
  observations: number;
  /** Mean over standard deviation, a bar; undefined where the returns do not vary, as where nothing was traded. */
  barSharpe: number | undefined;
  sharpeAnnualised: number | undefined;
  /** Of the annualised ratio: what another sample as long would change it by; no smaller than of normal returns. */
  standardErrorOfSharpe: number | undefined;
  /** Of the bar's return; 0 and 3 where it does not vary. */
  skewness: number;
  kurtosis: number;
}

const PUBLISHED_BARS_A_YEAR = 252 * 390;
/** Below this share of the largest return, a standard deviation is rounding. */
const CONSTANT = 1e-12;

export function performanceOf(
  sample: Float64Array,
  annualisation: Annualisation,
  barsPerYear: number,
): Performance {
  const { mean, standardDeviation, skewness, kurtosis } = moments(sample);
  const observations = sample.length;
  const isCorrect = annualisation === 'correct';
  const ratio = isCorrect && standardDeviation > 0 ? varianceRatio(sample, mean) : 1;
  if (standardDeviation === 0 || ratio < CONSTANT) {
    const none = { barSharpe: undefined, sharpeAnnualised: undefined };
    return { observations, ...none, standardErrorOfSharpe: undefined, skewness, kurtosis };
  }
  const barSharpe = mean / standardDeviation;
  const adjusted = barSharpe / Math.sqrt(ratio);
  const root = Math.sqrt(isCorrect ? barsPerYear : PUBLISHED_BARS_A_YEAR);
  const careful = carefulMoments(adjusted, skewness, kurtosis);
  const error = sharpeStandardError(adjusted, observations, careful.skewness, careful.kurtosis);
  return {
    observations,
    barSharpe,
    sharpeAnnualised: adjusted * root,
    standardErrorOfSharpe: error * root,
    skewness,
    kurtosis,
  };
}

/** The standard deviation has divisor T - 1, and is 0 where the sample is constant; the other moments have T. */
function moments(sample: Float64Array) {
  const count = sample.length;
  let sum = 0;
  let largest = 0;
  for (let t = 0; t < count; t++) {
    const size = Math.abs(sample[t]!);
    sum += sample[t]!;
    if (size > largest) largest = size;
  }
  const mean = sum / count;
  let [second, third, fourth] = [0, 0, 0];
  for (let t = 0; t < count; t++) {
    const deviation = sample[t]! - mean;
    const square = deviation * deviation;
    second += square;
    third += square * deviation;
    fourth += square * square;
  }
  const standardDeviation = Math.sqrt(second / (count - 1));
  if (!(standardDeviation > CONSTANT * largest)) {
    return { mean, standardDeviation: 0, skewness: 0, kurtosis: 3 };
  }
  const variance = second / count;
  const skewness = third / count / variance ** 1.5;
  return { mean, standardDeviation, skewness, kurtosis: fourth / count / variance ** 2 };
}

/**
 * Variance of a long sum of returns over that of as many uncorrelated ones: 1 + 2 sum rho_k, by which Lo, "The
 * statistics of Sharpe ratios" (2002), equation 20, corrects the square root of time. The autocorrelations have the
 * weights of Newey & West (1987), which keep it positive, to their lag of 1994: 4 (T / 100)^(2/9).
 */
function varianceRatio(sample: Float64Array, mean: number): number {
  const lags = Math.min(Math.floor(4 * (sample.length / 100) ** (2 / 9)), sample.length - 1);
  const centred = new Float64Array(sample.length);
  for (let t = 0; t < sample.length; t++) centred[t] = sample[t]! - mean;
  const variance = laggedProduct(centred, 0);
  let ratio = 1;
  for (let lag = 1; lag <= lags; lag++) {
    ratio += (2 * (1 - lag / (lags + 1)) * laggedProduct(centred, lag)) / variance;
  }
  return ratio;
}

function laggedProduct(centred: Float64Array, lag: number): number {
  let sum = 0;
  for (let t = lag; t < centred.length; t++) sum += centred[t]! * centred[t - lag]!;
  return sum;
}
