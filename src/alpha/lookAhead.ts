/** Does a strategy know the future? Change the prices behind a bar, and see whether what it did up to there moves. */
import { pathNormals, splitInteger } from '../math/normals';
import { philox } from '../math/philox';
import { failure, success, type Result } from '../result';

/** From the prices, one value a bar each: what a strategy decides by, and the side that it holds. */
export type Strategy = (
  x: Float64Array,
  y: Float64Array,
) => Result<{ decidesBy: ArrayLike<number>[]; position: ArrayLike<number> }>;

export interface LookAheadTrial {
  /** The last bar whose prices are left as they are. */
  perturbedBar: number;
  /** The first bar up to there at which anything moved, to the last bit; undefined where nothing did. */
  firstMovedBar: number | undefined;
  /** The first at which another side was held; a position is coarse, and may stand where the signal moved. */
  firstMovedPosition: number | undefined;
}

export interface LookAhead {
  trials: LookAheadTrial[];
  /** Trials in which something moved. */
  leaks: number;
  /** The earliest bar that moved in any trial: there the strategy knew what was still to come. */
  firstLeakBar: number | undefined;
  /** The earliest bar at which it held something else for it. */
  firstMovedPosition: number | undefined;
}

/** Streams (fourth counter word) of the perturbed prices and of the bars behind which they begin. */
const PRICE_STREAM = 2;
const BAR_STREAM = 4;
/** Standard deviation of the logarithm by which each later price is moved: the future is a wholly different one. */
const PERTURBATION = 0.01;

/**
 * Runs the strategy again in each of `trials` other futures, each behind a bar of its own, and compares to the last bit.
 * Yields the share done. A trial depends on (seed, its number) alone. Needs three bars.
 */
export function* findLookAhead(
  strategy: Strategy,
  { x, y }: { x: ArrayLike<number>; y: ArrayLike<number> },
  { trials, seed }: { trials: number; seed: number },
): Generator<number, Result<LookAhead>> {
  if (x.length < 3) {
    return failure(
      'tooShort',
      'A look-ahead needs at least three bars: load a longer series.',
      'x',
    );
  }
  const pair = { x: Float64Array.from(x), y: Float64Array.from(y) };
  const original = strategy(pair.x, pair.y);
  if (!original.ok) return original;
  const found: LookAheadTrial[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const perturbedBar = drawBar(seed, trial, x.length);
    const other = perturb(pair, perturbedBar, seed, trial);
    const rerun = strategy(other.x, other.y);
    if (!rerun.ok) return rerun;
    const firstMoved = (a: ArrayLike<number>[], b: ArrayLike<number>[]): number | undefined =>
      firstDifference(a, b, perturbedBar);
    const [before, after] = [original.value, rerun.value];
    found.push({
      perturbedBar,
      firstMovedBar: firstMoved(
        [...before.decidesBy, before.position],
        [...after.decidesBy, after.position],
      ),
      firstMovedPosition: firstMoved([before.position], [after.position]),
    });
    yield (trial + 1) / trials;
  }
  const moved = found.flatMap(({ firstMovedBar }) => firstMovedBar ?? []);
  const positions = found.flatMap(({ firstMovedPosition }) => firstMovedPosition ?? []);
  return success({
    trials: found,
    leaks: moved.length,
    firstLeakBar: earliest(moved),
    firstMovedPosition: earliest(positions),
  });
}

/** Uniform on all bars but the first and the last. */
function drawBar(seed: number, trial: number, bars: number): number {
  const words = new Uint32Array(4);
  philox(0, trial, 0, BAR_STREAM, ...splitInteger(seed), words);
  return 1 + Math.floor((words[0]! / 0x100000000) * (bars - 2));
}

interface Prices {
  x: Float64Array;
  y: Float64Array;
}

function perturb({ x, y }: Prices, bar: number, seed: number, trial: number): Prices {
  const normals = new Float64Array(2 * x.length);
  pathNormals(seed, trial, normals, PRICE_STREAM);
  const moved = (price: number, t: number, leg: number): number =>
    t <= bar ? price : price * Math.exp(PERTURBATION * normals[2 * t + leg]!);
  return {
    x: x.map((price, t) => moved(price, t, 0)),
    y: y.map((price, t) => moved(price, t, 1)),
  };
}

/** At or before `bar`. */
function firstDifference(
  before: ArrayLike<number>[],
  after: ArrayLike<number>[],
  bar: number,
): number | undefined {
  for (let t = 0; t <= bar; t++) {
    if (before.some((series, i) => !Object.is(series[t], after[i]![t]))) return t;
  }
  return undefined;
}

function earliest(bars: number[]): number | undefined {
  return bars.length > 0 ? bars.reduce((a, b) => Math.min(a, b)) : undefined;
}
