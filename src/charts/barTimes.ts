/** Times of bars along an axis that counts bars, so that nights and weekends take no room. */

export interface BarTimes {
  /** ISO, ascending: the day, or the local minute with or without its offset. */
  stamps: string[];
  /** How many leading characters a stamp shares with the one before; 0 for the first. */
  shared: Uint8Array;
}

export interface BarTick {
  bar: number;
  label: string;
}

/** Characters of an ISO stamp up to the year, month, day, hour, ten minutes and minute. */
const LEVELS = [4, 7, 10, 13, 15, 16];
const FEWEST_TICKS = 3;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

export function barTimes(stamps: string[]): BarTimes {
  const shared = new Uint8Array(stamps.length);
  for (let bar = 1; bar < stamps.length; bar++) {
    shared[bar] = sharedCharacters(stamps[bar]!, stamps[bar - 1]!);
  }
  return { stamps, shared };
}

function sharedCharacters(a: string, b: string): number {
  let count = 0;
  while (count < a.length && count < 255 && a.charCodeAt(count) === b.charCodeAt(count)) count++;
  return count;
}

/** Where years, months, days, hours or minutes begin in bars `from..to`: the coarsest that shows three, at most `most`. */
export function barTicks(
  { stamps, shared }: BarTimes,
  from: number,
  to: number,
  most: number,
): BarTick[] {
  const sharing = new Uint32Array(256);
  for (let bar = from; bar < to; bar++) sharing[shared[bar]!]!++;
  const levels = LEVELS.filter((level) => level <= (stamps[0]?.length ?? 0));
  const startsAt = (level: number): number =>
    sharing.subarray(0, level).reduce((count, bars) => count + bars, 0);
  const level = levels.find((level) => startsAt(level) >= FEWEST_TICKS) ?? levels.at(-1) ?? 0;
  const starts: number[] = [];
  for (let bar = from; bar < to; bar++) if (shared[bar]! < level) starts.push(bar);
  const every = Math.ceil(starts.length / Math.max(most, 1));
  return starts
    .filter((_, i) => i % every === 0)
    .map((bar) => ({ bar, label: labelOf(stamps[bar]!, level) }));
}

function labelOf(stamp: string, level: number): string {
  const month = MONTHS[Number(stamp.slice(5, 7)) - 1] ?? '';
  if (level === 4) return stamp.slice(0, 4);
  if (level === 7) return `${month} ${stamp.slice(0, 4)}`;
  return level === 10 ? `${Number(stamp.slice(8, 10))} ${month}` : stamp.slice(11, 16);
}

/** "11 Feb 2019, 09:31", or "11 Feb 2019" of a day. */
export function timeInWords(stamp: string): string {
  const day = `${labelOf(stamp, 10)} ${stamp.slice(0, 4)}`;
  return stamp.length > 10 ? `${day}, ${stamp.slice(11, 16)}` : day;
}
