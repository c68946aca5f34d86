/** Every backtest that would have been as natural a choice as the chosen one: a grid that stands still while cells are chosen. */
import { untrack } from 'svelte';
import type { BacktestInput } from '../alpha/backtest';
import { cellsOf, gridAround, PARAMETERS, type Cell, type MultiverseGrid } from '../alpha/grid';
import type { Multiverse } from '../alpha/multiverse';
import type { Pair } from '../alpha/pair';
import type { Alpha } from './alpha.svelte';
import { shownBacktest } from './shownBacktest';
import { WorkerJob } from './workerJob.svelte';

export interface MultiverseInput {
  input: BacktestInput;
  grid: MultiverseGrid;
}

function cellOf(backtest: BacktestInput): Cell {
  const { delta, measurementVariance, entry, exit, delayBars = 0, costBp = 0 } = backtest;
  return { delta, measurementVariance, entry, exit, delayBars, costBp };
}

export class MultiverseStudy {
  readonly job: WorkerJob<MultiverseInput, Multiverse>;
  /** What the grid is laid around. */
  private centre: Cell | undefined = $state.raw();
  private readonly shown: BacktestInput | undefined = $derived.by(() => {
    const shown = shownBacktest(this.alpha);
    return shown.ok ? shown.value : undefined;
  });
  readonly chosen: Cell | undefined = $derived(this.shown && cellOf(this.shown));
  private readonly grid: MultiverseGrid | undefined = $derived(
    this.centre && gridAround(this.centre),
  );
  readonly backtests: number = $derived(this.grid ? cellsOf(this.grid).length : 0);
  /** The rules that the grid does not vary, as text: equal ones make no new input. */
  private readonly otherRules: string = $derived.by(() => {
    const { shown } = this;
    const { rules } = this.alpha;
    if (!shown || !rules.ok) return '';
    const varied = Object.fromEntries(PARAMETERS.map((name) => [name, 0]));
    return JSON.stringify({ start: shown.initialCovariance, ...rules.value, ...varied });
  });
  private readonly pair: Pair | undefined = $derived.by(() =>
    this.alpha.pair.ok ? this.alpha.pair.value : undefined,
  );
  readonly input: MultiverseInput | undefined = $derived.by(() => {
    const { grid, pair, otherRules } = this;
    if (!grid || !pair || !otherRules) return undefined;
    return untrack(() => ({ input: this.shown!, grid }));
  });

  constructor(private readonly alpha: Alpha) {
    this.job = new WorkerJob(alpha.client.multiverse);
  }

  /** Lays the grid anew where the chosen settings are not on it. To be called in an effect. */
  follow(): void {
    const { chosen, grid } = this;
    if (!chosen) return;
    const isOn = grid && PARAMETERS.every((name) => grid[name].includes(chosen[name]));
    if (!isOn) this.centre = chosen;
  }

  /** Shows one backtest of the grid in the whole panel: a delay or cost of it is switched on to be seen. */
  choose(cell: Cell): void {
    this.alpha.chooseSettings(cell);
    if (cell.delayBars > 0) this.alpha.toggle('delay', true);
    if (cell.costBp > 0) this.alpha.toggle('costs', true);
  }
}
