/**
 * The model of the filter as one normal law of all states and prices at once, conditioned by dense linear algebra: no
 * recursion, so nothing in common with the filter.
 */
import { determinant, inverse, Matrix } from 'ml-matrix';

export interface System {
  x: number[];
  y: number[];
  delta: number;
  measurementVariance: number;
  initialState: [number, number];
  initialCovariance: number[][] | 'diffuse';
}

export interface Conditional {
  state: number[];
  covariance: number[][];
}

/** Of the state after bar `at`, given the first `known` prices. */
export function conditionalState(system: System, at: number, known: number): Conditional {
  const { y, initialState, initialCovariance } = system;
  const design = designOf(system, known);
  const precision = inverse(priceCovariance(system, known));
  const across = stateAcrossPrices(system, at, known);
  const gain = across.mmul(precision);
  const walk = Matrix.eye(2).mul(system.delta * (at + 1));
  const start = Matrix.columnVector(initialState);
  if (initialCovariance !== 'diffuse') {
    const residual = Matrix.columnVector(y.slice(0, known)).sub(design.mmul(start));
    const prior = new Matrix(initialCovariance).add(walk);
    return read(Matrix.add(start, gain.mmul(residual)), prior.sub(gain.mmul(across.transpose())));
  }
  // The start by generalised least squares, the walk by what is left: universal kriging.
  const uncertainty = inverse(design.transpose().mmul(precision).mmul(design));
  const prices = Matrix.columnVector(y.slice(0, known));
  const fitted = uncertainty.mmul(design.transpose()).mmul(precision).mmul(prices);
  const rest = Matrix.sub(Matrix.eye(2), gain.mmul(design));
  const state = Matrix.add(fitted, gain.mmul(prices.sub(design.mmul(fitted))));
  const fromWalk = Matrix.sub(walk, gain.mmul(across.transpose()));
  return read(state, fromWalk.add(rest.mmul(uncertainty).mmul(rest.transpose())));
}

/** Of all prices, where the start is given. */
export function logDensity(system: System): number {
  const { y, initialState } = system;
  const n = y.length;
  const mean = designOf(system, n).mmul(Matrix.columnVector(initialState));
  const residual = Matrix.columnVector(y).sub(mean);
  const covariance = priceCovariance(system, n);
  const logDeterminant = Math.log(determinant(covariance));
  const distance = residual.transpose().mmul(inverse(covariance)).mmul(residual).get(0, 0);
  return -0.5 * (n * Math.log(2 * Math.PI) + logDeterminant + distance);
}

function designOf({ x }: System, known: number): Matrix {
  return new Matrix(x.slice(0, known).map((price) => [1, price]));
}

/** The start's covariance, none where it is diffuse. */
function startCovariance({ initialCovariance }: System): Matrix {
  return initialCovariance === 'diffuse' ? Matrix.zeros(2, 2) : new Matrix(initialCovariance);
}

function priceCovariance(system: System, known: number): Matrix {
  const { x, delta, measurementVariance } = system;
  const design = designOf(system, known);
  const covariance = design.mmul(startCovariance(system)).mmul(design.transpose());
  for (let s = 0; s < known; s++) {
    for (let t = 0; t < known; t++) {
      const walk = delta * (Math.min(s, t) + 1) * (1 + x[s]! * x[t]!);
      const own = s === t ? measurementVariance : 0;
      covariance.set(s, t, covariance.get(s, t) + walk + own);
    }
  }
  return covariance;
}

/** 2 x known. */
function stateAcrossPrices(system: System, at: number, known: number): Matrix {
  const design = designOf(system, known);
  const covariance = startCovariance(system).mmul(design.transpose());
  for (let t = 0; t < known; t++) {
    const walk = system.delta * (Math.min(at, t) + 1);
    covariance.set(0, t, covariance.get(0, t) + walk);
    covariance.set(1, t, covariance.get(1, t) + walk * system.x[t]!);
  }
  return covariance;
}

function read(state: Matrix, covariance: Matrix): Conditional {
  return { state: state.to1DArray(), covariance: covariance.to2DArray() };
}
