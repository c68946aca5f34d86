/** What the classroom simulates: the book under other correlations, and with its assets in another order. */
import { success, type Result } from '../result';
import { reordered, uniformCorrelation, withCorrelation } from '../simulation/correlated';
import type { SimulationRequest } from '../simulation/request';
import type { Classroom } from './classroom.svelte';
import { Comparison, type NamedRequest } from './comparison.svelte';

export class ClassroomRuns {
  /** With the real correlations, none, and one value for all. */
  readonly correlations: Comparison;
  /** In the book's order and reversed. */
  readonly orders: Comparison;

  /** The classroom's book as the prices have it. */
  readonly request: Result<SimulationRequest> = $derived.by(() => {
    const { estimated, tickers, weights, state, lab } = this.classroom;
    if (!estimated.ok) return estimated;
    const { horizonDays, confidence, seed, rebalancing } = lab.runnable;
    return success({
      version: 1,
      tickers,
      weights,
      ...estimated.value,
      horizonDays,
      pathCount: state.comparedPaths,
      confidence,
      seed,
      rebalancing,
      shock: { model: 'normal' },
      sampling: 'plain',
    } satisfies SimulationRequest);
  });
  /** The one that was set, or the lowest that so many assets can have. */
  readonly commonCorrelation: number = $derived.by(() => {
    const { tickers, state } = this.classroom;
    return Math.max(state.commonCorrelation, -1 / (tickers.length - 1));
  });
  readonly correlationRequests: Result<NamedRequest[]> = $derived.by(() => {
    const { request } = this;
    if (!request.ok) return request;
    const n = request.value.tickers.length;
    const zero = withCorrelation(request.value, uniformCorrelation(n, 0));
    if (!zero.ok) return zero;
    const { commonCorrelation } = this;
    const common = withCorrelation(request.value, uniformCorrelation(n, commonCorrelation));
    if (!common.ok) return common;
    return success([
      { name: 'the real correlations', request: request.value },
      { name: 'no correlation', request: zero.value },
      { name: `all at ${commonCorrelation.toFixed(2)}`, request: common.value },
    ]);
  });

  constructor(private readonly classroom: Classroom) {
    this.correlations = new Comparison(classroom.lab.client);
    this.orders = new Comparison(classroom.lab.client);
  }

  async runOrders(): Promise<void> {
    const { request } = this;
    if (!request.ok) return;
    const order = request.value.tickers.map((_, i) => i).toReversed();
    await this.orders.run([
      { name: 'the book’s order', request: request.value },
      { name: 'the reversed order', request: reordered(request.value, order) },
    ]);
  }
}
