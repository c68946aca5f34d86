/** The optimizer's inputs and answers. Every piece of work runs sliced, and a newer one of its kind ends it. */
import { untrack } from 'svelte';
import { bootstrapWeights } from '../inventory/bootstrap';
import type { Optimum } from '../inventory/assess';
import { frontier } from '../inventory/frontier';
import { optimizing, optimize } from '../inventory/optimize';
import { fundingCost, product, variance, type OptimizeInput } from '../inventory/problem';
import { readProblem } from '../inventory/readProblem';
import { astraReadings, type Reading } from '../inventory/readings';
import { terrain, type Others, type Terrain } from '../inventory/terrain';
import type { Estimate } from '../market/covariance';
import { estimate } from '../market/estimate';
import { simpleReturns } from '../market/returns';
import { selectWindow } from '../market/window';
import { conditionNumber } from '../math/conditionNumber';
import { success, type Result } from '../result';
import { nowMs } from '../simulation/clock';
import { buildModel } from '../simulation/model';
import type { SimulationRequest } from '../simulation/request';
import { assetScenarios } from '../simulation/scenarios';
import type { Lab } from './lab.svelte';
import { limitsOf, objectiveOf, settingsOf, type OptimizerSettings } from './optimizerSettings';
import { SlicedJob } from './slicedJob';

const POINTS = 40;
const REDRAWS = 500;
/** Funding accrues every day of the calendar, returns come on trading days. */
const TRADING_DAYS_A_YEAR = 252;
const CALENDAR_DAYS_A_TRADING_DAY = 365 / TRADING_DAYS_A_YEAR;

/** An answer with the question that it belongs to. */
export interface Solved {
  tickers: string[];
  input: OptimizeInput;
  optimum: Optimum;
  /** The weights after each iteration, the solver's way. */
  steps: number[][];
  elapsedMs: number;
}

export interface Redraws {
  /** One set of weights a redraw. */
  weights: number[][];
  tickers: string[];
  optimum: number[];
}

/** What all of a problem's data are drawn from. */
interface Data {
  estimate: Estimate & { shrinkage?: number };
  /** Days of the window, one return an asset. */
  returns: number[][];
}

export class Optimizer {
  /** The last answer; it stays while the next is on its way, and goes where there is none. */
  solved: Solved | undefined = $state.raw();
  /** Why there is no answer. */
  problem: string | undefined = $state.raw();
  frontier: Optimum[] = $state.raw([]);
  readings: { reading: Reading; answer: Result<Optimum> }[] = $state.raw([]);
  terrain: Terrain | undefined = $state.raw();
  redraws: Redraws | undefined = $state.raw();
  /** How many redraws are done; undefined while none is under way. */
  redrawsDone: number | undefined = $state.raw();
  redrawProblem: string | undefined = $state.raw();
  /** Of the terrain; the answer's two largest positions until somebody chooses. */
  pair: [string, string] | undefined = $state.raw();
  others: Others = $state('held');
  /** A shortfall is too slow to be solved for at each point of a grid. */
  readonly canFree: boolean = $derived(this.solved?.input.objective !== 'minimumShortfall');

