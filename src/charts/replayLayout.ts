import { line, scaleBand, scaleLinear, type ScaleBand, type ScaleLinear } from 'd3';
import type { Replay } from '../simulation/result';
import type { PlotSize } from './plot';

/** A piece of a day's stacked bar. `contribution`: fraction of the initial value. */
export interface Contribution {
  asset: number;
  contribution: number;
  y: number;
  height: number;
}

export interface ReplayLayout {
  /** Days 1 to T. */
  x: ScaleBand<number>;
  value: ScaleLinear<number, number>;
  contribution: ScaleLinear<number, number>;
  valueLine: string;
  days: { day: number; x: number; width: number; pieces: Contribution[] }[];
}

/** Pixels between the line above and the bars below. */
const GAP = 28;
const LINE_SHARE = 0.42;
/** Share of a range that stays free at either end. */
const AIR = 0.06;

/**
 * The portfolio's value by day above; below, each day's contributions stacked away from zero, gains upwards and losses
 * downwards, in the book's order. Value on day 0 stands at the left edge of day 1.
 */
export function replayLayout(replay: Replay, size: PlotSize): ReplayLayout {
  const { valueByDay, contributionsByDay } = replay;
  const lineHeight = size.height * LINE_SHARE - GAP / 2;
  const x = scaleBand<number>(
    contributionsByDay.map((_, i) => i + 1),
    [0, size.width],
  ).padding(0.2);
  const reach = contributionsByDay.map((pieces) => [sumOf(pieces, -1), sumOf(pieces, 1)] as const);
  const lowest = Math.min(...reach.map(([loss]) => loss));
  const highest = Math.max(...reach.map(([, gain]) => gain), lowest + 1e-9);
  const room = (highest - lowest) * AIR;
  const contribution = scaleLinear(
    [lowest - room, highest + room],
    [size.height, lineHeight + GAP],
  );
  const [low, high] = [Math.min(...valueByDay), Math.max(...valueByDay)];
  const air = (high - low || 0.02) * AIR;
  const value = scaleLinear([low - air, high + air], [lineHeight, 0]);
  const middle = (day: number): number => (day === 0 ? 0 : x(day)! + x.bandwidth() / 2);
  return {
    x,
    value,
    contribution,
    valueLine: line<number>((_, day) => middle(day), value)(valueByDay) ?? '',
    days: contributionsByDay.map((contributions, i) => ({
      day: i + 1,
      x: x(i + 1)!,
      width: x.bandwidth(),
      pieces: stack(contributions, contribution),
    })),
  };
}

function sumOf(values: number[], sign: 1 | -1): number {
  return values.reduce((sum, value) => (value * sign > 0 ? sum + value : sum), 0);
}

function stack(contributions: number[], y: ScaleLinear<number, number>): Contribution[] {
  let gains = 0;
  let losses = 0;
  return contributions.map((contribution, asset) => {
    const from = contribution > 0 ? gains : losses;
    const to = from + contribution;
    if (contribution > 0) gains = to;
    else losses = to;
    const top = y(Math.max(from, to));
    return { asset, contribution, y: top, height: y(Math.min(from, to)) - top };
  });
}

/** Where a piece is large enough to carry its ticker: the middle of it, pixels. */
export function labelledPieces(
  days: ReplayLayout['days'],
): { key: string; asset: number; x: number; y: number }[] {
  return days.flatMap(({ day, x, width, pieces }) =>
    pieces
      .filter(({ height }) => width > 36 && height > 13)
      .map(({ asset, y, height }) => ({
        key: `${day} ${asset}`,
        asset,
        x: x + width / 2,
        y: y + height / 2,
      })),
  );
}

/** One line of the table: an asset over the whole path. */
export interface AssetOutcome {
  ticker: string;
  /** Final price over initial price. */
  priceRelative: number;
  /** Fraction of the portfolio's initial value. */
  contribution: number;
}

/** Each asset's compounded return and its summed contribution; the contributions add up to the portfolio's return. */
export function assetOutcomes(replay: Replay, tickers: string[]): AssetOutcome[] {
  return tickers.map((ticker, i) => ({
    ticker,
    priceRelative: replay.assetReturnsByDay.reduce(
      (price, returns) => price * (1 + returns[i]!),
      1,
    ),
    contribution: replay.contributionsByDay.reduce((sum, pieces) => sum + pieces[i]!, 0),
  }));
}
