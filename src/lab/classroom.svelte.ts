/** The Cholesky classroom: what follows from its state, by the code that computes the risk. */
import { cholesky } from '../math/cholesky';
import { possibleInterval, type Interval } from '../math/correlationInterval';
import { leastMix, symmetricEigen, type Mix, type SymmetricEigen } from '../math/eigen';
import { correlationOf, type Estimate } from '../market/covariance';
import { estimate } from '../market/estimate';
import {
  clipSpectrum,
  nearestCorrelation,
  shrinkToIdentity,
  type RepairedCorrelation,
} from '../market/nearestCorrelation';
import { selectWindow } from '../market/window';
import { success, type Result } from '../result';
import { exactTail } from '../risk/exactTail';
import { uniformCorrelation } from '../simulation/correlated';
import {
  CLASSROOM_LIMITS,
  wholeWithin,
  type ClassroomState,
  type RepairName,
} from './classroomState';
import type { Lab } from './lab.svelte';
import type { LabState } from './state';

/** Matrices that stand for one that is not positive semidefinite. */
export type Repairs = Record<Exclude<RepairName, 'none'>, Result<RepairedCorrelation>>;

/** How far inside the edge a kept repair is moved: more than the rounding of the ten digits that it is kept with. */
const EDGE = 1e-8;
const KEPT_DIGITS = 10;

export class Classroom {
  /** A drag goes on: the points follow without a glide. */
  isHeld = $state(false);

  readonly state: ClassroomState = $derived.by(() => this.lab.state.classroom);
  // As text: what is equal to what it was changes nothing below, such as when another seed is drawn.
  private readonly names: string = $derived.by(() => {
    const { tickers } = this.lab.runnable;
    const others = this.lab.market.tickers.filter((ticker) => !tickers.includes(ticker));
    const count = this.state.assetCount || Math.max(tickers.length, 2);
    const most = CLASSROOM_LIMITS.assetCount.maximum;
    return [...tickers, ...others].slice(0, Math.min(count, most)).join(' ');
  });
  private readonly from: string = $derived.by(() => this.lab.runnable.from);
  private readonly to: string = $derived.by(() => this.lab.runnable.to);
  private readonly drift: LabState['drift'] = $derived.by(() => this.lab.runnable.drift);

