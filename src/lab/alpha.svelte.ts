/**
 * The alpha panel's state: which pair, which settings, and what the worker found for them. The settings are part of the
 * lab's state and so of its link; a file of the user's own stays here.
 */
import { untrack } from 'svelte';
import type { BacktestInput, BacktestRules } from '../alpha/backtest';
import type { Pair, PairStudy } from '../alpha/pair';
import type { PairTest } from '../alpha/pairTest';
import type { Rule } from '../alpha/positions';
import { SWITCHES, withSwitches, type SwitchId } from '../alpha/waterfall';
import { unitCosts } from '../inventory/funding';
import { dailyPair, parsePair } from '../market/pairPrices';
import { failure, success, type Failure, type Result } from '../result';
import { AlphaClient, type AlphaOptions } from './alphaClient';
import type { AlphaState, PairChoice } from './alphaState';
import { fetchText } from './astra';
import type { Lab } from './lab.svelte';

/** The filter and what it is compared with, of the pair that they were computed for. */
export interface Filtered extends PairStudy {
  pair: Pair;
  delta: number;
  measurementVariance: number;
  initialCovariance: BacktestInput['initialCovariance'];
}

/** The backtests of one set of rules. */
export interface Tested extends PairTest {
  pair: Pair;
  /** The rule that is shown. */
  rule: Rule;
  /** What was traded over, such as "these 5 days". */
  span: string;
  /** Corrections that this pair allows. */
  switchCount: number;
}

export interface SwitchState {
  id: SwitchId;
  isOn: boolean;
  /** Of the Sharpe ratio as published; undefined while it is not known. */
  changeAlone: number | undefined;
  /** Why it cannot be on. */
  why: string | undefined;
}

export interface AlphaProgress {
  what: string;
  /** 0 to 1. */
  share: number;
  remainingMs: number;
}

export interface AlphaSettings extends Omit<AlphaState, 'pair'> {
  rule: Rule;
}

export class Alpha {
  readonly client = new AlphaClient();
  private minutes: Result<Pair> | undefined = $state.raw();
  /** The user's last file that could be read; kept where a later one cannot. */
  private own: Pair | undefined = $state.raw();
  /** Why the last file was not taken. */
  ownFailure: Failure | undefined = $state.raw();

  filtered: Filtered | undefined = $state.raw();
  tested: Tested | undefined = $state.raw();
  progress: AlphaProgress | undefined = $state.raw();
  /** Why the last run has no answer; the one before is kept. */
  failure: Failure | undefined = $state.raw();
  readonly busy: boolean = $derived(this.progress !== undefined);

  readonly settings: AlphaSettings = $derived.by(() => {
    const settings = $state.snapshot(this.lab.state.alpha);
    return { ...settings, rule: settings.switches.includes('held') ? 'held' : 'asPublished' };
  });
  readonly choice: PairChoice = $derived.by(() => this.lab.state.alpha.pair);

  /** The chosen pair, y to be explained by x; or why there is none. */
  readonly pair: Result<Pair> = $derived.by(() => {
    const { choice } = this;
    if (choice.kind === 'own') return this.own ? success(this.own) : NO_FILE;
    if (choice.kind === 'minutes')
      return this.minutes ?? failure('loading', 'The minutes are on their way.', 'pair');
    const { from, to } = this.lab.state;
    return dailyPair(this.lab.market, choice, { from, to });
  });

  /** What every correction would set, on or off. */
  readonly input: Result<BacktestInput> = $derived.by(() => {
    const { pair } = this;
    if (!pair.ok) return pair;
    const { x, y, timestamps, kind } = pair.value;
    const { inventory } = this.lab;
    if (!inventory.input.ok) return inventory.input;
    const legs = [x, y].map(({ ticker }) => ({ ticker, shares: 1, price: 1 }));
    const { start, ...settings } = this.settings;
    const { delta, measurementVariance, entry, exit, burnInBars, delayBars, costBp } = settings;
    return success({
      timestamps,
      x: x.prices,
      y: y.prices,
      delta,
      measurementVariance,
      initialCovariance: start === 'diffuse' ? 'diffuse' : undefined,
      entry,
      exit,
      rule: 'held',
      burnInBars,
      delayBars,
      costBp,
      flatOvernight: kind === 'minute',
      returns: 'onCapital',
      funding: unitCosts({ ...inventory.input.value, positions: legs }),
      annualisation: 'correct',
    });
  });

  /** The corrections that are made: those switched on that this pair allows. */
  private readonly switchesOn: SwitchId[] = $derived.by(() =>
    this.settings.switches.filter((id) => this.whyNot(id) === undefined),
  );
  /** Every switch, whether it is on, what it alone changes, and why it cannot be on. */
  readonly switches: SwitchState[] = $derived(
    SWITCHES.map((id) => ({
      id,
      isOn: this.switchesOn.includes(id),
      changeAlone: this.tested?.changeAlone[id],
      why: this.whyNot(id),
    })),
  );
  /** The rules of the backtest that is shown. */
  readonly rules: Result<BacktestRules> = $derived.by(() =>
    this.input.ok ? success(withSwitches(this.input.value, this.switchesOn)) : this.input,
  );

  private abort: AbortController | undefined;

  constructor(readonly lab: Lab) {}

  /** Keeps the answer that of the settings; to be called in an effect. */
  follow(): void {
    const { input, switchesOn } = this;
    void input;
    void switchesOn;
    untrack(() => void this.run());
  }

