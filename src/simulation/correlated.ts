/** The same book with other correlations: same volatilities, same noise. */
import { checkCorrelation } from '../math/symmetric';
import { failure, success, type Result } from '../result';
import type { SimulationRequest } from './request';

/**
 * The request with the covariance d[i] r[i][j] d[j], d its own daily volatilities. Its draws are the same, for they
 * depend on seed, path and index alone. `correlation` (N x N) need not be positive semidefinite: the run says so then.
 * Fails where it is not symmetric with a unit diagonal, or not of the request's size.
 */
export function withCorrelation(
  request: SimulationRequest,
  correlation: number[][],
): Result<SimulationRequest> {
  const shape = checkCorrelation(correlation, request.tickers);
  if (!shape.ok) return shape;
  if (correlation.length !== request.tickers.length) {
    return failure(
      'wrongSize',
      `There are ${request.tickers.length} assets but ${correlation.length} rows of correlations.`,
      'correlation',
    );
  }
  const variances = request.covarianceDaily.map((row, i) => row[i]!);
  const volatilities = variances.map(Math.sqrt);
  const covarianceDaily = correlation.map((row, i) =>
    row.map((r, j) => (i === j ? variances[i]! : r * volatilities[i]! * volatilities[j]!)),
  );
  return success({ ...request, covarianceDaily });
}

/** n x n, `value` everywhere but on the diagonal. Possible from -1 / (n - 1) to 1. */
export function uniformCorrelation(n: number, value: number): number[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 1 : value)),
  );
}

/** The same book with its assets in another order: other paths, the same law. `order`: 0 to N - 1, each once. */
export function reordered(request: SimulationRequest, order: number[]): SimulationRequest {
  const taken = <T>(values: T[]): T[] => order.map((index) => values[index]!);
  return {
    ...request,
    tickers: taken(request.tickers),
    weights: taken(request.weights),
    meanDailyReturn: taken(request.meanDailyReturn),
    covarianceDaily: taken(request.covarianceDaily).map(taken),
  };
}
