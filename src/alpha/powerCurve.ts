/** The backtest of the backtest: what Sharpe ratios it shows of pairs of which the truth is known. */
import { failure, success, type Result } from '../result';
import { emptyTrading, readTrack, trade, type BacktestInput } from './backtest';
import { simulatePair, type PairModel } from './simulatedPairs';

export interface PowerInput {
  model: PairModel;
  /** The backtest; its prices are put aside for those of each simulated pair, on the same calendar. */
  backtest: Omit<BacktestInput, 'x' | 'y'>;
  runs: number;
  seed: number;
  /** Annual Sharpe ratios at which the curve is read. */
  thresholds: number[];
}

export interface PowerCurve {
  thresholds: number[];
  /** Of the runs, how many show a Sharpe ratio above the threshold. */
  shareAbove: number[];
  /** Of these shares, by the binomial law. */
  standardErrors: number[];
  /** One a run, in the order of the paths; one that trades nothing counts as 0. */
  sharpes: Float64Array;
  untradedRuns: number;
}

/** Yields the share of the runs done. */
export function* powerCurve({
  model,
  backtest,
  runs,
  seed,
  thresholds,
}: PowerInput): Generator<number, Result<PowerCurve>> {
  if (!(Number.isSafeInteger(runs) && runs > 0)) {
    return failure('badInput', '"runs" must be a whole number above 0.', 'runs');
  }
  const sharpes = new Float64Array(runs);
  const trading = emptyTrading(model.bars);
  let untradedRuns = 0;
  for (let run = 0; run < runs; run++) {
    const track = readTrack({ ...backtest, ...simulatePair(model, seed, run) });
    if (!track.ok) return track;
    const { sharpeAnnualised } = trade(track.value, backtest, trading);
    if (sharpeAnnualised === undefined) untradedRuns++;
    sharpes[run] = sharpeAnnualised ?? 0;
    yield (run + 1) / runs;
  }
  const shareAbove = thresholds.map(
    (threshold) => sharpes.filter((sharpe) => sharpe > threshold).length / runs,
  );
  const standardErrors = shareAbove.map((share) => Math.sqrt((share * (1 - share)) / runs));
  return success({ thresholds, shareAbove, standardErrors, sharpes, untradedRuns });
}
