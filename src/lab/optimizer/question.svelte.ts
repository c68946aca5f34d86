/** What is asked of the optimizer: the settings and the lab's book as a problem, and the data that it rests on. */
import {
  fundingCost,
  product,
  variance,
  type OptimizeInput,
  type Problem,
} from '../../inventory/problem';
import { readProblem } from '../../inventory/readProblem';
import type { Estimate } from '../../market/covariance';
import { estimate } from '../../market/estimate';
import { simpleReturns } from '../../market/returns';
import { selectWindow } from '../../market/window';
import { conditionNumber } from '../../math/conditionNumber';
import { success, type Result } from '../../result';
import type { Lab } from '../lab.svelte';
import {
  limitsOf,
  objectiveOf,
  perTradingDay,
  type Costs,
  type OptimizerSettings,
} from '../optimizerSettings';

const TRADING_DAYS_A_YEAR = 252;

/** What all of a problem's data are drawn from. */
interface Data {
  estimate: Estimate & { shrinkage?: number };
  /** Days of the window, one return an asset. */
  returns: number[][];
}

/** A book's weights, its volatility and mean a year. */
export interface BookAtHand {
  weights: number[];
  volatility: number;
  mean: number;
}

export class Question {
  readonly data: Result<Data> = $derived.by(() => {
    const { tickers, from, to } = this.lab.state;
    const window = selectWindow(this.lab.market, tickers, from, to);
    if (!window.ok) return window;
    const { prices } = window.value;
    const { method, lambda } = this.settings;
    const estimated = estimate({ prices, method, lambda });
    if (!estimated.ok) return estimated;
    return success({ estimate: estimated.value, returns: simpleReturns(prices) });
  });
  readonly condition: number | undefined = $derived(
    this.data.ok ? conditionNumber(this.data.value.estimate.covarianceDaily) : undefined,
  );
  /** All but the objective. */
  readonly limits: Result<Omit<OptimizeInput, 'objective'>> = $derived.by(() => {
    if (!this.data.ok) return this.data;
    const costs = this.settings.hasCosts ? this.costs() : undefined;
    if (costs?.ok === false) return costs;
    return success(limitsOf(this.settings, this.data.value.estimate, this.lab.state, costs?.value));
  });
  /** An expected shortfall gets its scenarios when it is solved. */
  readonly input: Result<OptimizeInput> = $derived.by(() =>
    this.limits.ok
      ? success({
          ...this.limits.value,
          ...objectiveOf(this.settings, this.lab.state.confidence),
        })
      : this.limits,
  );
  private readonly problem: Result<Problem> = $derived(
    this.limits.ok
      ? readProblem({ ...this.limits.value, objective: 'minimumVariance' })
      : this.limits,
  );

  constructor(readonly lab: Lab) {}

  get settings(): OptimizerSettings {
    return this.lab.state.optimizer;
  }

  edit(change: Partial<OptimizerSettings>): void {
    Object.assign(this.settings, change);
  }

  /** The lab's book, its weights in the order of `tickers`. */
  presentBook(order: string[]): BookAtHand {
    const { tickers, weights } = this.lab.state;
    const ordered = order.map((ticker) => weights[tickers.indexOf(ticker)] ?? 0);
    const { problem } = this;
    if (!problem.ok || order.length !== tickers.length)
      return { weights: ordered, volatility: 0, mean: 0 };
    const { covariance, mean } = problem.value;
    const daily = product(mean, ordered) - fundingCost(problem.value, ordered);
    return {
      weights: ordered,
      volatility: Math.sqrt(Math.max(variance(covariance, ordered), 0) * TRADING_DAYS_A_YEAR),
      mean: daily * TRADING_DAYS_A_YEAR,
    };
  }

  private costs(): Result<Costs> {
    const costs = this.lab.inventory.unitCosts(this.lab.state.tickers);
    return costs.ok ? success(perTradingDay(costs.value)) : costs;
  }
}
