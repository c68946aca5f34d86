import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Inventory } from '../../src/lab/inventory.svelte';
import { DEFAULT_STATE, type LabState } from '../../src/lab/state';
import { embeddedMarket } from '../reference/astraBook';

const market = embeddedMarket();
const ratesFile = new URL('../../static/data/rates.csv', import.meta.url);

function labOf(change: Partial<LabState> = {}) {
  const state = { ...structuredClone(DEFAULT_STATE), ...change };
  const lab = { state, market, edit: (part: Partial<LabState>) => Object.assign(state, part) };
  return { state, inventory: new Inventory(lab) };
}
function valueOf<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('the inventory', () => {
  it('opens on the published book: −$41.489 a day', () => {
    const { dailyFunding, grossExposure, netExposure } = valueOf(labOf().inventory.funding);
    expect(dailyFunding).toBeCloseTo(-41.489052777777786, 9);
    expect(grossExposure).toBeCloseTo(2_117_636, 6);
    expect(netExposure).toBeCloseTo(78_288, 6);
  });

  it('accrues every calendar day of the window once', () => {
    const { days, funding } = valueOf(labOf().inventory.calendar);
    expect(days).toBe((Date.parse('2025-12-30') - Date.parse('2024-02-05')) / 86_400_000);
    expect(funding).toBeCloseTo(days * -41.489052777777786, 6);
  });

  it('takes the risk panel’s book at the last prices of the window, and gives the same back', () => {
    const { state, inventory } = labOf();
    const before = [...state.weights];
    expect(inventory.takeRiskBook().ok).toBe(true);
    const { grossExposure } = valueOf(inventory.funding);
    expect(grossExposure).toBeCloseTo(2 * state.nav, 3);
    inventory.giveToRisk();
    expect(state.tickers).toEqual(DEFAULT_STATE.tickers);
    state.weights.forEach((weight, i) => expect(weight).toBeCloseTo(before[i]!, 12));
  });

  it('keeps a name’s own borrow fee when it takes the book', () => {
    const { state, inventory } = labOf();
    const ownFee = state.funding.positions.map((position) =>
      position.ticker === 'MSFT' ? { ...position, borrowFeeBp: 300 } : position,
    );
    inventory.edit({ positions: ownFee });
    inventory.takeRiskBook();
    const costs = valueOf(inventory.unitCosts(['MSFT', 'KO']));
    // A short in MSFT earns 3.6 - 0.25 - 3 = 0.35 %, in KO 2.95 %; any long pays 4.1 %.
    expect(costs.costShort[0]).toBeCloseTo(-0.0035 / 360, 12);
    expect(costs.costShort[1]).toBeCloseTo(-0.0295 / 360, 12);
    for (const cost of costs.costLong) expect(cost).toBeCloseTo(0.041 / 360, 12);
  });

  it('names the ticker that has no price, and keeps its book', () => {
    const { state, inventory } = labOf({ tickers: ['ACME'], weights: [1] });
    expect(inventory.takeRiskBook()).toMatchObject({ ok: false, error: { where: 'ACME' } });
    expect(state.funding.positions).toHaveLength(6);
  });
});

describe('the bill rate', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(readFileSync(ratesFile))));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is asked for, then used: the last day’s for the book, each day’s for the calendar', async () => {
    const { inventory } = labOf();
    inventory.edit({ baseRate: 'bill' });
    expect(inventory.funding).toMatchObject({ ok: false, error: { code: 'loading' } });
    await inventory.loadRates();
    expect(valueOf(inventory.input).baseRate).toBeCloseTo(0.0354, 3);
    const rates = valueOf(inventory.calendar).accruals.map(({ baseRate }) => baseRate);
    expect(rates[0]).toBeCloseTo(0.0522, 3);
    expect(new Set(rates).size).toBeGreaterThan(50);
  });

  it('that cannot be loaded leaves a sentence, and is asked for again', async () => {
    const { inventory } = labOf();
    inventory.edit({ baseRate: 'bill' });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })));
    await inventory.loadRates();
    expect(inventory.funding).toMatchObject({ ok: false, error: { code: 'noData' } });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(readFileSync(ratesFile))));
    await inventory.loadRates();
    expect(inventory.funding.ok).toBe(true);
  });
});
