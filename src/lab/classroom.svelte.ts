/** The Cholesky classroom: what follows from its state, by the code that computes the risk. */
import { cholesky } from '../math/cholesky';
import { possibleInterval, type Interval } from '../math/correlationInterval';
import { leastMix, spectrumOf, type Mix, type Spectrum } from '../math/eigen';
import { correlationOf, type Estimate } from '../market/covariance';
import { estimate } from '../market/estimate';
import {
  clipSpectrum,
  nearestCorrelation,
  shrinkToIdentity,
  type Repair,
} from '../market/nearestCorrelation';
import { selectWindow } from '../market/window';
import { success, type Result } from '../result';
import { exactTail } from '../risk/exactTail';
import { correlationCases } from '../simulation/correlated';
import {
  classroomPoints,
  coordinate,
  sampleCorrelation,
  type SampleCorrelation,
} from '../simulation/points';
import type { SimulationRequest } from '../simulation/request';
import { CLASSROOM_LIMITS, wholeWithin, type ClassroomState, type RepairName } from './classroomState';
import { Comparison, difference, type NamedRequest } from './comparison.svelte';
import type { Lab } from './lab.svelte';
import { readProgress, writeProgress } from './lessonProgress';
import { LESSONS, lessonState } from './lessons';

/** Matrices that stand for one that is not positive semidefinite. */
export type Repairs = Record<Exclude<RepairName, 'none'>, Result<Repair>>;

/** How near to the edge a kept repair may lie: above the rounding of the ten digits that it is kept with. */
const EDGE = 1e-8;
const KEPT_DIGITS = 10;

export class Classroom {
  /** A drag goes on: the points follow without a glide. */
  isHeld = $state(false);

  readonly state: ClassroomState = $derived.by(() => this.lab.state.classroom);
  readonly tickers: string[] = $derived.by(() => {
    const count = this.state.assetCount || Math.max(this.lab.runnable.tickers.length, 2);
    return this.tickersOf(Math.min(count, CLASSROOM_LIMITS.assetCount.maximum));
  });
  /** Fractions of net asset value. */
  readonly weights: number[] = $derived.by(() => {
    const { tickers, weights } = this.lab.runnable;
    const { weighting } = this.state;
    return this.tickers.map((ticker) =>
      weighting === 'equal' ? 1 / this.tickers.length : (weights[tickers.indexOf(ticker)] ?? 0),
    );
  });
  readonly estimated: Result<Estimate> = $derived.by(() => {
    const { from, to, drift } = this.lab.runnable;
    const window = selectWindow(this.lab.market, this.tickers, from, to);
    if (!window.ok) return window;
    const estimated = estimate({ prices: window.value.prices, method: 'sample' });
    if (!estimated.ok || drift === 'sample') return estimated;
    return success({ ...estimated.value, meanDailyReturn: this.tickers.map(() => 0) });
  });
  /** Of the prices; the identity where they give none. */
  readonly real: number[][] = $derived.by(() =>
    this.estimated.ok
      ? correlationOf(this.estimated.value.covarianceDaily)
      : this.tickers.map((_, i) => this.tickers.map((_, j) => (i === j ? 1 : 0))),
  );
  /** As changed by the reader: any symmetric matrix with ones on its diagonal. */
  readonly asked: number[][] = $derived.by(() => {
    const matrix = [...this.real];
    for (const { assets, correlation } of this.state.changes) {
      const [i, j] = assets.map((ticker) => this.tickers.indexOf(ticker)) as [number, number];
      if (i < 0 || j < 0) continue;
      for (const [row, column] of [
        [i, j],
        [j, i],
      ] as const)
        matrix[row] = matrix[row]!.with(column, correlation);
    }
    return matrix;
  });
  readonly askedFactor: Result<{ factor: number[][] }> = $derived.by(() =>
    cholesky(this.asked, this.tickers),
  );
  readonly askedMix: Mix = $derived.by(() => leastMix(spectrumOf(this.asked)));
  /** Made only where the matrix asked for needs one. */
  readonly repairs: Repairs | undefined = $derived.by(() =>
    this.askedFactor.ok
      ? undefined
      : {
          nearest: nearestCorrelation(this.asked),
          clipped: clipSpectrum(this.asked),
          shrunk: shrinkToIdentity(this.asked),
        },
  );
  /** The repaired matrix, where one is asked for and needed. */
  readonly repaired: number[][] | undefined = $derived.by(() => {
    const { repair } = this.state;
    if (repair === 'none' || !this.repairs) return undefined;
    const repaired = this.repairs[repair];
    return repaired.ok ? repaired.value.correlation : undefined;
  });
  /** The matrix on the page. */
  readonly correlation: number[][] = $derived.by(() => this.repaired ?? this.asked);
  readonly factor: Result<{ factor: number[][] }> = $derived.by(() =>
    this.repaired ? cholesky(this.repaired, this.tickers) : this.askedFactor,
  );
  /** Of the matrix on the page. */
  readonly spectrum: Spectrum = $derived.by(() => spectrumOf(this.correlation));
  readonly leastMix: Mix = $derived.by(() => leastMix(this.spectrum));
  /** The pair that is drawn, within the present assets. */
  readonly pair: [number, number] = $derived.by(() => {
    const last = this.tickers.length - 1;
    const first = Math.min(this.state.pair[0], last - 1);
    return [first, Math.max(Math.min(this.state.pair[1], last), first + 1)];
  });
  readonly pairCorrelation: number = $derived.by(() => this.correlation[this.pair[0]]![this.pair[1]]!);
  /** What the pair's correlation may be with all others as they are. */
  readonly possible: Result<Interval> = $derived.by(() =>
    possibleInterval(this.correlation, ...this.pair),
  );
  /** Index of the chosen point. */
  readonly point: number = $derived.by(() =>
    Math.min(this.state.point, this.state.pointCount - 1),
  );

