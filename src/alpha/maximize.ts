/** Of the interval from `low` to `high`, how finely the argument is told: a smooth hill is flat to rounding within it. */
const TOLERANCE = 1e-8;
const GOLDEN = (3 - Math.sqrt(5)) / 2;

/**
 * Where a function of one number is largest from `low` to `high`: the best of `steps` + 1 points in equal distance,
 * refined between its neighbours by golden sections (Kiefer 1953), so that of several hills the highest is climbed where
 * the grid shows it. `atBound`: the best point is an end of the interval. Yields the share done.
 */
export function* maximizing(
  f: (argument: number) => number,
  low: number,
  high: number,
  steps: number,
): Generator<number, { argument: number; atBound: boolean }> {
  const point = (i: number): number => low + ((high - low) * i) / steps;
  const refinements = Math.ceil(Math.log((TOLERANCE * steps) / 2) / Math.log(1 - GOLDEN));
  const evaluations = steps + 3 + refinements;
  let best = 0;
  let largest = -Infinity;
  for (let i = 0; i <= steps; i++) {
    const value = f(point(i));
    if (value > largest) [best, largest] = [i, value];
    yield (i + 1) / evaluations;
  }
  if (best === 0 || best === steps) return { argument: point(best), atBound: true };
  let [a, b] = [point(best - 1), point(best + 1)];
  let [left, right] = [a + GOLDEN * (b - a), b - GOLDEN * (b - a)];
  let [atLeft, atRight] = [f(left), f(right)];
  for (let k = 1; k <= refinements; k++) {
    if (atLeft > atRight) {
      [b, right, atRight] = [right, left, atLeft];
      left = a + GOLDEN * (b - a);
      atLeft = f(left);
    } else {
      [a, left, atLeft] = [left, right, atRight];
      right = b - GOLDEN * (b - a);
      atRight = f(right);
    }
    yield (steps + 3 + k) / evaluations;
  }
  return { argument: (a + b) / 2, atBound: false };
}
