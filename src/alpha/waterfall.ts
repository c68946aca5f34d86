/** From the backtest as published to the honest one, a correction at a time. */
import { success, type Result } from '../result';
import {
  backtestTrack,
  readTrack,
  type BacktestInput,
  type BacktestRules,
  type Track,
} from './backtest';
import { finish } from './kalman';

export type SwitchId =
  'annualisation' | 'held' | 'burnIn' | 'capital' | 'funding' | 'overnight' | 'delay' | 'costs';

export interface WaterfallStep {
  id: 'asPublished' | SwitchId;
  label: string;
  /** Once this correction and those before it are made; undefined where nothing is traded. */
  sharpe: number | undefined;
  standardErrorOfSharpe: number | undefined;
  totalReturn: number;
  tradeCount: number;
  /** Of the Sharpe ratio from the step before; one that trades nothing counts as 0, as cash earns. */
  change: number;
  /** Of the Sharpe ratio as published, by this correction alone. */
  changeAlone: number;
}

/**
 * The corrections in the order in which the waterfall makes them. Annualisation goes first, so that every other change is
 * on the honest scale: as published, days count as minutes, and their Sharpe ratios are the root of 390 too large.
 * Funding goes before the flat nights: a pair of minutes that holds nothing overnight has nothing to fund.
 */
export const SWITCHES: SwitchId[] = [
  'annualisation',
  'held',
  'burnIn',
  'capital',
  'funding',
  'overnight',
  'delay',
  'costs',
];

const LABELS: Record<SwitchId, (rules: BacktestRules) => string> = {
  annualisation: () => 'Annualised correctly',
  held: () => 'Held from entry to exit',
  burnIn: ({ burnInBars = 0 }) => `First ${burnInBars} bars left out`,
  capital: () => 'Hedged in shares, on all capital used',
  funding: () => 'Borrow and funding',
  overnight: () => 'Flat overnight, no gap traded',
  delay: ({ delayBars = 0 }) => `Traded ${delayBars} bar${delayBars === 1 ? '' : 's'} later`,
  costs: ({ costBp = 0 }) => `${costBp} bp a side`,
};

/** What each correction sets: the value that `rules` has for it. */
const SETS: Record<SwitchId, (rules: BacktestRules) => Partial<BacktestRules>> = {
  annualisation: ({ annualisation }) => ({ annualisation }),
  held: ({ rule }) => ({ rule }),
  burnIn: ({ burnInBars }) => ({ burnInBars }),
  capital: ({ returns }) => ({ returns }),
  funding: ({ funding }) => ({ funding }),
  overnight: ({ flatOvernight }) => ({ flatOvernight }),
  delay: ({ delayBars }) => ({ delayBars }),
  costs: ({ costBp }) => ({ costBp }),
};

const PUBLISHED_VALUES = new Set<unknown>([undefined, 0, false, 'published', 'asPublished']);

/** True where `rules` has a value for the correction that differs from what was published. */
function isMade(id: SwitchId, rules: BacktestRules): boolean {
  return Object.values(SETS[id](rules)).some((value) => !PUBLISHED_VALUES.has(value));
}

/** The rules with only the named corrections made; all else is as published. */
export function withSwitches(rules: BacktestRules, on: readonly SwitchId[]): BacktestRules {
  const { entry, exit } = rules;
  const published: BacktestRules = { rule: 'asPublished', entry, exit };
  return Object.assign(published, ...on.map((id) => SETS[id](rules))) as BacktestRules;
}

/**
 * `input` says what each correction sets; `switches`, which are made and in which order. The first step is the backtest
 * as published, the last has them all; its Sharpe ratio is that of the first plus all changes.
 */
export function waterfall(
  input: BacktestInput,
  switches: readonly SwitchId[] = SWITCHES,
): Result<{ steps: WaterfallStep[] }> {
  const track = readTrack(input);
  if (!track.ok) return track;
  return success({ steps: finish(waterfallSteps(track.value, input, switches)) });
}

/** The same of a pair that was filtered, with rules that were checked. Yields the share done. */
export function* waterfallSteps(
  track: Track,
  rules: BacktestRules,
  chosen: readonly SwitchId[],
): Generator<number, WaterfallStep[]> {
  const switches = chosen.filter((id) => isMade(id, rules));
  const run = (on: readonly SwitchId[]) => backtestTrack(track, withSwitches(rules, on));
  const worth = (sharpe: number | undefined): number => sharpe ?? 0;
  const published = worth(run([]).sharpeAnnualised);
  const steps: WaterfallStep[] = [];
  for (let made = 0; made <= switches.length; made++) {
    yield made / (switches.length + 1);
    const id = switches[made - 1];
    const reached = run(switches.slice(0, made));
    const { sharpeAnnualised: sharpe, standardErrorOfSharpe, totalReturn, tradeCount } = reached;
    steps.push({
      id: id ?? 'asPublished',
      label: id ? LABELS[id](rules) : 'As published',
      sharpe,
      standardErrorOfSharpe,
      totalReturn,
      tradeCount,
      change: made === 0 ? 0 : worth(sharpe) - worth(steps.at(-1)!.sharpe),
      changeAlone: id ? worth(run([id]).sharpeAnnualised) - published : 0,
    });
  }
  return steps;
}
