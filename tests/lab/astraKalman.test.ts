import { describe, expect, it } from 'vitest';
import { kalman, type KalmanInput } from '../../src/alpha/kalman';
import type { AlphaClient } from '../../src/lab/alphaClient';
import { createAstra, type LinkedPage } from '../../src/lab/astra';
import type { SimulationClient } from '../../src/lab/client';
import { embeddedMarket } from '../reference/astraBook';
import { intradayPair, kalmanReference } from '../reference/intradayPair';

// The worker's own code, in place of the worker.
const worker = { filter: async (input: KalmanInput) => kalman(input) } as AlphaClient;
const page = {} as LinkedPage;
const astra = createAstra({} as SimulationClient, embeddedMarket(), page, worker);
const [x, y] = [Array.from(intradayPair.x), Array.from(intradayPair.y)];
const input = { x, y, delta: 1e-5, measurementVariance: 1e-3 };

describe('astra.kalman', () => {
  it('has the reference answer, in plain lists', async () => {
    const result = await astra.kalman(input);
    if (!result.ok) throw new Error(result.error.message);
    for (const { bar, ...checkpoint } of kalmanReference.checkpoints) {
      for (const [name, value] of Object.entries(checkpoint)) {
        const list = result.value[name as keyof typeof checkpoint];
        expect(Array.isArray(list)).toBe(true);
        expect(Math.abs(list[bar]! / value - 1)).toBeLessThan(1e-9);
      }
    }
    expect(structuredClone(result)).toEqual(result);
  });

  it('says in its own words what is missing', async () => {
    const lacking: Partial<KalmanInput> = { y, delta: 1e-5, measurementVariance: 1e-3 };
    expect(await astra.kalman(lacking as KalmanInput)).toMatchObject({
      error: { code: 'badInput', message: '"x" is missing.', where: 'x' },
    });
  });

  it.each([
    [undefined, 'input'],
    [{ ...input, x: 'long' }, 'x'],
    [{ ...input, x: ['1', 2] }, 'x'],
    [{ ...input, x: x.with(7, NaN) }, 'x, 8'],
    [{ ...input, delta: '1' }, 'delta'],
    [{ ...input, initialState: [1] }, 'initialState.1'],
    [{ ...input, initialCovariance: 'vague' }, 'initialCovariance'],
    [{ ...input, x: [], y: [] }, 'x'],
  ])('never throws: case %#', async (bad, where) => {
    const result = await astra.kalman(bad as KalmanInput);
    expect(result.ok ? '' : result.error.where).toBe(where);
  });

  it('never throws on odd options', async () => {
    const result = await astra.kalman(input, { signal: 'stop' as unknown as AbortSignal });
    expect(result.ok ? '' : result.error.where).toBe('signal');
  });
});

describe('astra.cointegration', () => {
  it('has the reference answer', () => {
    const result = astra.cointegration({ x, y });
    if (!result.ok) throw new Error(result.error.message);
    expect(Math.abs(result.value.t - kalmanReference.engleGranger.t)).toBeLessThan(1e-6);
    expect(structuredClone(result)).toEqual(result);
  });

  it.each([undefined, { x }, { x, y: 'long' }, { x, y: [] }])('never throws: case %#', (bad) => {
    expect(astra.cointegration(bad as unknown as typeof input).ok).toBe(false);
  });
});
