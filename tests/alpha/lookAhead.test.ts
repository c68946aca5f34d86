import { describe, expect, it } from 'vitest';
import { finish } from '../../src/alpha/kalman';
import { findLookAhead, type LookAhead, type Strategy } from '../../src/alpha/lookAhead';
import { strategyOf } from '../../src/alpha/strategies';
import { success } from '../../src/result';
import { intradayPair } from '../reference/intradayPair';

const input = {
  ...intradayPair,
  delta: 1e-6,
  measurementVariance: 1e-3,
  initialCovariance: 'diffuse',
  entry: 2,
  exit: 0.5,
  rule: 'held',
  burnInBars: 60,
  flatOvernight: true,
  delayBars: 1,
} as const;
const TRIALS = 200;

function search(strategy: Strategy, trials = TRIALS, seed = 42): LookAhead {
  const found = finish(findLookAhead(strategy, intradayPair, { trials, seed }));
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

it('finds none in the filter and its trades, at 200 of 200 bars', () => {
  const { trials, leaks, firstLeakBar, firstMovedPosition } = search(strategyOf('filter', input));
  expect(leaks).toBe(0);
  expect(firstMovedPosition).toBeUndefined();
  expect(firstLeakBar).toBeUndefined();
  const bars = trials.map(({ perturbedBar }) => perturbedBar);
  expect(Math.min(...bars)).toBeGreaterThan(0);
  expect(Math.max(...bars)).toBeLessThan(intradayPair.x.length - 1);
  expect(new Set(bars).size).toBeGreaterThan(150);
});

describe.each(['fittedNoise', 'scaledByAll', 'smoother'] as const)('catches %s', (id) => {
  it('at 200 of 200 bars, because what it decides by is a function of every later price', () => {
    const { leaks, trials, firstLeakBar, firstMovedPosition } = search(strategyOf(id, input));
    expect(leaks).toBe(TRIALS);
    expect(trials.every((t) => t.firstMovedBar! <= t.perturbedBar)).toBe(true);
    expect(firstLeakBar).toBeLessThanOrEqual(2); // the bars for which a diffuse start leaves z open
    // None trades before the burn-in ends.
    expect(firstMovedPosition).toBeGreaterThanOrEqual(input.burnInBars);
  });
});

it('names the bar at which a strategy cheats, and the trial depends on its number alone', () => {
  // It knows the next two prices.
  const peeking: Strategy = (x) =>
    success({ decidesBy: [x.map((_, t) => x[t + 2] ?? 0)], position: new Int8Array(x.length) });
  const few = search(peeking, 10).trials;
  expect(few.every((t) => t.firstMovedBar === t.perturbedBar - 1)).toBe(true);
  expect(few.every((t) => t.firstMovedPosition === undefined)).toBe(true);
  expect(search(peeking, 20).trials.slice(0, 10)).toEqual(few);
  expect(search(peeking, 10, 43).trials).not.toEqual(few);
});

it('passes on what a strategy cannot do, and refuses two bars', () => {
  const impossible = strategyOf('filter', { ...input, entry: -1 });
  expect(finish(findLookAhead(impossible, intradayPair, { trials: 1, seed: 1 })).ok).toBe(false);
  const short = { x: [1, 2], y: [1, 2] };
  expect(finish(findLookAhead(strategyOf('filter', input), short, { trials: 1, seed: 1 })).ok).toBe(
    false,
  );
});
