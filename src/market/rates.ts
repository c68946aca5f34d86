import { failure, success, type Result } from '../result';

/** A daily interest rate, dates ascending (ISO). */
export interface Rates {
  dates: string[];
  /** Annual, fractions: 3.55 % is 0.0355. */
  rates: number[];
}

const ROW = /^(\d{4}-\d{2}-\d{2}),(-?\d+(?:\.\d+)?)$/;

/** Reads a CSV of a header line and rows `date,percent a year`, dates strictly ascending; fails naming the row. */
export function parseRates(csv: string, fileName: string): Result<Rates> {
  const [header, ...lines] = csv.trim().split(/\r?\n/);
  if (!header?.startsWith('date,') || lines.length === 0) {
    return bad(fileName, 1, 'The file must hold a line "date,..." and rows of a date and a rate');
  }
  const series: Rates = { dates: [], rates: [] };
  for (const [i, line] of lines.entries()) {
    const [, date, percent] = ROW.exec(line) ?? [];
    if (date === undefined) return bad(fileName, i + 2, `"${line}" is not a date and a rate`);
    const previous = series.dates.at(-1);
    if (previous !== undefined && date <= previous)
      return bad(fileName, i + 2, `${date} does not come after ${previous}`);
    series.dates.push(date);
    series.rates.push(Number(percent) / 100);
  }
  return success(series);
}

/** The rate of that date, or the last one before it; undefined before the first. */
export function rateOn({ dates, rates }: Rates, date: string): number | undefined {
  let [low, high] = [0, dates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dates[middle]! <= date) low = middle + 1;
    else high = middle;
  }
  return rates[low - 1];
}

function bad(file: string, row: number, message: string): Result<never> {
  const where = `${file}, row ${row}`;
  return failure('badRates', `${message}. Mend that line and load the file again.`, where);
}
