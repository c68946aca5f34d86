/** From the backtest as published to the honest one, a correction at a time. */
import { success, type Result } from '../result';
import { backtestTrack, readTrack, type BacktestInput, type BacktestRules } from './backtest';

export type SwitchId =
  'held' | 'burnIn' | 'capital' | 'overnight' | 'delay' | 'costs' | 'funding' | 'annualisation';

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

/** The corrections in the order in which the waterfall makes them. */
export const SWITCHES: SwitchId[] = [
  'held',
  'burnIn',
  'capital',
  'overnight',
  'delay',
  'costs',
  'funding',
  'annualisation',
];

const LABELS: Record<SwitchId, (rules: BacktestRules) => string> = {
  held: () => 'Held from entry to exit',
  burnIn: ({ burnInBars = 0 }) => `First ${burnInBars} bars left out`,
  capital: () => 'Hedged in shares, on all capital used',
  overnight: () => 'Flat overnight',
  delay: ({ delayBars = 0 }) => `Traded ${delayBars} bar${delayBars === 1 ? '' : 's'} later`,
  costs: ({ costBp = 0 }) => `${costBp} bp a side`,
  funding: () => 'Borrow and funding',
  annualisation: () => 'Annualised correctly',
};

/** What each correction sets: the value that `rules` has for it. */
const SETS: Record<SwitchId, (rules: BacktestRules) => Partial<BacktestRules>> = {
  held: ({ rule }) => ({ rule }),
  burnIn: ({ burnInBars }) => ({ burnInBars }),
  capital: ({ returns }) => ({ returns }),
  overnight: ({ flatOvernight }) => ({ flatOvernight }),
  delay: ({ delayBars }) => ({ delayBars }),
  costs: ({ costBp }) => ({ costBp }),
  funding: ({ funding }) => ({ funding }),
  annualisation: ({ annualisation }) => ({ annualisation }),
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
 * `input` says what each correction sets; `switches`, which are made and in which order, but for those that `input`
 * leaves as published. The first step is the backtest
 * as published, the last has them all; its Sharpe ratio is that of the first plus all changes.
 */
export function waterfall(
  input: BacktestInput,
  switches: readonly SwitchId[] = SWITCHES,
): Result<{ steps: WaterfallStep[] }> {
  const track = readTrack(input);
  if (!track.ok) return track;
  const run = (on: SwitchId[]) => backtestTrack(track.value, withSwitches(input, on));
  const published = run([]);
  const worth = (sharpe: number | undefined): number => sharpe ?? 0;
  const steps: WaterfallStep[] = [];
  const add = (id: WaterfallStep['id'], label: string, on: SwitchId[], alone: SwitchId[]): void => {
    const { sharpeAnnualised: sharpe, standardErrorOfSharpe, totalReturn, tradeCount } = run(on);
    const before = steps.at(-1)?.sharpe;
    steps.push({
      id,
      label,
      sharpe,
      standardErrorOfSharpe,
      totalReturn,
      tradeCount,
      change: steps.length === 0 ? 0 : worth(sharpe) - worth(before),
      changeAlone: worth(run(alone).sharpeAnnualised) - worth(published.sharpeAnnualised),
    });
  };
  add('asPublished', 'As published', [], []);
  const made = switches.filter((id) => isMade(id, input));
  for (const [i, id] of made.entries()) {
    add(id, LABELS[id](input), made.slice(0, i + 1), [id]);
  }
  return success({ steps });
}
