import { pathNormals } from '../../src/math/normals';
import type { System } from './gaussian';

/** Prices from the filter's own model: alpha and beta walk from the given start. */
export function simulate(
  seed: number,
  bars: number,
  noises: { delta: number; measurementVariance: number },
  start: [number, number] = [1, 2],
) {
  const normals = new Float64Array(4 * bars);
  pathNormals(seed, 0, normals);
  const x = new Float64Array(bars);
  const y = new Float64Array(bars);
  const alpha = new Float64Array(bars);
  const beta = new Float64Array(bars);
  let [a, b] = start;
  for (let t = 0; t < bars; t++) {
    a += Math.sqrt(noises.delta) * normals[4 * t]!;
    b += Math.sqrt(noises.delta) * normals[4 * t + 1]!;
    x[t] = 3 + normals[4 * t + 2]!;
    alpha[t] = a;
    beta[t] = b;
    y[t] = a + b * x[t]! + Math.sqrt(noises.measurementVariance) * normals[4 * t + 3]!;
  }
  return { x, y, alpha, beta, ...noises };
}

/** A random system of 12 bars: noises over three decades each, a start that is given, known, or diffuse by turns. */
export function randomSystem(seed: number): System {
  const normals = new Float64Array(8);
  pathNormals(seed, 1, normals);
  const [n0, n1, a, b, p, q, r] = normals as unknown as number[];
  const noises = { delta: 10 ** (-2 + n0!), measurementVariance: 10 ** (-1 + n1!) };
  const { x, y } = simulate(seed, 12, noises, [a!, b!]);
  const given = [
    [p! * p! + 0.1, p! * q!],
    [p! * q!, q! * q! + r! * r!],
  ];
  const starts = [given, [[0, 0], [0, 0]], 'diffuse' as const]; // prettier-ignore
  const initialState: [number, number] = [b!, a!];
  const prices = { x: Array.from(x), y: Array.from(y) };
  return { ...prices, ...noises, initialState, initialCovariance: starts[seed % 3]! };
}
