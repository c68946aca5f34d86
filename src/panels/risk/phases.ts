import type { ElapsedMs, SimulationResult } from '../../simulation/result';

export interface Phase {
  name: string;
  ms: number;
  /** Of the whole run. */
  share: number;
}

/** Shorter ones would read 0.0. */
const SHORTEST_SHOWN_MS = 0.05;
const NAMES = ['compile', 'upload', 'compute', 'readback', 'reduce'] as const;

/** A run's phases in order, without those too short to read. Together they are the whole run. */
export function phasesOf(elapsedMs: ElapsedMs): Phase[] {
  return NAMES.map((name) => ({
    name,
    ms: elapsedMs[name],
    share: elapsedMs[name] / elapsedMs.total,
  })).filter(({ ms }) => ms >= SHORTEST_SHOWN_MS);
}

/** Of the whole run without compiling, which happens once. */
export function pathsPerSecond({ request, elapsedMs }: SimulationResult): number {
  return (request.pathCount / (elapsedMs.total - elapsedMs.compile)) * 1000;
}
