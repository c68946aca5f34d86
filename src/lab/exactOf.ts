import { exactTail, type ExactTail } from '../risk/exactTail';
import { buildModel } from '../simulation/model';
import type { SimulationRequest } from '../simulation/request';

/** The closed form of what a request simulates; undefined where it has none, as a book that is held and not rebalanced. */
export function exactOf(request: SimulationRequest | undefined): ExactTail | undefined {
  if (request?.rebalancing !== 'daily') return undefined;
  const model = buildModel(request);
  if (!model.ok) return undefined;
  const { portfolioDrift, portfolioLoadings } = model.value;
  const volatility = Math.hypot(...portfolioLoadings);
  return exactTail(portfolioDrift, volatility, request.horizonDays, request.confidence);
}
