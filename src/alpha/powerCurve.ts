/** The backtest of the backtest: what Sharpe ratios it shows of pairs of which the truth is known. */
import { failure, success, type Result } from '../result';
import { emptyTrading, readTrack, trade, type BacktestInput } from './backtest';
import { checkBacktest } from './checkBacktest';
import { readSessions } from './sessions';
import { modelOf, simulatePair, type PairModel } from './simulatedPairs';

export interface PowerInput {
  /** The backtest, and the pair that the simulated ones resemble: its calendar, hedge ratio and moves. */
  backtest: BacktestInput;
  /** Bars in which half of a simulated spread is gone; absent: it is a random walk, there is nothing to earn. */
  halfLifeBars?: number | undefined;
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
export function* powerCurve(input: PowerInput): Generator<number, Result<PowerCurve>> {
  const { backtest, runs, seed, thresholds } = input;
  const model = readModel(input);
  if (!model.ok) return model;
  const sharpes = new Float64Array(runs);
  const trading = emptyTrading(backtest.x.length);
  let untradedRuns = 0;
  for (let run = 0; run < runs; run++) {
    const track = readTrack({ ...backtest, ...simulatePair(model.value, seed, run) });
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

function readModel({ backtest, halfLifeBars, runs }: PowerInput): Result<PairModel> {
  if (!(Number.isSafeInteger(runs) && runs > 0)) {
    return failure('badInput', '"runs" must be a whole number above 0.', 'runs');
  }
  if (halfLifeBars !== undefined && !(halfLifeBars > 0 && halfLifeBars < Infinity)) {
    return failure('badInput', '"halfLifeBars" must be a positive number.', 'halfLifeBars');
  }
  const sessions = readSessions(backtest.timestamps);
  if (!sessions.ok) return sessions;
  const problem = checkBacktest(backtest, sessions.value);
  if (problem) return problem;
  const model = modelOf(backtest.x, backtest.y, sessions.value, halfLifeBars);
  const message = 'The pair has too few moves to simulate others like it: load a longer series.';
  return model ? success(model) : failure('tooShort', message, 'x');
}
