import { area, line, scaleLinear, type ScaleLinear } from 'd3';
import { worthDrawing } from './decimate';
import type { PlotSize } from './plot';

export interface TimeLine {
  label: string;
  /** One value a bar; not finite where there is none. */
  values: ArrayLike<number>;
  /** A colour of the page. */
  colour: string;
  dashes?: string;
  width?: number;
  /** The value axis takes no account of it: what lies beyond is cut off. */
  isClipped?: boolean;
}

/** `times` standard deviations about the middle. */
export interface TimeBand {
  /** Absent: zero. */
  middle?: ArrayLike<number>;
  deviation: ArrayLike<number>;
  times: number;
  colour: string;
}

/** A value with a line of its own all along. */
export interface TimeLevel {
  value: number;
  label: string;
  /** As of a line. */
  isClipped?: boolean;
}

/** Stands on the first line. */
export interface TimeMark {
  bar: number;
  shape: 'up' | 'down' | 'end';
}

export interface TimeSeries {
  lines: TimeLine[];
  band?: TimeBand | undefined;
  levels?: TimeLevel[];
  marks?: TimeMark[];
  /** The value axis takes no account of the bars before: those of a filter that has just started. */
  settledFrom?: number;
}

export interface TimeChartLayout {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  lines: string[];
  band: string;
  marks: Record<TimeMark['shape'], string>;
  /** Names of the lines and levels that are drawn, apart from one another; `y` in pixels. */
  labels: { label: string; colour?: string; y: number }[];
}

const AIR = 0.06;
const LABEL_HEIGHT = 14;
const MARK_SIZE = 4;

/**
 * The drawing of the bars `from` to before `to`; no more points than the width has use for. `fitsAll`: the value axis
 * takes account of what is clipped too.
 */
export function timeChartLayout(
  series: TimeSeries,
  { from, to }: { from: number; to: number },
  size: PlotSize,
  fitsAll = false,
): TimeChartLayout {
  const { lines, band, levels = [], marks = [] } = series;
  const worth = (values: ArrayLike<number>): number[] => worthDrawing(values, from, to, size.width);
  const barsOf = lines.map(({ values }) => worth(values));
  const bandBars = band ? inOrder(worth(band.middle ?? []), worth(band.deviation)) : [];
  const x = scaleLinear([from, Math.max(to - 1, from + 1)], [0, size.width]);
  const y = scaleLinear(domainOf(series, barsOf, bandBars, fitsAll), [size.height, 0]);
  return {
    x,
    y,
    lines: lines.map(({ values }, i) => {
      const lineOf = line<number>(x, (bar) => y(values[bar]!)).digits(1);
      return lineOf(barsOf[i]!) ?? '';
    }),
    band: band ? bandOf(band, bandBars, x, y) : '',
    marks: marksOf(
      marks.filter(({ bar }) => bar >= from && bar < to),
      lines[0]?.values ?? [],
      x,
      y,
    ),
    labels: labelsOf(
      [
        ...lines.flatMap(({ label, colour, values }, i) => {
          const last = barsOf[i]!.at(-1);
          return last === undefined ? [] : [{ label, colour, y: y(values[last]!) }];
        }),
        ...levels.map(({ label, value }) => ({ label, y: y(value) })),
      ],
      size.height,
    ),
  };
}

function labelsOf(wanted: TimeChartLayout['labels'], height: number): TimeChartLayout['labels'] {
  const named = wanted.filter(({ label }) => label !== '');
  const ys = apart(
    named.map(({ y }) => y),
    height,
  );
  return named.map((label, i) => ({ ...label, y: ys[i]! }));
}

function inOrder(a: number[], b: number[]): number[] {
  return [...new Set([...a, ...b])].sort((first, second) => first - second);
}

function edgesOf({ middle, deviation, times }: TimeBand, bar: number): [number, number] {
  const centre = middle ? middle[bar]! : 0;
  return [centre - times * deviation[bar]!, centre + times * deviation[bar]!];
}

function bandOf(
  band: TimeBand,
  bars: number[],
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
): string {
  const areaOf = area<number>()
    .x(x)
    .y0((bar) => y(edgesOf(band, bar)[0]))
    .y1((bar) => y(edgesOf(band, bar)[1]))
    .defined((bar) => Number.isFinite(band.deviation[bar]))
    .digits(1);
  return areaOf(bars) ?? '';
}

/** Of what is in view and settled, levels and band included, with some air; of all in view where nothing is settled. */
function domainOf(
  { lines, band, levels = [], settledFrom = 0 }: TimeSeries,
  barsOf: number[][],
  bandBars: number[],
  fitsAll: boolean,
): [number, number] {
  const isSettled = barsOf.some((bars) => bars.at(-1)! >= settledFrom);
  const start = isSettled ? settledFrom : 0;
  let low = Infinity;
  let high = -Infinity;
  const include = (value: number): void => {
    if (!Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  lines.forEach(({ values, isClipped }, i) => {
    if (isClipped && !fitsAll) return;
    for (const bar of barsOf[i]!) if (bar >= start) include(values[bar]!);
  });
  if (band) for (const bar of bandBars) if (bar >= start) edgesOf(band, bar).forEach(include);
  for (const { value, isClipped } of levels) if (!isClipped || fitsAll) include(value);
  if (low > high) return [0, 1];
  const air = (high - low || Math.abs(high) || 1) * AIR;
  return [low - air, high + air];
}

/** One drawing a shape; of the marks that fall on the same pixel one is drawn. */
function marksOf(
  marks: TimeMark[],
  values: ArrayLike<number>,
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
): TimeChartLayout['marks'] {
  const drawings = { up: '', down: '', end: '' };
  const taken = { up: new Set<number>(), down: new Set<number>(), end: new Set<number>() };
  const s = MARK_SIZE;
  for (const { bar, shape } of marks) {
    const left = Math.round(x(bar));
    if (taken[shape].has(left)) continue;
    taken[shape].add(left);
    const top = Math.round(y(values[bar] ?? 0));
    drawings[shape] += {
      up: `M${left} ${top - s}l${s} ${2 * s}h${-2 * s}z`,
      down: `M${left} ${top + s}l${s} ${-2 * s}h${-2 * s}z`,
      end: `M${left - s} ${top - s}l${2 * s} ${2 * s}m0 ${-2 * s}l${-2 * s} ${2 * s}`,
    }[shape];
  }
  return drawings;
}

/** Positions as near to the wanted ones as lines of text allow, inside the plot. */
export function apart(wanted: number[], height: number, lineHeight = LABEL_HEIGHT): number[] {
  const order = [...wanted.keys()]
    .filter((i) => !Number.isNaN(wanted[i]))
    .sort((a, b) => wanted[a]! - wanted[b]!);
  const placed = wanted.map((y) => Math.min(Math.max(y, 0), height));
  order.forEach((index, i) => {
    if (i > 0) placed[index] = Math.max(placed[index]!, placed[order[i - 1]!]! + lineHeight);
  });
  let lowest = height;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index]!, lowest);
    lowest = placed[index] - lineHeight;
  }
  return placed;
}
