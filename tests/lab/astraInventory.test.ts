import { describe, expect, it, vi } from 'vitest';
import { createAstra, type LinkedPage } from '../../src/lab/astra';
import type { SimulationClient } from '../../src/lab/client';
import { inSlices } from '../../src/lab/slices';
import { astraBook, embeddedMarket } from '../reference/astraBook';

// Neither funding nor the optimizer needs the worker or the page.
const astra = createAstra({} as SimulationClient, embeddedMarket(), {} as LinkedPage);
const { covarianceDaily, meanDailyReturn, longShort } = astraBook;

describe('window.astra', () => {
  it('optimizes: weights, duals, residual and time', async () => {
    const { riskAversion, grossLimit, netLimit } = {
      riskAversion: 0.5,
      grossLimit: 2,
      netLimit: 0.05,
    };
    const result = await astra.optimize({
      objective: 'meanVariance',
      ...{ covarianceDaily, meanDailyReturn, riskAversion, grossLimit, netLimit },
    });
    if (!result.ok) throw new Error(result.error.message);
    const { weights, duals, kktResidual, elapsedMs, annualVolatility } = result.value;
    weights.forEach((w, i) => expect(w).toBeCloseTo(longShort.weights[i]!, 8));
    expect(annualVolatility).toBeCloseTo(longShort.annualVolatility, 8);
    expect(duals.gross).toBeCloseTo(longShort.dualGross, 9);
    expect(kktResidual).toBeLessThan(1e-8);
    expect(elapsedMs).toBeGreaterThan(0);
    expect(structuredClone(result)).toEqual(result);
  });

  it('funds a book', () => {
    const terms = { baseRate: 0.036, longSpreadBp: 50, shortRebateSpreadBp: 25, borrowFeeBp: 40 };
    const positions = [{ ticker: 'A', shares: 100, price: 100 }];
    const result = astra.funding({ ...terms, positions, dayCount: 360 });
    expect(result.ok && result.value.dailyFunding).toBeCloseTo((-10_000 * 0.041) / 360, 12);
  });

  it.each([
    [undefined, 'input'],
    [{ objective: 'best', covarianceDaily }, 'objective'],
    [{ objective: 'minimumVariance', covarianceDaily: 'wide' }, 'covarianceDaily'],
    [{ objective: 'minimumVariance', covarianceDaily, grossLimit: '2' }, 'grossLimit'],
    [
      { objective: 'minimumVariance', covarianceDaily, groups: [{ name: 'x', members: [-1] }] },
      'groups.0.members.0',
    ],
    [{ objective: 'minimumVariance', covarianceDaily: [[NaN]] }, 'covarianceDaily.0.0'],
  ])('never throws: %j fails at %s', async (input, where) => {
    const result = await astra.optimize(input as Parameters<typeof astra.optimize>[0]);
    expect(result.ok ? '' : result.error.where).toBe(where);
    const funded = astra.funding(input as unknown as Parameters<typeof astra.funding>[0]);
    expect(funded.ok).toBe(false);
  });
});

it('runs in slices: pauses once 20 ms are over, not before', async () => {
  const now = vi.spyOn(performance, 'now');
  let clock = 0;
  now.mockImplementation(() => clock);
  let others = 0;
  function* work(): Generator<number, string> {
    for (let k = 0; k < 9; k++) {
      clock += 5;
      setTimeout(() => others++, 0);
      yield others;
    }
    return 'done';
  }
  const seen: number[] = [];
  expect(await inSlices(work(), (step) => seen.push(step))).toBe('done');
  now.mockRestore();
  expect(seen).toEqual([0, 0, 0, 0, 4, 4, 4, 4, 8]);
});
