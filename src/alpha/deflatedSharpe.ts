import erfcinv from '@stdlib/math-base-special-erfcinv';
import cdf from '@stdlib/stats-base-dists-normal-cdf';
import { failure, success, type Result } from '../result';

/** All per period, none annualised. */
export interface DeflatedSharpeInput {
  /** Of the strategy that was chosen. */
  sharpe: number;
  /** Returns behind it. */
  observations: number;
  /** Strategies tried before one was chosen, as if independent; a fraction is allowed. */
  trials: number;
  /** Variance of the Sharpe ratios over the trials. */
  trialVariance: number;
  skewness: number;
  /** Of the normal law: 3. */
  kurtosis: number;
}

export interface DeflatedSharpe {
  /** The largest Sharpe ratio that so many trials without any skill are expected to show. */
  expectedMaximum: number;
  /** That the true Sharpe ratio of the chosen strategy exceeds that of luck. */
  probability: number;
}

const EULER_MASCHERONI = 0.5772156649015329;
const ROUNDING = 1e-9;
/** A period's. Returns that vary by more than their own rounding have none near it. */
const LARGEST_SHARPE = 1e6;

/**
 * Bailey & Lopez de Prado, "The deflated Sharpe ratio" (Journal of Portfolio Management 40, 2014): the probabilistic
 * Sharpe ratio against the expected maximum of `trials` draws. One trial has nothing to deflate: its benchmark is 0.
 */
export function deflatedSharpe(input: DeflatedSharpeInput): Result<DeflatedSharpe> {
  const problem = check(input);
  if (problem) return problem;
  const { sharpe, observations, trials, trialVariance, skewness, kurtosis } = input;
  const expectedMaximum = Math.sqrt(trialVariance) * expectedMaximumOfNormals(trials);
  const error = sharpeStandardError(sharpe, observations, skewness, kurtosis);
  if (error === 0) return bad('sharpe', 'is one that returns of these moments have without error');
  return success({ expectedMaximum, probability: cdf((sharpe - expectedMaximum) / error, 0, 1) });
}

/**
 * Standard error of a Sharpe ratio per period from independent returns of any law with four moments (Mertens, "Comments
 * on variance of the IID estimator in Lo (2002)", 2002): the root of (1 - skewness S + (kurtosis - 1) / 4 S^2) / (T - 1).
 */
export function sharpeStandardError(
  sharpe: number,
  observations: number,
  skewness: number,
  kurtosis: number,
): number {
  const spread = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  return Math.sqrt(Math.max(spread, 0) / (observations - 1));
}

/**
 * The moments to state that error by: a sample's own, or the normal law's where those make it larger. A strategy that
 * traded on few bars has a skewness and a kurtosis that take most of the error away: of one that earned on a single bar
 * half of it, so that any such trade were significant, whatever it earned.
 */
export function carefulMoments(
  sharpe: number,
  skewness: number,
  kurtosis: number,
): { skewness: number; kurtosis: number } {
  const own = { skewness, kurtosis };
  const normal = { skewness: 0, kurtosis: 3 };
  const error = (of: typeof own) => sharpeStandardError(sharpe, 2, of.skewness, of.kurtosis);
  return error(own) > error(normal) ? own : normal;
}

/** Bailey & Lopez de Prado (2014), equation 1; 0 for a single draw. */
function expectedMaximumOfNormals(draws: number): number {
  if (draws === 1) return 0;
  const central = (1 - EULER_MASCHERONI) * upperQuantile(1 / draws);
  return Math.max(central + EULER_MASCHERONI * upperQuantile(1 / draws / Math.E), 0);
}

/** What a normal exceeds with that chance. The quantile of 1 - chance would be infinite from 1e-17 on. */
function upperQuantile(chance: number): number {
  return Math.SQRT2 * erfcinv(2 * chance);
}

function check(input: DeflatedSharpeInput): Result<never> | undefined {
  for (const [name, value] of Object.entries(input)) {
    if (!Number.isFinite(value)) return bad(name, 'must be a finite number');
  }
  const { sharpe, observations, trials, trialVariance, skewness, kurtosis } = input;
  if (Math.abs(sharpe) > LARGEST_SHARPE) {
    return bad('sharpe', `must be within ${LARGEST_SHARPE}: it is of one period, not annualised`);
  }
  if (observations < 2) return bad('observations', 'must be at least 2');
  if (trials < 1) return bad('trials', 'must be at least 1');
  if (trialVariance < 0) return bad('trialVariance', 'must not be negative');
  // Pearson's inequality; returns of two values only reach equality, but for rounding.
  if (kurtosis < (1 + skewness * skewness) * (1 - ROUNDING)) {
    return bad('kurtosis', 'must be at least 1 + skewness^2, as of every law (the normal has 3)');
  }
  return undefined;
}

function bad(where: string, message: string): Result<never> {
  return failure('badInput', `"${where}" ${message}.`, where);
}
