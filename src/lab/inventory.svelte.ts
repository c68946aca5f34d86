/** What the book costs to hold: the inventory's terms are part of the lab's state, its answers follow from them. */
import {
  cheapestCut,
  funding,
  unitCosts,
  type CheapestCut,
  type Funding,
  type FundingInput,
  type Position,
} from '../inventory/funding';
import { fundingCalendar, type BaseRate, type FundingCalendar } from '../inventory/fundingCalendar';
import type { Prices } from '../market/prices';
import { parseRates, rateOn, type Rates } from '../market/rates';
import { selectWindow } from '../market/window';
import { failure, success, type Result } from '../result';
import { fetchText } from './astra';
import type { FundingState } from './fundingState';
import type { LabState } from './state';

/** What the inventory needs of the lab. */
interface Book {
  readonly state: LabState;
  readonly market: Prices;
  edit(change: { tickers: string[]; weights: number[] }): void;
}

export class Inventory {
  /** The bill rates, once somebody has asked for them. */
  private rates: Result<Rates> | undefined = $state.raw();

  /** A plain copy: the calendar reads each position once a day. */
  private readonly terms: FundingState = $derived.by(() =>
    $state.snapshot(this.book.state.funding),
  );
  private readonly base: Result<BaseRate> = $derived.by(() => {
    const { baseRate } = this.terms;
    if (baseRate !== 'bill') return success({ kind: 'constant', rate: baseRate });
    if (!this.rates) return failure('loading', 'The bill rates are on their way.', 'baseRate');
    return this.rates.ok ? success({ kind: 'bill', rates: this.rates.value }) : this.rates;
  });

  /** At the present rate; where that is the bill rate, the one of the last day of the window. */
  readonly input: Result<FundingInput> = $derived.by(() => {
    const { base } = this;
    if (!base.ok) return base;
    const { to } = this.book.state;
    const baseRate =
      base.value.kind === 'constant' ? base.value.rate : rateOn(base.value.rates, to);
    return baseRate === undefined
      ? failure('noRate', `There is no bill rate on or before ${to}.`, 'baseRate')
      : success({ ...this.terms, baseRate });
  });
  /** A calendar day at the present rate. */
  readonly funding: Result<Funding> = $derived.by(() =>
    this.input.ok ? funding(this.input.value) : this.input,
  );
  readonly cut: CheapestCut | undefined = $derived.by(() =>
    this.funding.ok ? cheapestCut(this.funding.value, this.terms.positions) : undefined,
  );
  /** The book held over the window. */
  readonly calendar: Result<FundingCalendar> = $derived.by(() => {
    const { from, to } = this.book.state;
    const window = selectWindow(this.book.market, [], from, to);
    if (!window.ok) return window;
    const { base, terms } = this;
    if (!base.ok) return base;
    return fundingCalendar(terms.positions, terms, base.value, window.value.dates);
  });

  constructor(private readonly book: Book) {}

  /** Loads the bill rates, once. */
  async loadRates(): Promise<void> {
    if (this.rates?.ok) return;
    const csv = await fetchText('data/rates.csv');
    this.rates = csv.ok ? parseRates(csv.value, 'rates.csv') : csv;
  }

  edit(change: Partial<FundingState>): void {
    Object.assign(this.book.state.funding, change);
  }

  /** The last price of the window. */
  lastPrice(ticker: string): Result<number> {
    const { from, to } = this.book.state;
    const window = selectWindow(this.book.market, [ticker], from, to);
    return window.ok ? success(window.value.prices.at(-1)![0]!) : window;
  }

  /** Takes the risk panel's book: shares = weight x net asset value / last price of the window. Keeps fees by name. */
  takeRiskBook(): Result<void> {
    const { tickers, weights, nav } = this.book.state;
    const positions: Position[] = [];
    for (const [i, ticker] of tickers.entries()) {
      const price = this.lastPrice(ticker);
      if (!price.ok) return price;
      positions.push({
        ticker,
        shares: (weights[i]! * nav) / price.value,
        price: price.value,
        borrowFeeBp: this.feeOf(ticker),
      });
    }
    this.edit({ positions });
    return success(undefined);
  }

  /** Hands the book to the risk panel: weight = shares x price / net asset value. */
  giveToRisk(): void {
    const { funding, nav } = this.book.state;
    this.book.edit({
      tickers: funding.positions.map(({ ticker }) => ticker),
      weights: funding.positions.map(({ shares, price }) => (shares * price) / nav),
    });
  }

  /** Funding a day of one unit of net asset value, long and short, in each ticker: the optimizer's costs. */
  unitCosts(tickers: string[]): Result<{ costLong: number[]; costShort: number[] }> {
    if (!this.input.ok) return this.input;
    const positions = tickers.map((ticker) => ({
      ticker,
      shares: 0,
      price: 1,
      borrowFeeBp: this.feeOf(ticker),
    }));
    return success(unitCosts({ ...this.input.value, positions }));
  }

  private feeOf(name: string): number | undefined {
    return this.book.state.funding.positions.find(({ ticker }) => ticker === name)?.borrowFeeBp;
  }
}
