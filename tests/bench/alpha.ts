/** What `alpha.mjs` times of the alpha engine. */
import { kalman } from '../../src/alpha/kalman';

export { runBacktests } from './backtests';

/** A pair whose hedge ratio is 3.5; `alpha.py` makes the same. */
export function longPair(bars: number): { x: Float64Array; y: Float64Array } {
  const x = Float64Array.from({ length: bars }, (_, t) => 28 + Math.sin(t / 1000));
  const y = x.map((price, t) => 3.5 * price + 0.05 * Math.sin(0.7 * t));
  return { x, y };
}

/** One pass with all its outputs. */
export function runFilter(pair: { x: Float64Array; y: Float64Array }): {
  elapsedMs: number;
  lastBeta: number;
} {
  const start = performance.now();
  const path = kalman({ ...pair, delta: 1e-5, measurementVariance: 1e-3 });
  const elapsedMs = performance.now() - start;
  if (!path.ok) throw new Error(path.error.message);
  return { elapsedMs, lastBeta: path.value.beta.at(-1) };
}
