import { expect, it } from 'vitest';
import { backtest, type BacktestInput } from '../../src/alpha/backtest';
import { finish } from '../../src/alpha/kalman';
import { testingPair } from '../../src/alpha/pairTest';
import { SWITCHES, waterfall, withSwitches, type SwitchId } from '../../src/alpha/waterfall';
import { simulatedInput } from './pairs';

const input: BacktestInput = {
  ...simulatedInput(1),
  burnInBars: 20,
  flatOvernight: true,
  delayBars: 1,
  costBp: 1,
  returns: 'onCapital',
  annualisation: 'correct',
};
const valueOf = <T>(
  result: { ok: true; value: T } | { ok: false; error: { message: string } },
): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const possible = SWITCHES.filter((id) => id !== 'funding');

it('is the waterfall and the backtests that it is made of', () => {
  const switches = possible.filter((id) => id !== 'costs' && id !== 'held');
  const tested = valueOf(finish(testingPair({ ...input, switches, possible })));
  expect(tested.steps).toEqual(valueOf(waterfall(input, switches)).steps);
  const all = valueOf(waterfall(input, possible)).steps;
  for (const { id, changeAlone } of all.slice(1)) {
    expect(tested.changeAlone[id as keyof typeof tested.changeAlone]).toBe(changeAlone);
  }
  expect(Object.keys(tested.changeAlone).sort()).toEqual([...possible].sort());
  const own = (on: SwitchId[]) =>
    valueOf(backtest({ ...input, ...bare(), ...withSwitches(input, on) }));
  expect(tested.byRule.asPublished).toEqual(own(switches));
  expect(tested.byRule.held).toEqual(own(['held', ...switches]));
  expect(tested.byRule.asPublished.sharpeAnnualised).toBe(tested.steps.at(-1).sharpe);
});

/** Every correction taken back. */
function bare(): Partial<BacktestInput> {
  const off = { burnInBars: 0, flatOvernight: false, delayBars: 0, costBp: 0 };
  return { ...off, returns: 'published', annualisation: 'published', funding: undefined };
}

it('fails as the backtest does', () => {
  const result = finish(testingPair({ ...input, entry: -1, switches: [], possible: [] }));
  expect(result).toMatchObject({ ok: false, error: { where: 'entry' } });
});