  /** Rows of independent normals, a point each: the first day of the paths that a run with this seed draws. */
  private readonly draws: Float64Array = $derived.by(() =>
    classroomPoints(this.lab.runnable.seed, this.state.pointCount, this.tickers.length),
  );
  /** The pair's draws, x0, y0, x1, y1, ... */
  readonly noise: Float64Array = $derived.by(() => {
    const { draws, pair, tickers } = this;
    const n = tickers.length;
    return Float64Array.from(
      { length: (draws.length / n) * 2 },
      (_, k) => draws[(k >> 1) * n + pair[k & 1]!]!,
    );
  });
  private readonly coordinates: [Float64Array, Float64Array] | undefined = $derived.by(() => {
    const { factor, draws, pair } = this;
    if (!factor.ok) return undefined;
    const rows = factor.value.factor;
    return [coordinate(draws, rows[pair[0]]!), coordinate(draws, rows[pair[1]]!)];
  });
  /** x = L z of the pair, as {@link noise}; undefined where there is no factor. */
  readonly correlated: Float64Array | undefined = $derived.by(() => {
    const { coordinates } = this;
    if (!coordinates) return undefined;
    const [x, y] = coordinates;
    return Float64Array.from({ length: 2 * x.length }, (_, k) => (k & 1 ? y : x)[k >> 1]!);
  });
  /** Of the pair's points. */
  readonly sample: SampleCorrelation | undefined = $derived.by(
    () => this.coordinates && sampleCorrelation(...this.coordinates),
  );

  /** The classroom's book as a run; fails where its prices cannot be used. */
  readonly request: Result<SimulationRequest> = $derived.by(() => {
    if (!this.estimated.ok) return this.estimated;
    const { horizonDays, confidence, seed, rebalancing } = this.lab.runnable;
    return success({
      version: 1,
      tickers: this.tickers,
      weights: this.weights,
      ...this.estimated.value,
      horizonDays,
      pathCount: this.state.comparedPaths,
      confidence,
      seed,
      rebalancing,
      shock: { model: 'normal' },
      sampling: 'plain',
    } satisfies SimulationRequest);
  });
  /** The book with the real correlations, with none, and with one value for all. */
  readonly comparedRequests: Result<NamedRequest[]> = $derived.by(() => {
    if (!this.request.ok) return this.request;
    const { commonCorrelation } = this.state;
    const cases = correlationCases(this.request.value, commonCorrelation);
    if (!cases.ok) return cases;
    const { real, zero, common } = cases.value;
    return success([
      { name: 'the real correlations', request: real },
      { name: 'no correlation', request: zero },
      { name: `all at ${commonCorrelation}`, request: common },
    ]);
  });
  readonly comparison: Comparison;

  /** Steps of the lesson that were done in this browser, from 1. */
  stepsDone: number[] = $state.raw(readProgress());
  readonly isLessonDone: boolean = $derived.by(() => {
    const { state, spectrum, sample, possible, comparison } = this;
    const [, zero, common] = comparison.results ?? [];
    return (
      LESSONS[state.lessonStep - 1]?.isDone({
        state,
        assetCount: this.tickers.length,
        chosenDraw: this.noise[2 * this.point] ?? NaN,
        correlation: this.pairCorrelation,
        sampleInterval: sample?.interval,
        possible: possible.ok ? possible.value : undefined,
        smallestEigenvalue: spectrum.values[0]!,
        commonExceedsNoise:
          zero && common && difference(common.result, zero.result).exceedsNoise,
      }) ?? false
    );
  });

