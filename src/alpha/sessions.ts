/** Where a series of bars breaks: the calendar that its timestamps tell. */
import { failure, success, type Result } from '../result';

export interface Sessions {
  /** Of each bar, the number of its trading day, from 0. */
  sessionOf: Int32Array;
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
  const sessionOf = new Int32Array(timestamps.length);
  const daysBefore = new Int32Array(timestamps.length);
  let [date, day, session] = ['', NaN, -1];
  for (const [bar, timestamp] of timestamps.entries()) {
    if (date === '' || !timestamp.startsWith(date)) {
      date = DATE.exec(timestamp)?.[0] ?? '';
      const next = Date.parse(date) / DAY_MS;
      if (!Number.isInteger(next) || next <= day) return notAscending(timestamp, bar);
      if (session >= 0) daysBefore[bar] = next - day;
      day = next;
      session++;
    }
    sessionOf[bar] = session;
  }
  const isIntraday = timestamps.length > session + 1;
  const barsPerYear = TRADING_DAYS_A_YEAR * (isIntraday ? medianCount(sessionOf) : 1);
  return success({ sessionOf, daysBefore, isIntraday, barsPerYear });
}

/** Bars of the middle session: a holiday's half day, or a file that begins at noon, does not move it. */
function medianCount(sessionOf: Int32Array): number {
  const counts: number[] = [];
  for (const session of sessionOf) counts[session] = (counts[session] ?? 0) + 1;
  counts.sort((a, b) => a - b);
  return counts[counts.length >> 1]!;
}

function notAscending(timestamp: string, bar: number): Result<never> {
  return failure(
    'badTimestamps',
    `Timestamp ${bar + 1}, "${timestamp}", is not a date (yyyy-mm-dd, with or without a time) on or after the one before it.`,
    `timestamps, ${bar + 1}`,
  );
}