  private readonly jobs = {
    solve: new SlicedJob(),
    frontier: new SlicedJob(),
    terrain: new SlicedJob(),
    redraws: new SlicedJob(),
    readings: new SlicedJob(),
  };
  private scenarios: { request: SimulationRequest; rows: number[][] } | undefined;

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
  private readonly limits: Result<Omit<OptimizeInput, 'objective'>> = $derived.by(() => {
    if (!this.data.ok) return this.data;
    const costs = this.settings.hasCosts ? this.costs() : undefined;
    if (costs?.ok === false) return costs;
    return success(limitsOf(this.settings, this.data.value.estimate, this.lab.state, costs?.value));
  });
  /** What is asked; an expected shortfall gets its scenarios when it is solved. */
  readonly input: Result<OptimizeInput> = $derived.by(() =>
    this.limits.ok
      ? success({
          ...this.limits.value,
          ...objectiveOf(this.settings, this.lab.state.confidence),
        })
      : this.limits,
  );
  /** The present book in the answer's order, a year's volatility and mean after costs. */
  readonly present: { weights: number[]; volatility: number; mean: number } = $derived.by(() => {
    const { tickers, weights } = this.lab.state;
    const order = this.solved?.tickers ?? tickers;
    const ordered = order.map((ticker) => weights[tickers.indexOf(ticker)] ?? 0);
    const read = this.input.ok ? readProblem(this.input.value) : this.input;
    if (!read.ok || order.length !== tickers.length)
      return { weights: ordered, volatility: 0, mean: 0 };
    const { covariance, mean } = read.value;
    const daily = product(mean, ordered) - fundingCost(read.value, ordered);
    return {
      weights: ordered,
      volatility: Math.sqrt(Math.max(variance(covariance, ordered), 0) * TRADING_DAYS_A_YEAR),
      mean: daily * TRADING_DAYS_A_YEAR,
    };
  });
  /** Indices of the terrain's two assets; undefined for a book of one. */
  readonly assets: [number, number] | undefined = $derived.by(() => {
    const { solved, pair } = this;
    if (!solved || solved.tickers.length < 2) return undefined;
    const chosen = pair?.map((ticker) => solved.tickers.indexOf(ticker)) ?? [];
    const [first = -1, second = -1] = chosen;
    return first >= 0 && second >= 0 ? [first, second] : largestTwo(solved.optimum.weights);
  });

  constructor(readonly lab: Lab) {}

  /** Answers whatever is asked from now on, for as long as the component that calls this lives. */
  follow(): void {
    const whenever = (asked: () => unknown, work: () => Promise<void>): void => {
      $effect(() => {
        asked();
        untrack(() => void work());
      });
    };
    whenever(
      () => this.input,
      () => this.solve(),
    );
    whenever(
      () => this.limits,
      () => this.traceFrontier(),
    );
    whenever(
      () => this.data,
      () => this.solveReadings(),
    );
    whenever(
      () => [this.solved, this.assets, this.others],
      () => this.survey(),
    );
    $effect(() => () => this.stop());
  }

  get settings(): OptimizerSettings {
    return this.lab.optimizerSettings;
  }

  edit(change: Partial<OptimizerSettings>): void {
    Object.assign(this.settings, change);
  }

  /** Asks what a reading asks. */
  ask(reading: Reading): void {
    this.edit(settingsOf(reading, $state.snapshot(this.settings)));
  }

  /** Answers what {@link input} asks. */
  async solve(): Promise<void> {
    const { input } = this;
    if (!input.ok) return this.refuse(input.error.message);
    const tickers = [...this.lab.state.tickers];
    this.cancelRedraws();
    this.redraws = undefined;
    const answer = await this.jobs.solve.run(this.solving(input.value));
    if (!answer) return;
    if (!answer.ok) return this.refuse(answer.error.message);
    this.solved = { tickers, ...answer.value };
    this.problem = undefined;
  }

  /** The frontier inside the present limits, point by point; the objective does not matter to it. */
  async traceFrontier(): Promise<void> {
    const { limits } = this;
    if (!limits.ok) return void (this.frontier = []);
    const answer = await this.jobs.frontier.run(frontier(limits.value, POINTS));
    if (answer) this.frontier = answer.ok ? answer.value : [];
  }

  async solveReadings(): Promise<void> {
    if (!this.data.ok) return void (this.readings = []);
    const readings = astraReadings(this.data.value.estimate);
    const work = function* (): Generator<void, Optimizer['readings']> {
      const answers: Optimizer['readings'] = [];
      for (const reading of readings) {
        answers.push({ reading, answer: optimize(reading.input) });
        yield;
      }
      return answers;
    };
    this.readings = (await this.jobs.readings.run(work())) ?? this.readings;
  }

  /** The surface around the answer, for two of its assets. */
  async survey(): Promise<void> {
    const { solved, assets } = this;
    if (!solved || !assets) return void (this.terrain = undefined);
    const { input, optimum } = solved;
    const others = this.canFree ? this.others : 'held';
    const surface = await this.jobs.terrain.run(terrain(input, optimum.weights, assets, others));
    if (surface) this.terrain = surface.ok ? surface.value : undefined;
  }

