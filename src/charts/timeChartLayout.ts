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

export interface TimeBand {
  low: ArrayLike<number>;
  high: ArrayLike<number>;
  colour: string;
}

/** A value with a line of its own all along. */
export interface TimeLevel {
  value: number;
  label: string;
}

export interface TimeMark {
  bar: number;
  value: number;
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
  /** Where the names of lines and levels stand, in this order, apart from one another. */
  labelYs: number[];
}

const AIR = 0.06;
const LABEL_HEIGHT = 14;
const MARK_SIZE = 4;

/**
 * The drawing of the bars `from` to before `to`; no more points than the width has use for. `fitsAll`: the value axis
 * takes account of the clipped lines too.
 */
export function timeChartLayout(
  series: TimeSeries,
  { from, to }: { from: number; to: number },
  size: PlotSize,
  fitsAll = false,
): TimeChartLayout {
  const { lines, band, levels = [], marks = [] } = series;
  const x = scaleLinear([from, Math.max(to - 1, from + 1)], [0, size.width]);
  const y = scaleLinear(domainOf(series, from, to, { columns: size.width, fitsAll }), [
    size.height,
    0,
  ]);
  const drawn = (values: ArrayLike<number>): number[] => worthDrawing(values, from, to, size.width);
  const lineOf = (values: ArrayLike<number>): string =>
    line<number>(x, (bar) => y(values[bar]!)).digits(1)(drawn(values)) ?? '';
  return {
    x,
    y,
    lines: lines.map(({ values }) => lineOf(values)),
    band: band ? bandOf(band, drawn, x, y) : '',
    marks: marksOf(
      marks.filter(({ bar }) => bar >= from && bar < to),
      x,
      y,
    ),
    labelYs: apart(
      [...lines.map(({ values }) => y(lastOf(values, to))), ...levels.map(({ value }) => y(value))],
      size.height,
    ),
  };
}

function bandOf(
  { low, high }: TimeBand,
  drawn: (values: ArrayLike<number>) => number[],
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
): string {
  const bars = [...new Set([...drawn(low), ...drawn(high)])].sort((a, b) => a - b);
  const areaOf = area<number>()
    .x(x)
    .y0((bar) => y(low[bar]!))
    .y1((bar) => y(high[bar]!))
    .digits(1);
  return areaOf(bars) ?? '';
}

/** Of what is in view, levels and band included, with some air. */
function domainOf(
  { lines, band, levels = [], settledFrom = 0 }: TimeSeries,
  from: number,
  to: number,
  { columns, fitsAll }: { columns: number; fitsAll: boolean },
): [number, number] {
  const start = to > settledFrom ? Math.max(from, settledFrom) : from;
  let low = Infinity;
  let high = -Infinity;
  const include = (value: number): void => {
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  const scaling = lines
    .filter(({ isClipped }) => fitsAll || !isClipped)
    .map(({ values }) => values);
  for (const values of [...scaling, ...(band ? [band.low, band.high] : [])]) {
    for (const bar of worthDrawing(values, start, to, columns)) include(values[bar]!);
  }
  for (const { value } of levels) include(value);
  if (low > high) return [0, 1];
  const air = (high - low || Math.abs(high) || 1) * AIR;
  return [low - air, high + air];
}

function lastOf(values: ArrayLike<number>, to: number): number {
  for (let bar = to - 1; bar >= 0; bar--) if (Number.isFinite(values[bar])) return values[bar]!;
  return 0;
}

/** One drawing a shape; of the marks that fall on the same pixel one is drawn. */
function marksOf(
  marks: TimeMark[],
  x: ScaleLinear<number, number>,
  y: ScaleLinear<number, number>,
): TimeChartLayout['marks'] {
  const drawings = { up: '', down: '', end: '' };
  const taken = new Set<string>();
  const s = MARK_SIZE;
  for (const { bar, value, shape } of marks) {
    const [left, top] = [Math.round(x(bar)), Math.round(y(value))];
    const place = `${shape} ${left}`;
    if (taken.has(place)) continue;
    taken.add(place);
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
  const order = [...wanted.keys()].sort((a, b) => wanted[a]! - wanted[b]!);
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
