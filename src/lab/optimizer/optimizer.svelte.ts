/** The optimizer's answers. Every piece of work runs sliced, and a newer one of its kind ends it. */
import { untrack } from 'svelte';
import type { Optimum } from '../../inventory/assess';
import { frontier } from '../../inventory/frontier';
import { optimizing } from '../../inventory/optimize';
import { astraReadings, type Reading } from '../../inventory/readings';
import { relaxations, type Relaxed } from '../../inventory/sensitivity';
import type { Result } from '../../result';
import type { Lab } from '../lab.svelte';
import { settingsOf } from '../optimizerSettings';
import { SlicedJob } from '../slicedJob';
import { Question, type BookAtHand } from './question.svelte';
import { Robustness } from './redraws.svelte';
import { Scenarios, type Paths } from './scenarios';
import { solving, type Solved } from './solving';
import { Survey } from './survey.svelte';

const POINTS = 40;

export class Optimizer {
  /** The last answer; it stays while the next is on its way, and goes where there is none. */
  solved: Solved | undefined = $state.raw();
  /** What a point more of each binding limit would bring the answer. */
  relaxed: Relaxed[] = $state.raw([]);
  /** Why there is no answer. */
  problem: string | undefined = $state.raw();
  frontier: Optimum[] = $state.raw([]);
  readings: { reading: Reading; answer: Result<Optimum> }[] = $state.raw([]);

  readonly question: Question;
  readonly survey = new Survey(() => this.solved);
  readonly robustness = new Robustness();
  /** The present book in the answer's order. */
  readonly present: BookAtHand = $derived.by(() =>
    this.question.presentBook(this.solved?.tickers ?? this.lab.state.tickers),
  );

  private readonly jobs = {
    solve: new SlicedJob(),
    frontier: new SlicedJob(),
    readings: new SlicedJob(),
  };

  private readonly scenarios = new Scenarios();

  constructor(readonly lab: Lab) {
    this.question = new Question(lab);
  }

  /** Answers whatever is asked from now on, for as long as the component that calls this lives. */
  follow(): void {
    const whenever = (asked: () => unknown, work: () => Promise<void>): void => {
      $effect(() => {
        asked();
        untrack(() => void work());
      });
    };
    whenever(
      () => this.question.input,
      () => this.solve(),
    );
    whenever(
      () => this.question.limits,
      () => this.traceFrontier(),
    );
    whenever(
      () => this.question.data,
      () => this.solveReadings(),
    );
    whenever(
      () => [this.solved, this.survey.assets, this.survey.others],
      () => this.survey.run(),
    );
    $effect(() => () => this.stop());
  }

  /** Asks what a reading asks. */
  ask(reading: Reading): void {
    this.question.edit(settingsOf(reading, $state.snapshot(this.question.settings)));
  }

  async solve(): Promise<void> {
    const { input } = this.question;
    this.robustness.cancel();
    if (!input.ok) return this.refuse(input.error.message);
    const tickers = [...this.lab.state.tickers];
    const answer = await this.jobs.solve.run(solving(input.value, this.paths, this.scenarios));
    if (!answer) return;
    if (!answer.ok) return this.refuse(answer.error.message);
    const solved = { tickers, ...answer.value };
    // A shortfall's take as long as its answer, which does not wait for them.
    if (solved.input.objective === 'minimumShortfall') this.show(solved, []);
    const relaxed = await this.jobs.solve.run(relaxations(solved.input, solved.optimum));
    if (relaxed) this.show(solved, relaxed);
  }

  /** The frontier inside the present limits; the objective does not matter to it. */
  async traceFrontier(): Promise<void> {
    const { limits } = this.question;
    if (!limits.ok) {
      this.jobs.frontier.stop();
      return void (this.frontier = []);
    }
    const answer = await this.jobs.frontier.run(frontier(limits.value, POINTS));
    if (answer) this.frontier = answer.ok ? answer.value : [];
  }

  async solveReadings(): Promise<void> {
    const { data } = this.question;
    if (!data.ok) {
      this.jobs.readings.stop();
      return void (this.readings = []);
    }
    const readings = astraReadings(data.value.estimate);
    const work = function* (): Generator<unknown, Optimizer['readings']> {
      const answers: Optimizer['readings'] = [];
      for (const reading of readings) {
        answers.push({ reading, answer: yield* optimizing(reading.input) });
        yield;
      }
      return answers;
    };
    this.readings = (await this.jobs.readings.run(work())) ?? this.readings;
  }

  /** The answer again on redrawn days. */
  async redraw(): Promise<void> {
    const { data, settings } = this.question;
    if (!this.solved || !data.ok) return;
    const { method, lambda } = settings;
    const { seed } = this.lab.state;
    const { returns } = data.value;
    await this.robustness.run(this.solved, returns, { method, lambda }, this.paths, seed);
  }

  /** Hands the answer's weights to the risk panel. */
  useWeights(): void {
    if (!this.solved) return;
    const { tickers, optimum } = this.solved;
    this.lab.edit({ tickers: [...tickers], weights: [...optimum.weights] });
  }

  /** Ends all work. */
  stop(): void {
    Object.values(this.jobs).forEach((job) => job.stop());
    this.survey.stop();
    this.robustness.stop();
  }

  private get paths(): Paths {
    return { request: this.lab.request, count: this.question.settings.scenarioCount };
  }

  private show(solved: Solved, relaxed: Relaxed[]): void {
    this.solved = solved;
    this.relaxed = relaxed;
    this.problem = undefined;
  }

  /** An older question that is still being solved must not answer this one. */
  private refuse(problem: string): void {
    this.jobs.solve.stop();
    this.solved = undefined;
    this.problem = problem;
  }
}
