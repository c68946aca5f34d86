import type { SimulationRequest } from '../simulation/request';
import type { SimulationResult } from '../simulation/result';

/** A change re-runs at once where the run is expected to take less than this. */
const AT_ONCE_MS = 200;
/** Up to so many normals (paths x days x assets) every engine is quick, the slowest too. */
const AT_ONCE_NORMALS = 2e6;

/** Whether a run is short enough to start unasked: by the rate of the `last` one, where it was the same engine's. */
export function isQuick(request: SimulationRequest, last: SimulationResult | undefined): boolean {
  if (normalsOf(request) <= AT_ONCE_NORMALS) return true;
  if (!last) return false;
  const { compute, readback } = last.elapsedMs;
  return ((compute + readback) * workOf(request)) / workOf(last.request) < AT_ONCE_MS;
}

function normalsOf({ pathCount, horizonDays, tickers }: SimulationRequest): number {
  return pathCount * horizonDays * tickers.length;
}

/** What a run's time grows with: normals, each of which a held book takes through the whole factor. */
function workOf(request: SimulationRequest): number {
  const { tickers, rebalancing } = request;
  return normalsOf(request) * (rebalancing === 'held' ? 1 + tickers.length / 16 : 1);
}
