import { tailRisk, type LowerTail } from '../risk/tailRisk';
import { fingerprintOf } from './fingerprint';
import { histogramView } from './histogramView';
import type { PathModel } from './model';
import { histogramBins } from './plan';
import { pathBuffers, walkPath } from './reference';
import type { SimulationRequest } from './request';
import type { ConvergencePoint, SimulationResult } from './result';
import type { TallyTotal } from './tallyTotal';

/** What follows from the tally of a run. */
type RunReport = Omit<
  SimulationResult,
  | 'engine'
  | 'engineReason'
  | 'fellBackFrom'
  | 'adapter'
  | 'threads'
  | 'fan'
  | 'elapsedMs'
  | 'returns'
>;

/** The numbers of a finished run, out of its tally. */
export function reportRun(
  request: SimulationRequest,
  model: PathModel,
  run: { total: TallyTotal; tail: LowerTail; convergence: ConvergencePoint[] },
): RunReport {
  const { total, tail, convergence } = run;
  const { coverage, ...risk } = tailRisk(tail, request.confidence);
  const moments = total.moments();
  const worst = total.worst();
  return {
    request,
    ...moments,
    ...risk,
    valueAtRiskIntervalCoverage: coverage,
    histogram: histogramView(total.bins, histogramBins(request)),
    worst: worst.map((entry) => ({ ...entry, valueByDay: valueByDay(model, entry.path) })),
    convergence,
    fingerprint: fingerprintOf([
      total.count,
      moments.mean,
      moments.standardDeviation,
      risk.valueAtRisk,
      ...risk.valueAtRiskInterval,
      risk.expectedShortfall,
      ...risk.expectedShortfallInterval,
      ...total.bins,
      ...worst.flatMap((entry) => [entry.path, entry.portfolioReturn]),
      ...convergence.flatMap((point) => [point.valueAtRisk, ...point.interval]),
    ]),
  };
}

function valueByDay(model: PathModel, path: number): number[] {
  const growth = walkPath(model, path, pathBuffers(model));
  return [1, ...Array.from(growth, (g) => 1 + g)];
}
