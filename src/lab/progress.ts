import type { SimulationRequest } from '../simulation/request';
import type { ConvergencePoint } from '../simulation/result';

export interface RunProgress {
  request: SimulationRequest;
  donePaths: number;
  pathsPerSecond: number;
  remainingMs: number;
  convergence: ConvergencePoint[];
}

/** `elapsedMs` since the start of the run. */
export function progressOf(
  request: SimulationRequest,
  donePaths: number,
  elapsedMs: number,
  convergence: ConvergencePoint[],
): RunProgress {
  const pathsPerSecond = elapsedMs > 0 ? (donePaths / elapsedMs) * 1000 : 0;
  const remainingMs =
    donePaths > 0 ? ((request.pathCount - donePaths) / pathsPerSecond) * 1000 : Infinity;
  return { request, donePaths, pathsPerSecond, remainingMs, convergence };
}
