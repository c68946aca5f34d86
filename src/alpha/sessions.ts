/** Where a series of bars breaks: the calendar that its timestamps tell. */
import { failure, success, type Result } from '../result';

export interface Sessions {
  /** The first bar of each trading day. */
  starts: number[];
  /** Of each bar, the calendar days since the bar before: 0 within a day. */
  daysBefore: Int32Array;
  isIntraday: boolean;
  barsPerYear: number;
}

const DAY_MS = 86_400_000;
const TRADING_DAYS_A_YEAR = 252;
const DATE = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/;

/** `timestamps`: ISO 8601, of one time zone, ascending by day. Fails naming the first that is not. */
export function readSessions(timestamps: string[]): Result<Sessions> {
  const starts: number[] = [];
  const daysBefore = new Int32Array(timestamps.length);
  let [date, day] = ['', NaN];
  for (const [bar, timestamp] of timestamps.entries()) {
    if (bar > 0 && timestamp.startsWith(date)) continue;
    date = DATE.exec(timestamp)?.[0] ?? '';
    const next = Date.parse(date) / DAY_MS;
    if (!Number.isInteger(next) || next <= day) return notAscending(timestamp, bar);
    if (bar > 0) daysBefore[bar] = next - day;
    day = next;
    starts.push(bar);
  }
  const isIntraday = timestamps.length > starts.length;
  const barsADay = isIntraday ? medianLength(starts, timestamps.length) : 1;
  return success({ starts, daysBefore, isIntraday, barsPerYear: TRADING_DAYS_A_YEAR * barsADay });
}

/** Bars of the middle session: a holiday's half day, or a file that begins at noon, does not move it. */
function medianLength(starts: number[], bars: number): number {
  const lengths = starts.map((start, i) => (starts[i + 1] ?? bars) - start).sort((a, b) => a - b);
  return lengths[lengths.length >> 1]!;
}

function notAscending(timestamp: string, bar: number): Result<never> {
  return failure(
    'badTimestamps',
    `Timestamp ${bar + 1}, "${timestamp}", is not a date (yyyy-mm-dd, with or without a time) on or after the one before it.`,
    `timestamps, ${bar + 1}`,
  );
}