  constructor(readonly lab: Lab) {
    this.comparison = new Comparison(lab.client);
  }

  /** Opens a step of the lesson in the state that it starts from. */
  openLesson(step: number): void {
    this.comparison.clear();
    this.lab.state.classroom = lessonState(step, this.tickersOf(4));
  }

  closeLesson(): void {
    this.edit({ lessonStep: 0 });
  }

  /** Keeps that the present step was done. */
  keepProgress(): void {
    const { lessonStep } = this.state;
    if (this.stepsDone.includes(lessonStep)) return;
    this.stepsDone = [...this.stepsDone, lessonStep].toSorted((a, b) => a - b);
    writeProgress(this.stepsDone);
  }

  /** The book's first assets, then others of the market. */
  private tickersOf(count: number): string[] {
    const { tickers } = this.lab.runnable;
    const others = this.lab.market.tickers.filter((ticker) => !tickers.includes(ticker));
    return [...tickers, ...others].slice(0, count);
  }

  /** The independent normals of a point, one an asset. */
  drawsOf(point: number): Float64Array {
    const n = this.tickers.length;
    return this.draws.subarray(point * n, (point + 1) * n);
  }

  setPointCount(count: number): void {
    this.edit({ pointCount: wholeWithin(CLASSROOM_LIMITS.pointCount, count) });
  }

  /** `point`: its index, from 0. */
  choosePoint(point: number): void {
    this.edit({ point: wholeWithin({ minimum: 0, maximum: this.state.pointCount - 1 }, point) });
  }

  setAssetCount(count: number): void {
    this.edit({ assetCount: wholeWithin(CLASSROOM_LIMITS.assetCount, count) });
  }

  edit(change: Partial<ClassroomState>): void {
    Object.assign(this.lab.state.classroom, change);
  }

  /** The value at risk of the rebalanced book with these correlations, exact; undefined where the law has no such form. */
  valueAtRisk(correlation: number[][]): number | undefined {
    if (!this.estimated.ok) return undefined;
    const { covarianceDaily, meanDailyReturn } = this.estimated.value;
    const parts = this.weights.map((weight, i) => weight * Math.sqrt(covarianceDaily[i]![i]!));
    const variance = parts.reduce(
      (sum, part, i) => sum + part * parts.reduce((inner, other, j) => inner + correlation[i]![j]! * other, 0),
      0,
    );
    const drift = this.weights.reduce((sum, weight, i) => sum + weight * meanDailyReturn[i]!, 0);
    const { horizonDays, confidence } = this.lab.runnable;
    return exactTail(drift, Math.sqrt(Math.max(variance, 0)), horizonDays, confidence)?.valueAtRisk;
  }

  choosePair(a: number, b: number): void {
    if (a === b) return;
    this.edit({ pair: [Math.min(a, b), Math.max(a, b)] });
  }

  /** Sets the pair's correlation; stops at the ends of what is possible, unless the reader goes beyond. */
  setCorrelation(value: number): void {
    this.setCorrelationOf(this.pair, value);
  }

  setCorrelationOf([i, j]: [number, number], value: number): void {
    this.keepRepair();
    const possible = possibleInterval(this.asked, i, j);
    const stops = possible.ok && !this.state.goesBeyond;
    const [low, high] = stops ? possible.value : [-1, 1];
    const correlation = Math.min(Math.max(value, low), high);
    const assets: [string, string] = [this.tickers[i]!, this.tickers[j]!];
    const others = this.state.changes.filter(
      (change) => !assets.every((ticker) => change.assets.includes(ticker)),
    );
    this.edit({ changes: [...others, { assets, correlation }] });
  }

  /** Back to the correlations of the prices. */
  reset(): void {
    this.edit({ changes: [], repair: 'none' });
  }

  /**
   * Makes a repaired matrix the one that further changes start from. It lies on the edge of what is possible: moved
   * inwards by {@link EDGE}, it stays possible with the digits that a link keeps.
   */
  private keepRepair(): void {
    const { repaired, tickers } = this;
    if (!repaired) {
      if (this.state.repair !== 'none') this.edit({ repair: 'none' });
      return;
    }
    const changes = tickers.flatMap((first, i) =>
      tickers.slice(i + 1).map((second, k) => ({
        assets: [first, second] as [string, string],
        correlation: Number((repaired[i]![i + 1 + k]! * (1 - EDGE)).toFixed(KEPT_DIGITS)),
      })),
    );
    this.edit({ changes, repair: 'none' });
  }
}
