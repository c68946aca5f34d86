/** How much of an answer is luck: the same question on redrawn days, estimated in the same way. */
import type { Optimum } from '../../inventory/assess';
import { bootstrapWeights, type Redrawn } from '../../inventory/bootstrap';
import { optimizing } from '../../inventory/optimize';
import { estimateReturns, type Estimator } from '../../market/estimate';
import { success, type Result } from '../../result';
import { SlicedJob } from '../slicedJob';
import { Scenarios, type Paths } from './scenarios';
import type { Solved } from './solving';

export const REDRAWS = 500;

export interface Redraws extends Redrawn {
  tickers: string[];
  optimum: number[];
}

export class Robustness {
  redraws: Redraws | undefined = $state.raw();
  /** How many are done; undefined while none is under way. */
  done: number | undefined = $state.raw();
  /** Why there are none. */
  problem: string | undefined = $state.raw();

  private readonly job = new SlicedJob();

  /** `returns`: of the days that are redrawn. */
  async run(
    { tickers, input, optimum }: Solved,
    returns: number[][],
    estimator: Estimator,
    paths: Paths,
    seed: number,
  ): Promise<void> {
    this.done = 0;
    this.problem = undefined;
    const scenarios = new Scenarios();
    function* solve(days: number[][]): Generator<void | number[], Result<Optimum>> {
      const { meanDailyReturn, covarianceDaily } = estimateReturns(days, estimator);
      const redrawn = { ...input, meanDailyReturn, covarianceDaily };
      const asked = yield* scenarios.given(redrawn, redriven(paths, meanDailyReturn));
      return asked.ok ? yield* optimizing(asked.value, { near: optimum }) : asked;
    }
    const work = bootstrapWeights(returns, solve, seed, REDRAWS);
    const answer = await this.job.run(work, (done) => (this.done = done));
    if (!answer) return;
    this.done = undefined;
    if (answer.ok) this.redraws = { tickers, optimum: optimum.weights, ...answer.value };
    else this.problem = answer.error.message;
  }

  /** Ends the work and leaves nothing of it. */
  cancel(): void {
    this.stop();
    this.redraws = undefined;
    this.problem = undefined;
  }

  stop(): void {
    this.job.stop();
    this.done = undefined;
  }
}

/** Paths with a drift get that of the days drawn. */
function redriven({ request, count }: Paths, meanDailyReturn: number[]): Paths {
  if (!request.ok || request.value.meanDailyReturn.every((mean) => mean === 0))
    return { request, count };
  return { request: success({ ...request.value, meanDailyReturn }), count };
}
