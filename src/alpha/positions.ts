import type { Sessions } from './sessions';

export type Rule = 'asPublished' | 'held';

export interface PositionRule {
  rule: Rule;
  /** The z-score beyond which the spread is sold (above) or bought (below). */
  entry: number;
  /** `held`: the position is closed once the z-score is within this of zero. */
  exit: number;
  /** Signals of so many first bars are not followed: the filter still finds its state. */
  burnInBars: number;
  /**
   * No position stays open behind the last bar of a day; one that would is not taken up again the next day. Nor is a
   * signal taken from the first bar of a day, whose innovation spans a night; the filter learns from it all the same.
   */
  flatOvernight: boolean;
  /** Bars between a signal and its trade; 0 trades at the very price that made the signal, as published. */
  delayBars: number;
}

/**
 * Writes, for each bar, the side held from its close on: 1 long the spread, -1 short, 0 flat.
 *
 * `asPublished` holds the spread only while the z-score is beyond the entry; `held` from the entry until the z-score
 * comes within the exit, or turns to the other side's entry.
 */
export function takePositions(
  zScore: Float64Array,
  { starts }: Sessions,
  rule: PositionRule,
  position: Int8Array,
): void {
  const bars = zScore.length;
  const delay = Math.min(rule.delayBars, bars);
  if (!rule.flatOvernight) {
    followSignals(zScore, rule, 0, bars, position);
    position.copyWithin(delay, 0).fill(0, 0, delay);
    return;
  }
  for (const [day, start] of starts.entries()) {
    const end = starts[day + 1] ?? bars;
    position[start] = 0;
    followSignals(zScore, rule, start + 1, end, position);
    const open = Math.min(start + delay, end);
    position.copyWithin(open, start, start + end - open);
    position.fill(0, start, open);
    position[end - 1] = 0;
  }
}

/** The sides of the bars from `start` up to `end`, flat before them. */
function followSignals(
  zScore: Float64Array,
  rule: PositionRule,
  start: number,
  end: number,
  position: Int8Array,
): void {
  const { entry, exit } = rule;
  const isHeld = rule.rule === 'held';
  const first = Math.min(Math.max(start, rule.burnInBars), end);
  position.fill(0, start, first);
  let side = 0;
  for (let t = first; t < end; t++) {
    const z = zScore[t]!;
    if (z > entry) side = -1;
    else if (z < -entry) side = 1;
    else if (!isHeld || Math.abs(z) < exit) side = 0;
    position[t] = side;
  }
}
