import type { Sessions } from './sessions';
import type { Rule } from './positions';

/** Of the two legs, x first: a day's cost of one unit of value held long, and held short; an income negative. */
export interface LegCosts {
  costLong: number[];
  costShort: number[];
}

export interface AccountRule {
  rule: Rule;
  delayBars: number;
  /** On the value of every purchase and sale of either leg. */
  costBp: number;
  /**
   * `published`: the return of y less beta times that of x, as if beta, a number of shares, were one of dollars and
   * two legs needed the capital of one. `onCapital`: beta shares of x for each share of y, and the return on what both
   * legs together are worth, 1 + |beta| x / y for each dollar of y.
   */
  returns: 'published' | 'onCapital';
  /** Of a calendar day, for what is held from one day to another; absent: none. */
  funding?: LegCosts | undefined;
}

export interface PriceTrack {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  beta: Float64Array;
  sessions: Sessions;
}

export interface Ledger {
  /** Return of the account over each bar, after costs. */
  barReturn: Float64Array;
  /** Share of the account that opening a position at this bar's close cost; part of the bar's return. */
  openingCost: Float64Array;
}

const BASIS_POINT = 1e-4;
const NO_COSTS: LegCosts = { costLong: [0, 0], costShort: [0, 0] };

/**
 * Keeps an account that trades its whole equity; `position` holds the side from each bar's close on. Each bar is one
 * step of a self-financing account, so that the returns compound to what the account is worth. One that loses
 * everything stops, and its position ends there.
 *
 * The number of shares of `held` is fixed when the position is opened, at the beta of the signal: a hedge that followed
 * every bar's beta would trade every minute, and part of its profit would be the filter's own revisions. `asPublished`
 * sets its hedge anew each bar, and pays for it.
 */
export function keepAccount(
  { x, y, beta, sessions }: PriceTrack,
  position: Int8Array,
  rule: AccountRule,
  { barReturn, openingCost }: Ledger,
): void {
  const account = new Account(rule);
  barReturn.fill(0);
  openingCost.fill(0);
  for (let t = 0; t < position.length; t++) {
    let growth = 1;
    if (account.side !== 0) {
      growth = account.pass(x[t]! / x[t - 1]!, y[t]! / y[t - 1]!, sessions.daysBefore[t]!);
    }
    const side = position[t]!;
    if (side !== account.side || (side !== 0 && rule.rule === 'asPublished')) {
      growth *= account.trade(side, beta[t - rule.delayBars]!, x[t]! / y[t]!);
      openingCost[t] = account.openingCost;
    }
    if (growth <= 0) {
      barReturn[t] = -1;
      openingCost[t] = 0;
      position.fill(0, t);
      return;
    }
    barReturn[t] = growth - 1;
  }
}

/** The two legs of the spread, as fractions of the account's value; that of what is sold short is negative. */
class Account {
  side = 0;
  /** Of the last trade: the part of its cost that opened a position. */
  openingCost = 0;
  private legX = 0;
  private legY = 0;
  private readonly cost: number;
  private readonly isOnCapital: boolean;
  private readonly funding: LegCosts;

  constructor({ costBp, returns, funding }: AccountRule) {
    this.cost = costBp * BASIS_POINT;
    this.isOnCapital = returns === 'onCapital';
    this.funding = funding ?? NO_COSTS;
  }

  /** Growth of the account while the prices grow so, over a change of `days` calendar days. */
  pass(growthX: number, growthY: number, days: number): number {
    let growth = 1 + this.legX * (growthX - 1) + this.legY * (growthY - 1);
    if (days > 0) growth -= days * (this.dailyCost(this.legX, 0) + this.dailyCost(this.legY, 1));
    this.legX *= growthX / growth;
    this.legY *= growthY / growth;
    return growth;
  }

  private dailyCost(value: number, leg: number): number {
    return value > 0 ? value * this.funding.costLong[leg]! : -value * this.funding.costShort[leg]!;
  }

  /** Growth of the account (1 less the costs) as it goes to a side, hedged with `beta` shares of x for one of y. */
  trade(side: number, beta: number, priceRatio: number): number {
    const hedge = this.isOnCapital ? beta * priceRatio : beta;
    const legY = this.isOnCapital ? side / (1 + Math.abs(hedge)) : side;
    const legX = -legY * hedge;
    const isAdjusted = side === this.side;
    const sold = isAdjusted
      ? Math.abs(this.legX - legX) + Math.abs(this.legY - legY)
      : Math.abs(this.legX) + Math.abs(this.legY);
    const closing = this.cost * sold;
    this.openingCost = isAdjusted ? 0 : this.cost * (Math.abs(legX) + Math.abs(legY));
    const left = isAdjusted ? 1 - closing : 1 - this.openingCost;
    this.legX = legX / left;
    this.legY = legY / left;
    this.side = side;
    return Math.max(1 - closing, 0) * Math.max(1 - this.openingCost, 0);
  }
}
