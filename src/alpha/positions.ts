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
  /** No position stays open behind the last bar of a day; one that would is not taken up again the next day. */
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
  { sessionOf }: Sessions,
  rule: PositionRule,
  position: Int8Array,
): void {
  const { burnInBars, flatOvernight, delayBars } = rule;
  const bars = zScore.length;
  let side = 0;
  const start = Math.min(burnInBars, bars);
  position.fill(0, 0, start);
  for (let t = start; t < bars; t++) {
    if (flatOvernight && t > 0 && sessionOf[t] !== sessionOf[t - 1]) side = 0;
    side = wantedSide(zScore[t]!, side, rule);
    position[t] = side;
  }
  if (delayBars === 0 && !flatOvernight) return;
  for (let t = bars - 1; t >= delayBars; t--) {
    const isOpen = !flatOvernight || (t + 1 < bars && isOneDay(sessionOf, t - delayBars, t + 1));
    position[t] = isOpen ? position[t - delayBars]! : 0;
  }
  position.fill(0, 0, Math.min(delayBars, bars));
}

function isOneDay(sessionOf: Int32Array, from: number, to: number): boolean {
  return sessionOf[from] === sessionOf[to];
}

function wantedSide(z: number, side: number, { rule, entry, exit }: PositionRule): number {
  if (z > entry) return -1;
  if (z < -entry) return 1;
  return rule === 'asPublished' || Math.abs(z) < exit ? 0 : side;
}