  /** The answer again on redrawn days, as often as {@link REDRAWS} says. */
  async redraw(): Promise<void> {
    const { solved, data } = this;
    if (!solved || !data.ok) return;
    const { tickers, input, optimum } = solved;
    this.redrawsDone = 0;
    this.redrawProblem = undefined;
    const work = bootstrapWeights(data.value.returns, input, this.lab.state.seed, REDRAWS);
    let done = 0;
    const answer = await this.jobs.redraws.run(work, () => (this.redrawsDone = ++done));
    if (!answer) return;
    this.redrawsDone = undefined;
    if (answer.ok) this.redraws = { tickers, weights: answer.value, optimum: optimum.weights };
    else this.redrawProblem = answer.error.message;
  }

  cancelRedraws(): void {
    this.jobs.redraws.stop();
    this.redrawsDone = undefined;
  }

  /** Hands the answer's weights to the risk panel. */
  useWeights(): void {
    if (!this.solved) return;
    this.lab.edit({ weights: [...this.solved.optimum.weights] });
  }

  /** Ends all work. */
  stop(): void {
    Object.values(this.jobs).forEach((job) => job.stop());
    this.redrawsDone = undefined;
  }

  private refuse(problem: string): void {
    this.solved = undefined;
    this.problem = problem;
  }

  /** Of a trading day. */
  private costs(): Result<{ costLong: number[]; costShort: number[] }> {
    const costs = this.lab.inventory.unitCosts(this.lab.state.tickers);
    if (!costs.ok) return costs;
    const perTradingDay = (cost: number): number => cost * CALENDAR_DAYS_A_TRADING_DAY;
    return success({
      costLong: costs.value.costLong.map(perTradingDay),
      costShort: costs.value.costShort.map(perTradingDay),
    });
  }

  private *solving(input: OptimizeInput): Generator<void, Result<Omit<Solved, 'tickers'>>> {
    let asked = input;
    if (input.objective === 'minimumShortfall') {
      const scenarios = yield* this.drawn(input.covarianceDaily);
      if (!scenarios.ok) return scenarios;
      asked = { ...input, scenarios: scenarios.value };
    }
    const steps: number[][] = [];
    let elapsedMs = 0;
    const solver = optimizing(asked);
    for (;;) {
      const start = nowMs();
      const { done, value } = solver.next();
      elapsedMs += nowMs() - start;
      if (!done) steps.push(value);
      else if (value.ok) return success({ input: asked, optimum: value.value, steps, elapsedMs });
      else return value;
      yield;
    }
  }

  /** The risk engine's own paths, under the covariance chosen here; drawn once. */
  private *drawn(covarianceDaily: number[][]): Generator<void, Result<number[][]>> {
    const { request } = this.lab;
    if (!request.ok) return request;
    const asked = { ...request.value, covarianceDaily };
    const { scenarioCount } = this.settings;
    const known = this.scenarios;
    if (known?.rows.length === scenarioCount && sameDraws(known.request, asked)) {
      return success(known.rows);
    }
    const model = buildModel(asked);
    if (!model.ok) return model;
    const drawing = assetScenarios(model.value, scenarioCount);
    for (;;) {
      const { done, value } = drawing.next();
      if (done) {
        this.scenarios = { request: asked, rows: value };
        return success(value);
      }
      yield;
    }
  }
}

/** In the book's order. */
function largestTwo(weights: number[]): [number, number] {
  const bySize = [...weights.keys()].sort((a, b) => Math.abs(weights[b]!) - Math.abs(weights[a]!));
  const [first, second] = bySize.slice(0, 2).sort((a, b) => a - b);
  return [first!, second!];
}

/** The same asset returns on each path, whatever the weights. */
function sameDraws(a: SimulationRequest, b: SimulationRequest): boolean {
  const draws = ({ seed, horizonDays, meanDailyReturn, covarianceDaily }: SimulationRequest) =>
    JSON.stringify([seed, horizonDays, meanDailyReturn, covarianceDaily]);
  return draws(a) === draws(b);
}
