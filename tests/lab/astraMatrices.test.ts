import { describe, expect, it } from 'vitest';
import { createAstra, type LinkedPage } from '../../src/lab/astra';
import type { SimulationClient } from '../../src/lab/client';
import { embeddedMarket } from '../reference/astraBook';

// Matrices need neither the worker nor the page.
const astra = createAstra({} as SimulationClient, embeddedMarket(), {} as LinkedPage);
const impossible = [
  [1, 0.9, 0.7],
  [0.9, 1, 0.3],
  [0.7, 0.3, 1],
];

describe('window.astra.nearestCorrelation', () => {
  it('mends what cholesky refuses', () => {
    expect(astra.cholesky(impossible).ok).toBe(false);
    const nearest = astra.nearestCorrelation(impossible);
    if (!nearest.ok) throw new Error(nearest.error.message);
    expect(nearest.value.correlation[0]![1]).toBeCloseTo(0.894575292, 8); // QuantLib, matrices.cpp
    expect(nearest.value.frobeniusDistance).toBeCloseTo(0.0097279573, 8);
    expect(astra.cholesky(nearest.value.correlation).ok).toBe(true);
    expect(structuredClone(nearest)).toEqual(nearest);
  });

  it('takes weights', () => {
    const heavy = astra.nearestCorrelation(impossible, { weights: [100, 1, 1] });
    const plain = astra.nearestCorrelation(impossible);
    expect(heavy.ok && plain.ok && heavy.value.frobeniusDistance).toBeGreaterThan(
      plain.ok ? plain.value.frobeniusDistance : Infinity,
    );
  });

  it.each([
    [undefined, undefined, 'badInput', 'input'],
    ['wide', undefined, 'badInput', 'input'],
    [[[1, '0']], undefined, 'badInput', '0.1'],
    [[[1, NaN]], undefined, 'badInput', '0.1'],
    [[], undefined, 'empty', undefined],
    [[[1, 0]], undefined, 'notSquare', 'row 1'],
    [[[2]], undefined, 'notUnitDiagonal', 'row 1'],
    [impossible, 'heavy', 'badInput', 'input'],
    [impossible, { weights: 'heavy' }, 'badInput', 'weights'],
    [impossible, { weights: [1, 2] }, 'badWeights', 'weights'],
  ])('never throws: %j with %j is %s at %s', (matrix, options, code, where) => {
    const input = [matrix, options] as unknown as Parameters<typeof astra.nearestCorrelation>;
    const error = where === undefined ? { code } : { code, where };
    expect(astra.nearestCorrelation(...input)).toMatchObject({ ok: false, error });
  });
});
