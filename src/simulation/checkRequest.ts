import { failure, success, type Result } from '../result';
import { LIMITS, type SimulationRequest } from './request';

/**
 * Whether a request, already of the right shape, can be run. A failure names the field in `where` and says what to do.
 */
export function checkRequest(request: SimulationRequest): Result<void> {
  const problem =
    whole(request.horizonDays, 'horizonDays', 'The horizon', 'days') ??
    whole(request.pathCount, 'pathCount', 'The number of paths', 'paths') ??
    whole(request.seed, 'seed', 'The seed', '') ??
    checkConfidence(request.confidence) ??
    checkAssets(request);
  return problem ?? success(undefined);
}

function whole(
  value: number,
  field: 'horizonDays' | 'pathCount' | 'seed',
  name: string,
  unit: string,
) {
  const { minimum, maximum } = LIMITS[field];
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return undefined;
  const range = `${minimum.toLocaleString('en-US')} to ${maximum.toLocaleString('en-US')}`;
  return failure(
    'badRequest',
    `${name} must be a whole number from ${range}${unit && ` ${unit}`}.`,
    field,
  );
}

function checkConfidence(value: number): Result<never> | undefined {
  const { minimum, maximum } = LIMITS.confidence;
  if (value >= minimum && value <= maximum) return undefined;
  return failure(
    'badRequest',
    `The confidence level must lie between ${minimum} and ${maximum}, such as 0.99.`,
    'confidence',
  );
}

function checkAssets(request: SimulationRequest): Result<never> | undefined {
  const { tickers, weights, meanDailyReturn, covarianceDaily } = request;
  const n = tickers.length;
  if (n < LIMITS.assets.minimum || n > LIMITS.assets.maximum) {
    return failure(
      'badRequest',
      `A book holds 1 to ${LIMITS.assets.maximum} assets, not ${n}.`,
      'tickers',
    );
  }
  const twice = tickers.find((ticker, i) => tickers.indexOf(ticker) !== i);
  if (twice !== undefined) {
    return failure(
      'badRequest',
      `${twice} stands in the book twice. Merge the two lines.`,
      'tickers',
    );
  }
  for (const [field, values] of [
    ['weights', weights],
    ['meanDailyReturn', meanDailyReturn],
  ] as const) {
    if (values.length !== n) {
      return failure(
        'badRequest',
        `There are ${n} tickers but ${values.length} entries of ${field}.`,
        field,
      );
    }
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      return failure(
        'badRequest',
        `The entry of ${field} for ${tickers[bad]} is not a number.`,
        `${field}, ${tickers[bad]}`,
      );
    }
  }
  const ruined = meanDailyReturn.findIndex((mean) => mean <= -1);
  if (ruined >= 0) {
    return failure(
      'badRequest',
      `The mean daily return of ${tickers[ruined]} must be above -1: an asset cannot lose more than everything each day.`,
      `meanDailyReturn, ${tickers[ruined]}`,
    );
  }
  if (covarianceDaily.length !== n) {
    return failure(
      'badRequest',
      `The covariance has ${covarianceDaily.length} rows for ${n} tickers.`,
      'covarianceDaily',
    );
  }
  return undefined;
}
