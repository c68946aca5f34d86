/** What the studies of the alpha panel share. */
import type { LikelihoodSurface } from '../../alpha/likelihoodSurface';

/** Series up to here are studied as soon as the section is in view: some seconds of one core. Bars. */
export const SHORT_SERIES_BARS = 10_000;

/** The surface with every second value of both noises: cells that a finger can hit. */
export function everySecond(surface: LikelihoodSurface): LikelihoodSurface {
  const half = <T>(values: T[]): T[] => values.filter((_, i) => i % 2 === 0);
  return {
    deltas: half(surface.deltas),
    measurementVariances: half(surface.measurementVariances),
    logLikelihood: half(surface.logLikelihood).map(half),
  };
}
