/** The lesson's present step, whether it is done, and which were done before. */
import { valueAtRiskDifference } from '../risk/valueAtRiskDifference';
import type { Classroom } from './classroom.svelte';
import type { ClassroomNoise } from './classroomNoise.svelte';
import type { ClassroomRuns } from './classroomRuns.svelte';
import { readProgress, writeProgress } from './lessonProgress';
import { LESSONS, lessonState, type Lesson as Step } from './lessons';

export class Lesson {
  /** Steps that were done in this browser, from 1. */
  stepsDone: number[] = $state.raw(readProgress());
  /** From 1; 0 is no lesson. */
  readonly number: number = $derived.by(() => this.classroom.state.lessonStep);
  readonly step: Step | undefined = $derived.by(() => LESSONS[this.number - 1]);
  readonly isDone: boolean = $derived.by(() => {
    const { state, tickers, factor, pairCorrelation, possible, spectrum } = this.classroom;
    const [, zero, common] = this.runs.correlations.results ?? [];
    return !!this.step?.isDone({
      state,
      assetCount: tickers.length,
      hasFactor: factor.ok,
      chosenDraw: this.noise.chosen[this.classroom.pair[0]] ?? NaN,
      correlation: pairCorrelation,
      sampleInterval: this.noise.sample?.interval,
      possible: possible.ok ? possible.value : undefined,
      smallestEigenvalue: spectrum.values.at(-1)!,
      commonExceedsNoise:
        zero && common && valueAtRiskDifference(common.result, zero.result).exceedsNoise,
    });
  });

  constructor(
    private readonly classroom: Classroom,
    private readonly noise: ClassroomNoise,
    private readonly runs: ClassroomRuns,
  ) {}

  /** Opens a step in the state that it starts from. */
  open(number: number): void {
    if (!LESSONS[number - 1]) return;
    this.runs.correlations.clear();
    const { lab } = this.classroom;
    if (this.number === 0) lab.classroomBefore = $state.snapshot(lab.state.classroom);
    lab.state.classroom = lessonState(number, lab.runnable.tickers);
  }

  /** Back to what was before the lesson; to the whole panel as it opens, where a link began in the lesson. */
  close(): void {
    this.runs.correlations.clear();
    const { lab } = this.classroom;
    lab.state.classroom = lab.classroomBefore ?? lessonState(0, lab.runnable.tickers);
    lab.classroomBefore = undefined;
  }

  /** Keeps that the present step is done. */
  keep(): void {
    if (!this.isDone || this.stepsDone.includes(this.number)) return;
    this.stepsDone = [...this.stepsDone, this.number].toSorted((a, b) => a - b);
    writeProgress(this.stepsDone);
  }
}
