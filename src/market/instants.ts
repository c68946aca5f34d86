import { isDate } from './prices';

const TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Milliseconds that put timestamps in order: ISO 8601, a date with or without a time, a time with or without a zone
 * (without one as if it were UTC: only the order counts). Undefined where it is not such a timestamp.
 */
export function readInstant(timestamp: string): number | undefined {
  const match = TIMESTAMP.exec(timestamp);
  if (!match || !isDate(match[1]!)) return undefined;
  const [, date, time = '00:00', zone = 'Z'] = match;
  const instant = Date.parse(`${date}T${time}${zone}`);
  return Number.isFinite(instant) ? instant : undefined;
}

interface Timed {
  /** Of its row in the file. */
  number: number;
  instant: number;
  timestamp: string;
}

/** Sorts rows in place where they are not in order, with a warning. Two rows of one time are a problem. */
export function checkInstants(
  rows: Timed[],
): { warnings: string[] } | { message: string; row: number } {
  const isSorted = rows.every(({ instant }, i) => i === 0 || instant >= rows[i - 1]!.instant);
  if (!isSorted) rows.sort((a, b) => a.instant - b.instant);
  const twice = rows.findIndex(({ instant }, i) => i > 0 && instant === rows[i - 1]!.instant);
  if (twice > 0) {
    const { number, timestamp } = rows[twice]!;
    const message = `${timestamp} is there twice, also in row ${rows[twice - 1]!.number}`;
    return { message, row: number };
  }
  return { warnings: isSorted ? [] : ['The rows were not in order of time and were sorted.'] };
}
