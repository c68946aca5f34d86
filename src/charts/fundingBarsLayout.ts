import { scaleBand, scaleLinear, type ScaleLinear } from 'd3';
import type { PositionFunding } from '../inventory/funding';
import type { PlotSize } from './plot';

export interface FundingBar {
  ticker: string;
  x: number;
  y: number;
  width: number;
  height: number;
  isCost: boolean;
  /** Where the amount is written: outside the bar's end. */
  labelX: number;
  labelAnchor: 'start' | 'end';
}

export interface FundingBarsLayout {
  /** Dollars a day. */
  x: ScaleLinear<number, number>;
  bars: FundingBar[];
  /** False where the bars are too thin for a line of text each. */
  showsLabels: boolean;
}

/** Pixels that the amounts need beside the bars, such as "−$47.38". */
const LABEL_WIDTH = 64;
const TEXT_HEIGHT = 13;

/** One bar a position, in the book's order: costs to the left of zero, income to the right. */
export function fundingBarsLayout(positions: PositionFunding[], size: PlotSize): FundingBarsLayout {
  const amounts = positions.map(({ dailyFunding }) => dailyFunding);
  const lowest = Math.min(0, ...amounts);
  const highest = Math.max(0, ...amounts);
  const x = scaleLinear(
    [lowest, highest === lowest ? 1 : highest],
    [lowest < 0 ? LABEL_WIDTH : 0, Math.max(size.width - (highest > 0 ? LABEL_WIDTH : 0), 0)],
  );
  const y = scaleBand<number>(positions.keys(), [0, size.height]).padding(0.25);
  const bars = positions.map(({ ticker, dailyFunding }, i) => {
    const isCost = dailyFunding < 0;
    return {
      ticker,
      x: Math.min(x(dailyFunding), x(0)),
      y: y(i)!,
      width: Math.abs(x(dailyFunding) - x(0)),
      height: y.bandwidth(),
      isCost,
      labelX: x(dailyFunding) + (isCost ? -6 : 6),
      labelAnchor: isCost ? ('end' as const) : ('start' as const),
    };
  });
  return { x, bars, showsLabels: y.step() >= TEXT_HEIGHT };
}
