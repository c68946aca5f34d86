/** The classroom's points: the same draws whatever the correlations, and where the factor puts them. */
import { classroomPoints, coordinate } from '../math/classroomPoints';
import { sampleCorrelation, type SampleCorrelation } from '../risk/sampleCorrelation';
import type { Classroom } from './classroom.svelte';
import { CLASSROOM_LIMITS, wholeWithin } from './classroomState';

export class ClassroomNoise {
  /** Rows of independent normals, a point each: the first day of the paths that a run with this seed draws. */
  private readonly draws: Float64Array = $derived.by(() =>
    classroomPoints(
      this.classroom.lab.runnable.seed,
      this.classroom.state.pointCount,
      this.classroom.tickers.length,
    ),
  );
  /** The pair's draws, a point after the other. */
  readonly independent: Float64Array = $derived.by(() => {
    const { draws } = this;
    const { pair, tickers } = this.classroom;
    const [first, second] = pair.map((asset) =>
      Float64Array.from(
        { length: draws.length / tickers.length },
        (_, k) => draws[k * tickers.length + asset]!,
      ),
    );
    return interleaved(first!, second!);
  });
  private readonly coordinates: [Float64Array, Float64Array] | undefined = $derived.by(() => {
    const { factor, pair } = this.classroom;
    if (!factor.ok) return undefined;
    const rows = factor.value.factor;
    return [coordinate(this.draws, rows[pair[0]]!), coordinate(this.draws, rows[pair[1]]!)];
  });
  /** x = L z of the pair; undefined where there is no factor. */
  readonly correlated: Float64Array | undefined = $derived.by(
    () => this.coordinates && interleaved(...this.coordinates),
  );
  /** Of the pair's points. */
  readonly sample: SampleCorrelation | undefined = $derived.by(
    () => this.coordinates && sampleCorrelation(...this.coordinates),
  );
  /** Index of the chosen point. */
  readonly point: number = $derived.by(() =>
    Math.min(this.classroom.state.point, this.classroom.state.pointCount - 1),
  );
  /** The independent normals of the chosen point, one an asset. */
  readonly chosen: Float64Array = $derived.by(() => {
    const n = this.classroom.tickers.length;
    return this.draws.subarray(this.point * n, (this.point + 1) * n);
  });

  constructor(private readonly classroom: Classroom) {}

  setPointCount(count: number): void {
    this.classroom.edit({ pointCount: wholeWithin(CLASSROOM_LIMITS.pointCount, count) });
  }

  /** `point`: its index, from 0. */
  choose(point: number): void {
    const maximum = this.classroom.state.pointCount - 1;
    this.classroom.edit({ point: wholeWithin({ minimum: 0, maximum }, point) });
  }
}

/** x0, y0, x1, y1, ... */
function interleaved(x: Float64Array, y: Float64Array): Float64Array {
  return Float64Array.from({ length: 2 * x.length }, (_, k) => (k & 1 ? y : x)[k >> 1]!);
}
