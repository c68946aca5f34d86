import { failure, success, type Result } from '../result';
import type { Contest } from './contest';
import { carefulMoments, deflatedSharpe, type DeflatedSharpe } from './deflatedSharpe';
import type { Multiverse } from './multiverse';

export interface Standing extends DeflatedSharpe {
  /** Of all backtests that traded, the share with a lower Sharpe ratio. */
  shareBelow: number;
  /** As many independent trials as the correlated ones of its contest are worth. */
  independentTrials: number;
  /** The backtests of the same delay and cost. */
  contest: Contest;
}

/**
 * Where one backtest stands among all, and its Sharpe ratio deflated for the number of its contest's trials. Correlated
 * ones count as r + (1 - r) M with their mean correlation r (Bailey & Lopez de Prado, "The deflated Sharpe ratio", 2014,
 * appendix 3). Their variance holds, beside luck's, what worse choices truly lose: the probability is a careful one.
 */
export function standingOf(
  { cells, observations, contests }: Multiverse,
  cell: number,
): Result<Standing> {
  const sharpe = cells.barSharpe[cell] ?? NaN;
  const contest = contests.find(
    ({ delayBars, costBp }) => delayBars === cells.delayBars[cell] && costBp === cells.costBp[cell],
  );
  if (Number.isNaN(sharpe) || !contest) {
    return failure('noTrades', 'This backtest trades nothing, so it has no Sharpe ratio.', 'cell');
  }
  const { delayBars, costBp, tradedCount, averageCorrelation } = contest;
  const trialSharpes = cells.barSharpe.filter(
    (value, i) =>
      cells.delayBars[i] === delayBars && cells.costBp[i] === costBp && !Number.isNaN(value),
  );
  const kept = Math.min(Math.max(averageCorrelation, 0), 1);
  const independentTrials = kept + (1 - kept) * tradedCount;
  const deflated = deflatedSharpe({
    sharpe,
    observations,
    trials: independentTrials,
    trialVariance: variance(trialSharpes),
    ...carefulMoments(sharpe, cells.skewness[cell]!, cells.kurtosis[cell]!),
  });
  if (!deflated.ok) return deflated;
  const traded = cells.sharpe.filter((value) => !Number.isNaN(value));
  const lower = traded.filter((value) => value < cells.sharpe[cell]!);
  const shareBelow = lower.length / traded.length;
  return success({ ...deflated.value, shareBelow, independentTrials, contest });
}

/** With divisor n - 1; 0 for a single value. */
function variance(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
