/**
 * The alpha panel's state: which pair, which settings, and what the worker found for them. The settings are part of the
 * lab's state and so of its link; a file of the user's own stays here.
 */
import { untrack } from 'svelte';
import type { Backtest, BacktestInput, BacktestRules } from '../alpha/backtest';
import type { KalmanPath } from '../alpha/kalman';
import type { Pair } from '../alpha/pair';
import type { Rule } from '../alpha/positions';
import { SWITCHES, withSwitches, type SwitchId, type WaterfallStep } from '../alpha/waterfall';
import { unitCosts } from '../inventory/funding';
import { dailyPair, parsePair } from '../market/pairPrices';
import { failure, success, type Failure, type Result } from '../result';
import { AlphaClient, type PairStudy } from './alphaClient';
import type { AlphaState, PairChoice } from './alphaState';
import { fetchText } from './astra';
import type { Lab } from './lab.svelte';

/** The filter and what it is compared with, of the pair that they were computed for. */
export interface Filtered extends PairStudy {
  pair: Pair;
}

/** The backtests of one set of rules. */
export interface Tested {
  pair: Pair;
  /** From as published to the switches that are on. */
  steps: WaterfallStep[];
  /** What each correction alone changes, on or off. */
  changeAlone: Partial<Record<SwitchId, number>>;
  /** With the switches that are on, by rule. */
  byRule: Record<Rule, Backtest>;
  rule: Rule;
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
  readonly choice: PairChoice = $derived(this.lab.state.alpha.pair);

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
    const { delta, measurementVariance, entry, exit, burnInBars, delayBars, costBp } = this.settings;
    return success({
      timestamps,
      x: x.prices,
      y: y.prices,
      delta,
      measurementVariance,
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

  /** Every switch, whether it is on, what it alone changes, and why it cannot be on. */
  readonly switches: SwitchState[] = $derived(
    SWITCHES.map((id) => {
      const why = this.whyNot(id);
      return {
        id,
        isOn: why === undefined && this.settings.switches.includes(id),
        changeAlone: why === undefined ? this.tested?.changeAlone[id] : undefined,
        why,
      };
    }),
  );
  private readonly switchesOn: SwitchId[] = $derived(
    this.switches.filter(({ isOn }) => isOn).map(({ id }) => id),
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
      this.client.readPair(bytes, fileName, options),
    );
    if (!read) return;
    this.ownFailure = read.ok ? undefined : read.error;
    if (!read.ok) return;
    this.own = read.value;
    this.choosePair({ kind: 'own' });
  }
}