  /** The book's first assets, then others of the market. */
  readonly tickers: string[] = $derived.by(() => this.names.split(' '));
  /** Fractions of net asset value. */
  readonly weights: number[] = $derived.by(() => {
    const { tickers, weights } = this.lab.runnable;
    const { weighting } = this.state;
    return this.tickers.map((ticker) =>
      weighting === 'equal' ? 1 / this.tickers.length : (weights[tickers.indexOf(ticker)] ?? 0),
    );
  });
  readonly estimated: Result<Estimate> = $derived.by(() => {
    const window = selectWindow(this.lab.market, this.tickers, this.from, this.to);
    if (!window.ok) return window;
    const estimated = estimate({ prices: window.value.prices, method: 'sample' });
    if (!estimated.ok || this.drift === 'sample') return estimated;
    return success({ ...estimated.value, meanDailyReturn: this.tickers.map(() => 0) });
  });
  /** Of the prices; independence where they give none. */
  private readonly real: number[][] = $derived.by(() =>
    this.estimated.ok
      ? correlationOf(this.estimated.value.covarianceDaily)
      : uniformCorrelation(this.tickers.length, 0),
  );
  /** As changed by the reader: any symmetric matrix with ones on its diagonal. */
  private readonly asked: number[][] = $derived.by(() => {
    const matrix = [...this.real];
    for (const { assets, correlation } of this.state.changes) {
      const [i, j] = assets.map((ticker) => this.tickers.indexOf(ticker)) as [number, number];
      if (i < 0 || j < 0) continue;
      matrix[i] = matrix[i]!.with(j, correlation);
      matrix[j] = matrix[j]!.with(i, correlation);
    }
    return matrix;
  });
  readonly askedFactor: Result<{ factor: number[][] }> = $derived.by(() =>
    cholesky(this.asked, this.tickers),
  );
  readonly askedMix: Mix = $derived.by(() => leastMix(symmetricEigen(this.asked)));
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
  private readonly repaired: number[][] | undefined = $derived.by(() => {
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
  /** Of the matrix on the page, the largest eigenvalue first. */
  readonly spectrum: SymmetricEigen = $derived.by(() => symmetricEigen(this.correlation));
  readonly leastMix: Mix = $derived.by(() => leastMix(this.spectrum));
  /** Exact, of the rebalanced book; undefined without a factor, or where the law has no such form. */
  readonly valueAtRisk: number | undefined = $derived.by(() =>
    this.factor.ok ? this.valueAtRiskOf(this.correlation) : undefined,
  );
  /** The pair that is drawn, within the present assets. */
  readonly pair: [number, number] = $derived.by(() => {
    const last = this.tickers.length - 1;
    const first = Math.min(this.state.pair[0], last - 1);
    return [first, Math.max(Math.min(this.state.pair[1], last), first + 1)];
  });
  /** The asset beside the pair; undefined where there are only two. */
  readonly third: number | undefined = $derived.by(() => {
    const others = this.tickers.map((_, i) => i).filter((i) => !this.pair.includes(i));
    return others.includes(this.state.third) ? this.state.third : others[0];
  });
  readonly pairCorrelation: number = $derived.by(
    () => this.correlation[this.pair[0]]![this.pair[1]]!,
  );
  /** What the pair's correlation may be with all others as they are. */
  readonly possible: Result<Interval> = $derived.by(() =>
    possibleInterval(this.correlation, ...this.pair),
  );

  constructor(readonly lab: Lab) {}

  edit(change: Partial<ClassroomState>): void {
    Object.assign(this.lab.state.classroom, change);
  }

  /** The value at risk with other correlations at the same volatilities. */
  valueAtRiskOf(correlation: number[][]): number | undefined {
    if (!this.estimated.ok) return undefined;
    const { covarianceDaily, meanDailyReturn } = this.estimated.value;
    const parts = this.weights.map((weight, i) => weight * Math.sqrt(covarianceDaily[i]![i]!));
    let variance = 0;
    correlation.forEach((row, i) => row.forEach((r, j) => (variance += r * parts[i]! * parts[j]!)));
    const drift = this.weights.reduce((sum, weight, i) => sum + weight * meanDailyReturn[i]!, 0);
    const { horizonDays, confidence } = this.lab.runnable;
    const volatility = Math.sqrt(Math.max(variance, 0));
    return exactTail(drift, volatility, horizonDays, confidence)?.valueAtRisk;
  }

  setAssetCount(count: number): void {
    this.edit({ assetCount: wholeWithin(CLASSROOM_LIMITS.assetCount, count) });
  }

  choosePair(a: number, b: number): void {
    if (a !== b) this.edit({ pair: [Math.min(a, b), Math.max(a, b)] });
  }

  /** Sets a correlation; stops at the ends of what is possible, unless the reader goes beyond. */
  setCorrelation([i, j]: [number, number], value: number): void {
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

  /** Makes the repaired matrix the one that further changes start from, a trace inside the edge that it lies on. */
  private keepRepair(): void {
    const { repaired, tickers } = this;
    if (this.state.repair !== 'none') this.edit({ repair: 'none' });
    if (!repaired) return;
    const inside = (value: number): number => Number((value * (1 - EDGE)).toFixed(KEPT_DIGITS));
    const changes = tickers.flatMap((first, i) =>
      tickers.slice(i + 1).map((second, k) => ({
        assets: [first, second] as [string, string],
        correlation: inside(repaired[i]![i + 1 + k]!),
      })),
    );
    this.edit({ changes });
  }
}
