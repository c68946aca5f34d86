/** The scenarios of an expected shortfall: the risk engine's own paths. */
import type { OptimizeInput } from '../../inventory/problem';
import { success, type Result } from '../../result';
import { buildModel } from '../../simulation/model';
import type { SimulationRequest } from '../../simulation/request';
import { assetScenarios } from '../../simulation/scenarios';

/** The first `count` paths of a run. */
export interface Paths {
  request: Result<SimulationRequest>;
  count: number;
}

/** Draws them under a covariance, and keeps the last. */
export class Scenarios {
  private last: { key: string; rows: number[][] } | undefined;

  /** The input with its scenarios, where its objective needs them. */
  *given(input: OptimizeInput, { request, count }: Paths): Generator<void, Result<OptimizeInput>> {
    if (input.objective !== 'minimumShortfall') return success(input);
    if (!request.ok) return request;
    const { covarianceDaily } = input;
    const { seed, horizonDays, meanDailyReturn } = request.value;
    const key = JSON.stringify([seed, horizonDays, meanDailyReturn, covarianceDaily, count]);
    if (this.last?.key === key) return success({ ...input, scenarios: this.last.rows });
    const model = buildModel({ ...request.value, covarianceDaily });
    if (!model.ok) return model;
    const drawing = assetScenarios(model.value, count);
    for (;;) {
      const { done, value } = drawing.next();
      if (done) {
        this.last = { key, rows: value };
        return success({ ...input, scenarios: value });
      }
      yield;
    }
  }
}
