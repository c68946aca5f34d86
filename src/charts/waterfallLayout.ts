import { scaleBand, scaleLinear, type ScaleLinear } from 'd3';
import type { PlotSize } from './plot';

/** A total drawn from zero, or the change that leads from one value to the next. */
export interface WaterfallRow {
  label: string;
  from: number;
  to: number;
  isTotal: boolean;
  /** What the row says behind its bar. */
  text: string;
}

export interface WaterfallLayout {
  x: ScaleLinear<number, number>;
  bars: {
    x: number;
    y: number;
    width: number;
    height: number;
    /** Where the bar ends: the next one starts there. */
    endX: number;
    labelX: number;
  }[];
}

const GAP = 6;
const CHARACTER_WIDTH = 7.2;

/** One row a step, from top to bottom; `half` is the half width of the interval about the last total. */
export function waterfallLayout(
  rows: WaterfallRow[],
  half: number,
  size: PlotSize,
): WaterfallLayout {
  const end = rows.at(-1)?.to ?? 0;
  const values = [0, end - half, end + half, ...rows.flatMap(({ from, to }) => [from, to])];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const longest = Math.max(...rows.map(({ text }) => text.length));
  const room = GAP + longest * CHARACTER_WIDTH;
  const x = scaleLinear([low, high === low ? low + 1 : high], [0, Math.max(size.width - room, 0)]);
  const y = scaleBand<number>(rows.keys(), [0, size.height]).padding(0.22);
  const bars = rows.map(({ from, to, isTotal }, i) => {
    const start = x(isTotal ? 0 : from);
    const reach = x(i === rows.length - 1 ? to + half : to);
    return {
      x: Math.min(start, x(to)),
      y: y(i)!,
      width: Math.max(Math.abs(x(to) - start), 1),
      height: y.bandwidth(),
      endX: x(to),
      labelX: Math.max(start, reach) + GAP,
    };
  });
  return { x, bars };
}