  choosePair(pair: PairChoice): void {
    this.lab.state.alpha.pair = pair;
  }
  chooseNoise(delta: number, measurementVariance: number): void {
    this.chooseSettings({ delta, measurementVariance });
  }
  chooseSettings({ rule, ...change }: Partial<AlphaSettings>): void {
    Object.assign(this.lab.state.alpha, change);
    if (rule) this.toggle('held', rule === 'held');
  }
  toggle(id: SwitchId, isOn: boolean): void {
    const { alpha } = this.lab.state;
    alpha.switches = SWITCHES.filter((other) =>
      other === id ? isOn : alpha.switches.includes(other),
    );
  }
  /** What is wrong with a setting, where the last run failed for it. */
  problemOf(field: string): string | undefined {
    return this.failure?.where === field ? this.failure.message : undefined;
  }
  cancel(): void {
    this.abort?.abort();
  }

  /** Loads the embedded minutes and the bill rates, once. */
  async load(): Promise<void> {
    void this.lab.inventory.loadRates();
    if (this.minutes?.ok) return;
    const csv = await fetchText('data/intraday.csv');
    this.minutes = csv.ok ? parsePair(csv.value, 'intraday.csv') : csv;
  }

  /** Takes a CSV of the user's own; where it cannot be read, says why and keeps what was there. */
  async takeFile(csv: Blob | string, fileName: string): Promise<void> {
    const bytes = await new Blob([csv]).arrayBuffer();
    const read = await this.work('Reading the file', (options) =>
      this.client.readPair({ bytes, fileName }, options),
    );
    if (!read) return;
    this.ownFailure = read.ok ? undefined : read.error;
    if (!read.ok) return;
    this.own = read.value;
    this.choosePair({ kind: 'own' });
  }

  /** Filters where the pair or the noises changed, then tests; a run under way is cancelled first. */
  async run(): Promise<void> {
    this.abort?.abort();
    const { pair, input } = this;
    if (!pair.ok || !input.ok) {
      this.failure = pair.ok && !input.ok ? input.error : undefined;
      return;
    }
    const filtered = this.isFiltered(pair.value, input.value)
      ? success(this.filtered!)
      : await this.work('Filtering', (options) => this.study(pair.value, input.value, options));
    if (!filtered) return;
    if (filtered.ok) this.filtered = filtered.value;
    const tested = filtered.ok
      ? await this.work('Testing', (options) => this.test(pair.value, input.value, options))
      : filtered;
    if (!tested) return;
    if (tested.ok) this.tested = tested.value;
    this.failure = tested.ok ? undefined : tested.error;
  }

  /** Work in the worker with its progress; undefined where something newer took its place. */
  private async work<T>(
    what: string,
    job: (options: AlphaOptions) => Promise<Result<T>>,
  ): Promise<Result<T> | undefined> {
    const abort = new AbortController();
    this.abort = abort;
    this.failure = undefined;
    const start = performance.now();
    this.progress = { what, share: 0, remainingMs: Infinity };
    const onProgress = (share: number): void => {
      if (this.abort !== abort) return;
      const elapsedMs = performance.now() - start;
      this.progress = {
        what,
        share,
        remainingMs: share > 0 ? (elapsedMs * (1 - share)) / share : Infinity,
      };
    };
    const answer = await job({ signal: abort.signal, onProgress });
    if (this.abort !== abort) return undefined;
    this.progress = undefined;
    return answer;
  }

  private isFiltered(
    pair: Pair,
    { delta, measurementVariance, initialCovariance }: BacktestInput,
  ): boolean {
    const last = this.filtered;
    return (
      last?.pair === pair &&
      last.delta === delta &&
      last.measurementVariance === measurementVariance &&
      last.initialCovariance === initialCovariance
    );
  }

  private async study(
    pair: Pair,
    { x, y, delta, measurementVariance, initialCovariance }: BacktestInput,
    options: AlphaOptions,
  ): Promise<Result<Filtered>> {
    const model = { delta, measurementVariance, initialCovariance };
    const study = await this.client.study({ x, y, ...model }, options);
    return study.ok ? success({ ...study.value, ...model, pair }) : study;
  }

  private async test(
    pair: Pair,
    input: BacktestInput,
    options: AlphaOptions,
  ): Promise<Result<Tested>> {
    const { switchesOn } = this;
    const possible = SWITCHES.filter((id) => this.whyNot(id) === undefined);
    const { rule } = this.settings;
    const test = await this.client.test({ ...input, switches: switchesOn, possible }, options);
    if (!test.ok) return test;
    const span = spanOf(pair);
    return success({ ...test.value, pair, rule, span, switchCount: possible.length });
  }

  private whyNot(id: SwitchId): string | undefined {
    const isDaily = this.pair.ok && this.pair.value.kind === 'daily';
    if (id === 'overnight' && isDaily) return 'Daily bars are held overnight.';
    return undefined;
  }
}

const NO_FILE: Result<never> = failure(
  'noFile',
  'This pair is a file of somebody’s own, which a link does not carry: choose the file, or another pair.',
  'pair',
);

/** "these 5 days", of as many dates as there are. */
function spanOf({ timestamps }: Pair): string {
  let days = 0;
  let last = '';
  for (const stamp of timestamps) {
    if (last !== '' && stamp.startsWith(last)) continue;
    last = stamp.slice(0, 10);
    days++;
  }
  return days === 1 ? 'this day' : `these ${days.toLocaleString('en-US')} days`;
}

const alphaByLab = new WeakMap<Lab, Alpha>();

/** The alpha panel's state of a lab: made when first asked for, kept while other panels are shown. */
export function alphaOf(lab: Lab): Alpha {
  const alpha = alphaByLab.get(lab) ?? new Alpha(lab);
  alphaByLab.set(lab, alpha);
  return alpha;
}
