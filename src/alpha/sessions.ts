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
/** Weekday of day 0, 1970-01-01; Sunday is 0. */
const THURSDAY = 4;
const TRADING_DAYS_A_YEAR = 252;
const DAYS_A_YEAR = 365.25;
const DATE = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/;

/** `timestamps`: ISO 8601, dates of one time zone, ascending. Fails naming the first that is not. */
export function readSessions(timestamps: string[]): Result<Sessions> {
  const starts: number[] = [];
  const daysBefore = new Int32Array(timestamps.length);
  let [date, day] = ['', NaN];
  for (const [bar, timestamp] of timestamps.entries()) {
    if (bar > 0 && timestamp.startsWith(date)) {
      if (isBefore(timestamp, timestamps[bar - 1]!)) return notAscending(timestamp, bar);
      continue;
    }
    date = DATE.exec(timestamp)?.[0] ?? '';
    const next = Date.parse(date) / DAY_MS;
    if (!Number.isInteger(next) || next <= day) return notAscending(timestamp, bar);
    if (bar > 0) daysBefore[bar] = next - day;
    day = next;
    starts.push(bar);
  }
  const isIntraday = timestamps.length > starts.length;
  const barsPerYear = sessionsPerYear(starts, daysBefore, day) * barsASession(starts, timestamps);
  return success({ starts, daysBefore, isIntraday, barsPerYear });
}

/** Within a day. As texts first, which is quick; those out of order as such may be of an hour that a clock went back. */
function isBefore(timestamp: string, last: string): boolean {
  return timestamp < last && !(Date.parse(timestamp) >= Date.parse(last));
}

/** 252 of a market that rests at weekends, every day of one that does not; of weekly bars 52, of monthly ones 12. */
function sessionsPerYear(starts: number[], daysBefore: Int32Array, lastDay: number): number {
  const gap = median(starts.slice(1).map((start) => daysBefore[start]!)) ?? 1;
  if (gap > 1) return DAYS_A_YEAR / gap;
  let day = lastDay;
  const isOnWeekend = (start: number): boolean => {
    const weekday = (day + THURSDAY) % 7;
    day -= daysBefore[start]!;
    return weekday === 0 || weekday === 6;
  };
  return starts.toReversed().some(isOnWeekend) ? DAYS_A_YEAR : TRADING_DAYS_A_YEAR;
}

/** Of the middle session: a holiday's half day, or a file that begins at noon, does not move it. */
function barsASession(starts: number[], timestamps: string[]): number {
  return median(starts.map((start, i) => (starts[i + 1] ?? timestamps.length) - start)) ?? 1;
}

function median(values: number[]): number | undefined {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

function notAscending(timestamp: string, bar: number): Result<never> {
  return failure(
    'badTimestamps',
    `Timestamp ${bar + 1}, "${timestamp}", is not a date (yyyy-mm-dd, with or without a time) on or after the one before it.`,
    `timestamps, ${bar + 1}`,
  );
}
