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
import { AlphaClient } from './alphaClient';
import type { AlphaState, PairChoice } from './alphaState';
import { fetchText } from './astra';
import type { Lab } from './lab.svelte';
import { WorkerJob, type JobOptions } from './workerJob.svelte';

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

/** What the panel's answer is asked of. */
interface Question {
  pair: Pair;
  input: BacktestInput;
  switches: SwitchId[];
  /** Those that the pair allows. */
  possible: SwitchId[];
  rule: Rule;
}

interface OwnFile {
  csv: Blob;
  fileName: string;
}

export interface AlphaSettings extends Omit<AlphaState, 'pair'> {
  rule: Rule;
}

export class Alpha {
  readonly client = new AlphaClient();
  /** Filters and tests; the last answer stays while the next is on its way, fails or is cancelled. */
  readonly answering = new WorkerJob<Question, { filtered: Filtered; tested: Tested }>(
    (question, options) => this.answer(question, options),
  );
  /** The user's last file that could be read; kept where a later one cannot. */
  readonly reading = new WorkerJob<OwnFile, Pair>((file, options) => this.read(file, options));
  private minutes: Result<Pair> | undefined = $state.raw();
  /** The last filter, for the next question about the same pair and noises. */
  private lastFiltered: Filtered | undefined;

  readonly filtered: Filtered | undefined = $derived(this.answering.done?.value.filtered);
  readonly tested: Tested | undefined = $derived(this.answering.done?.value.tested);

  readonly settings: AlphaSettings = $derived.by(() => {
    const settings = $state.snapshot(this.lab.state.alpha);
    return { ...settings, rule: settings.switches.includes('held') ? 'held' : 'asPublished' };
  });
  readonly choice: PairChoice = $derived.by(() => this.lab.state.alpha.pair);

  /** The chosen pair, y to be explained by x; or why there is none. */
  readonly pair: Result<Pair> = $derived.by(() => {
    const { choice } = this;
    if (choice.kind === 'own') {
      const own = this.reading.done?.value;
      return own ? success(own) : NO_FILE;
    }
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

  /** Why there is no answer to the present settings. */
  readonly failure: Failure | undefined = $derived.by(() => {
    const { pair, input } = this;
    if (!pair.ok) return pair.error.code === 'loading' ? undefined : pair.error;
    return input.ok ? this.answering.failure : input.error;
  });

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
  /** What is wrong with a setting. */
  problemOf(field: string): string | undefined {
    return this.failure?.where === field ? this.failure.message : undefined;
  }

  /** Loads the embedded minutes and the bill rates, once. */
  async load(): Promise<void> {
    void this.lab.inventory.loadRates();
    if (this.minutes?.ok) return;
    const csv = await fetchText('data/intraday.csv');
    this.minutes = csv.ok ? parsePair(csv.value, 'intraday.csv') : csv;
  }

  /** Takes a CSV of the user's own; where it cannot be read, says why and keeps what was there. */
  async takeFile(csv: Blob, fileName: string): Promise<void> {
    const file = { csv, fileName };
    await this.reading.run(file);
    if (this.reading.done?.input === file) this.choosePair({ kind: 'own' });
  }

  /** Answers the present settings; a run under way is cancelled first. */
  async run(): Promise<void> {
    const { pair, input, switchesOn: switches } = this;
    if (!pair.ok || !input.ok) return this.answering.cancel();
    const possible = SWITCHES.filter((id) => this.whyNot(id) === undefined);
    const { rule } = this.settings;
    await this.answering.run({ pair: pair.value, input: input.value, switches, possible, rule });
  }

  private async read({ csv, fileName }: OwnFile, options: JobOptions): Promise<Result<Pair>> {
    if (csv.size > MOST_BYTES) {
      const message = `The file holds ${csv.size} bytes; at most ${MOST_BYTES} are read.`;
      return failure('tooLarge', message, fileName);
    }
    try {
      const bytes = await csv.arrayBuffer();
      return await this.client.readPair({ bytes, fileName }, options);
    } catch {
      return failure('unreadable', 'The file could not be opened. Choose it again.', fileName);
    }
  }

  private async answer(
    { pair, input, switches, possible, rule }: Question,
    { signal, onProgress }: JobOptions,
  ): Promise<Result<{ filtered: Filtered; tested: Tested }>> {
    const filtered = await this.filter(pair, input, {
      signal,
      onProgress: (share) => onProgress(share / 2),
    });
    if (!filtered.ok) return filtered;
    this.lastFiltered = filtered.value;
    const test = await this.client.test(
      { ...input, switches, possible },
      { signal, onProgress: (share) => onProgress((1 + share) / 2) },
    );
    if (!test.ok) return test;
    const about = { pair, rule, span: spanOf(pair), switchCount: possible.length };
    return success({ filtered: filtered.value, tested: { ...test.value, ...about } });
  }

  private async filter(
    pair: Pair,
    { x, y, delta, measurementVariance, initialCovariance }: BacktestInput,
    options: JobOptions,
  ): Promise<Result<Filtered>> {
    const last = this.lastFiltered;
    if (
      last?.pair === pair &&
      last.delta === delta &&
      last.measurementVariance === measurementVariance &&
      last.initialCovariance === initialCovariance
    ) {
      return success(last);
    }
    const model = { delta, measurementVariance, initialCovariance };
    const study = await this.client.study({ x, y, ...model }, options);
    return study.ok ? success({ ...study.value, ...model, pair }) : study;
  }

  private whyNot(id: SwitchId): string | undefined {
    const isDaily = this.pair.ok && this.pair.value.kind === 'daily';
    return id === 'overnight' && isDaily ? 'Daily bars are held overnight.' : undefined;
  }
}

/** Far more than minutes of ten years. */
const MOST_BYTES = 200_000_000;

const NO_FILE: Result<never> = failure(
  'noFile',
  'There are no prices yet: choose, drop or paste a CSV under “Your own prices”. A link does not carry them.',
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
