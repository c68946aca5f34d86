export const PARAMETERS = [
  'delta',
  'measurementVariance',
  'entry',
  'exit',
  'delayBars',
  'costBp',
] as const;

export type Parameter = (typeof PARAMETERS)[number];
export type Cell = Record<Parameter, number>;
/** Of each parameter, the values to try. */
export type MultiverseGrid = Record<Parameter, number[]>;

/** All combinations in which the exit is not beyond the entry; the noises vary slowest. */
export function cellsOf(grid: MultiverseGrid): Cell[] {
  const combinations = PARAMETERS.reduce<Partial<Cell>[]>(
    (cells, parameter) =>
      cells.flatMap((cell) => grid[parameter].map((value) => ({ ...cell, [parameter]: value }))),
    [{}],
  );
  return (combinations as Cell[]).filter(({ entry, exit }) => exit <= entry);
}

/** The chosen values and others that would have been as natural a choice: 2,700 backtests around the defaults. */
export function gridAround(chosen: Cell): MultiverseGrid {
  const times = (value: number, factors: number[]): number[] =>
    factors.map((factor) => (factor === 1 ? value : Number((factor * value).toPrecision(12))));
  const decades = (value: number): number[] => times(value, [0.01, 0.1, 1, 10, 100]);
  const sorted = (values: number[]): number[] => [...new Set(values)].sort((a, b) => a - b);
  const { delta, measurementVariance, entry, exit, delayBars, costBp } = chosen;
  return {
    delta: sorted([delta, ...decades(delta || 1e-5)]),
    measurementVariance: sorted([measurementVariance, ...decades(measurementVariance || 1e-3)]),
    entry: times(entry, [0.5, 0.75, 1, 1.25]),
    exit: sorted([0, 0.5, 1, exit]),
    delayBars: sorted([0, 1, 2, delayBars]),
    costBp: sorted([0, 1, 2, costBp]),
  };
}
