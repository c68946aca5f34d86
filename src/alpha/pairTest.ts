/** Everything that the panel shows of one strategy: its way from as published to honest, and both rules. */
import { success, type Result } from '../result';
import { backtestTrack, readTrack, type Backtest, type BacktestInput } from './backtest';
import { finish } from './kalman';
import type { Rule } from './positions';
import { waterfallSteps, withSwitches, type SwitchId, type WaterfallStep } from './waterfall';

export interface PairTestInput extends BacktestInput {
  /** The corrections that are made, in the order of the waterfall. */
  switches: SwitchId[];
  /** Those that could be made. */
  possible: SwitchId[];
}

export interface PairTest {
  /** From as published to all of `switches`. */
  steps: WaterfallStep[];
  /** Of the Sharpe ratio as published, by each possible correction alone. */
  changeAlone: Partial<Record<SwitchId, number>>;
  /** With `switches`, but for the rule. */
  byRule: Record<Rule, Backtest>;
}

/** Filters once, tests many times. Yields the share done; fails as a backtest does. */
export function* testingPair(input: PairTestInput): Generator<number, Result<PairTest>> {
  const { switches, possible } = input;
  const track = readTrack(input);
  if (!track.ok) return track;
  const steps = yield* waterfallSteps(track.value, input, switches);
  const off = possible
    .filter((id) => !switches.includes(id))
    .flatMap((id) => finish(waterfallSteps(track.value, input, [id])).slice(1));
  const others = switches.filter((id) => id !== 'held');
  const test = (on: SwitchId[]): Backtest => backtestTrack(track.value, withSwitches(input, on));
  return success({
    steps,
    changeAlone: Object.fromEntries(
      [...steps.slice(1), ...off].map(({ id, changeAlone }) => [id, changeAlone]),
    ),
    byRule: { asPublished: test(others), held: test(['held', ...others]) },
  });
}
