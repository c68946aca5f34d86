/** How a run is tallied: bins, fixed-point scales, and which returns are worth keeping. */
import { LowestValues } from '../math/lowestValues';
import { horizonMoments } from './model';
import type { Returns } from './kernel';
import type { SimulationRequest } from './request';
import { BIN_COUNT, type TallyPlan } from './tally';

/** Paths of the pilot, which are also the first paths of the run. */
export const PILOT_PATHS = 2 ** 16;
/** Half-width of the first bracket, in standard errors of the pilot's quantile: missed once in 1e10 runs. */
export const BRACKET_ERRORS = 6.5;
export const WORST_COUNT = 10;

const LARGEST_FLOAT32 = 3.4028234663852886e38;
/** Bars to a standard deviation, at least; and standard deviations shown on each side of the mean. */
const BARS_PER_DEVIATION = 10;
const BARS_REACH = 4.5;
/** Of a book without risk or drift. */
const RISKLESS_SPREAD = 1e-6;
/** Keeps the scales within float32. */
const SMALLEST_EXPONENT = -100;

/** The bins of a request: they follow from its model alone, so that they stand still whatever the paths. */
export interface HistogramBins {
  binsPerUnit: number;
  lowestBin: number;
  /** The first and last bin shown; they hold everything beyond as well. */
  firstBar: number;
  lastBar: number;
}

export function histogramBins(request: SimulationRequest): HistogramBins {
  const { mean, deviation } = horizonMoments(request);
  // Under 1e-5 of the mean, float32 has too few values between two edges; a book without risk still needs a scale.
  const spread = Math.max(deviation, 1e-5 * Math.abs(mean)) || RISKLESS_SPREAD;
  const binsPerUnit = Math.fround(1 / niceBelow(spread / BARS_PER_DEVIATION));
  const reach = Math.ceil(BARS_REACH * spread * binsPerUnit);
  return {
    binsPerUnit,
    lowestBin: Math.floor(mean * binsPerUnit) - BIN_COUNT / 2,
    firstBar: BIN_COUNT / 2 - reach,
    lastBar: BIN_COUNT / 2 + reach,
  };
}

/**
 * The plan of a request, from a pilot (its first returns). Where the pilot is the whole run, everything up to the
 * mildest order statistic is kept; else a bracket of `errors` standard errors around the quantile, and all that is
 * worse than the pilot's tenth worst.
 */
export function planTally(request: SimulationRequest, pilot: Returns, errors: number): TallyPlan {
  const { binsPerUnit, lowestBin } = histogramBins(request);
  const n = pilot.length;
  const probability = 1 - request.confidence;
  const margin = errors * Math.sqrt(n * probability * request.confidence) + 1;
  const lowRank = Math.floor(n * probability - margin);
  const highRank = Math.min(Math.ceil(n * probability + margin), n - 1);
  const lowest = new LowestValues(Math.max(highRank + 1, WORST_COUNT));
  lowest.add(pilot);
  const sorted = lowest.ascending();
  const bracketHigh = sorted[highRank]!;
  const isWhole = n === request.pathCount;
  // Where both ends are one value (a law with atoms), the ties at the upper end hold the quantile.
  const hasLowEnd = !isWhole && lowRank >= 0 && sorted[lowRank]! < bracketHigh;
  const bracketLow = hasLowEnd ? sorted[lowRank]! : -LARGEST_FLOAT32;
  const centre = Math.fround(meanOf(pilot));
  const whole = scalesFor(reachOf(pilot, centre));
  const below = scalesFor(hasLowEnd ? bracketLow - sorted[0]! : 0);
  return {
    binsPerUnit,
    lowestBin,
    centre,
    sumScale: whole.sum,
    squareScale: whole.square,
    belowScale: below.sum,
    belowSquareScale: below.square,
    extreme: sorted[Math.min(WORST_COUNT, n) - 1]!,
    bracketLow,
    bracketHigh,
  };
}

function meanOf(values: Returns): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The largest distance from the centre. */
function reachOf(pilot: Returns, centre: number): number {
  let reach = 0;
  for (const value of pilot) reach = Math.max(reach, Math.abs(value - centre));
  return reach;
}

/** Powers of two such that 16 times the pilot's reach is neither clamped (2^26) nor overflows squared (2^31). */
function scalesFor(reach: number): { sum: number; square: number } {
  const exponent = reach > 0 ? Math.max(Math.ceil(Math.log2(reach)), SMALLEST_EXPONENT) : 0;
  return { sum: 2 ** (22 - exponent), square: 2 ** (11 - exponent) };
}

/** The largest of 1, 2, 2.5, 5 times a power of ten that is not above `value`. */
function niceBelow(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const step = [5, 2.5, 2, 1].find((factor) => factor * decade <= value) ?? 1;
  return step * decade;
}
