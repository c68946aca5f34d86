import type { SimulationRequest } from '../../src/simulation/request';
import { createReferenceKernel } from '../../src/simulation/reference';
import { createSimulator, type NamedKernel } from '../../src/simulation/simulator';
import type { RunOptions } from '../../src/simulation/run';
import type { SimulationResult } from '../../src/simulation/result';

/** A small request of equally weighted, equally correlated assets. */
export function requestOfAssets(
  n: number,
  change: Partial<SimulationRequest> = {},
): SimulationRequest {
  const volatility = 0.02;
  return {
    version: 1,
    tickers: Array.from({ length: n }, (_, i) => `A${i}`),
    weights: Array.from({ length: n }, () => 1 / n),
    meanDailyReturn: Array.from({ length: n }, () => 0.0005),
    covarianceDaily: Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => volatility ** 2 * (i === j ? 1 : 0.3)),
    ),
    horizonDays: 10,
    pathCount: 2000,
    confidence: 0.99,
    seed: 1,
    rebalancing: 'daily',
    shock: { model: 'normal' },
    sampling: 'plain',
    ...change,
  };
}

export function referenceKernel(): NamedKernel {
  return { ...createReferenceKernel(), threads: 1 };
}

/** The float64 reference's answer; throws where there is none. */
export async function runReference(
  request: SimulationRequest,
  options: RunOptions = {},
): Promise<SimulationResult> {
  const kernel = referenceKernel();
  const simulator = createSimulator([
    { engine: 'reference', reason: 'asked for', kernel: () => Promise.resolve(kernel) },
  ]);
  const result = await simulator.run(request, options);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
