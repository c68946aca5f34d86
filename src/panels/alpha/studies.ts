/** What the studies of the alpha panel share. */
import type { Noises } from '../../alpha/likelihood';
import type { LikelihoodSurface } from '../../alpha/likelihoodSurface';
import { DEFAULT_ALPHA } from '../../lab/alphaState';

/** The original's: any others may have been chosen on the bars that they are tested on, which no change of the future shows. */
export function hasPublishedNoises({ delta, measurementVariance }: Noises): boolean {
  return delta === DEFAULT_ALPHA.delta && measurementVariance === DEFAULT_ALPHA.measurementVariance;
}

/** Series up to here are studied as soon as the section is in view: some seconds of one core. Bars. */
export const SHORT_SERIES_BARS = 10_000;

/** The surface as a distance from its maximum, 0 or less, at every second value of both noises: cells that a finger can hit. */
export function belowMaximum(surface: LikelihoodSurface, maximum: number): LikelihoodSurface {
  const half = <T>(values: T[]): T[] => values.filter((_, i) => i % 2 === 0);
  return {
    deltas: half(surface.deltas),
    measurementVariances: half(surface.measurementVariances),
    // A cell beside the maximum found by search may exceed it by rounding.
    logLikelihood: half(surface.logLikelihood).map((row) =>
      half(row).map((value) => Math.min(value - maximum, 0)),
    ),
  };
}
