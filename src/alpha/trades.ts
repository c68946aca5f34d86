import type { Ledger } from './account';

export interface Trade {
  /** The bars at whose closes it was opened and closed; one that is still open is marked at the last bar. */
  openBar: number;
  closeBar: number;
  /** 1 long the spread, -1 short. */
  side: number;
  /** On the account, after all its costs. */
  return: number;
}

/** The trades of a backtest, in order. Their returns compound to that of the account. */
export function listTrades({
  position,
  barReturn,
  openingCost,
}: Ledger & { position: Int8Array }): Trade[] {
  const trades: Trade[] = [];
  const last = position.length - 1;
  let open: Trade | undefined;
  let value = 1;
  for (let t = 0; t <= last; t++) {
    const side = position[t]!;
    const isChange = side !== (open?.side ?? 0);
    // The cost of the next position is that one's, though paid within the bar that closes this one.
    value *= (1 + barReturn[t]!) / (isChange ? 1 - openingCost[t]! : 1);
    if (open && (isChange || t === last)) {
      trades.push({ ...open, closeBar: t, return: value - 1 });
      open = undefined;
    }
    if (isChange && side !== 0) {
      open = { openBar: t, closeBar: t, side, return: 0 };
      value = 1 - openingCost[t]!;
      if (t === last) trades.push({ ...open, return: value - 1 });
    }
  }
  return trades;
}

/** Share of the highest value so far that is lost, positive; the account began with 1. */
export function drawdown(equity: Float64Array): Float64Array {
  let highest = 1;
  return equity.map((value) => {
    highest = Math.max(highest, value);
    return 1 - value / highest;
  });
}
