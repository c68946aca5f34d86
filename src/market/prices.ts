import Papa from 'papaparse';
import { failure, success, type Result } from '../result';

/** Daily closes: dates ascending (ISO, YYYY-MM-DD), one row of prices a date in the order of `tickers`. */
export interface Prices {
  tickers: string[];
  dates: string[];
  /** dates x tickers, positive. */
  prices: number[][];
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const DECIMAL = /^\d+(\.\d+)?$/;

/**
 * Reads a CSV whose header is `date,TICKER,...` and whose rows are a date and one positive price a ticker, dates
 * strictly ascending. Fails with file, row and column (counted as a text editor does, from 1) on anything else.
 */
export function parsePrices(csv: string, fileName: string): Result<Prices> {
  const parsed = Papa.parse<string[]>(csv, { skipEmptyLines: 'greedy' });
  const broken = parsed.errors.find((error) => error.type !== 'Delimiter');
  if (broken) return badPrices(fileName, (broken.row ?? 0) + 1, undefined, broken.message);
  const [header, ...rows] = parsed.data;
  const tickers = header?.slice(1) ?? [];
  if (header?.[0] !== 'date' || tickers.length === 0) {
    return badPrices(
      fileName,
      1,
      undefined,
      'The first line must be "date" followed by the tickers',
    );
  }
  const repeated = tickers.find((ticker, i) => ticker === '' || tickers.indexOf(ticker) !== i);
  if (repeated !== undefined) {
    return badPrices(
      fileName,
      1,
      undefined,
      `The ticker "${repeated}" is blank or stands there twice`,
    );
  }
  if (rows.length < 3)
    return badPrices(fileName, rows.length + 1, undefined, 'There are fewer than 3 rows of prices');
  const dates: string[] = [];
  const prices: number[][] = [];
  for (const [i, row] of rows.entries()) {
    const problem = checkRow(row, tickers, dates.at(-1));
    if (problem) return badPrices(fileName, i + 2, problem.column, problem.message);
    dates.push(row[0]!);
    prices.push(row.slice(1).map(Number));
  }
  return success({ tickers, dates, prices });
}

interface RowProblem {
  column?: string;
  message: string;
}

function checkRow(
  row: string[],
  tickers: string[],
  previousDate: string | undefined,
): RowProblem | undefined {
  const date = row[0]!;
  if (!isDate(date))
    return { column: 'date', message: `"${date}" is not a date of the form YYYY-MM-DD` };
  if (previousDate !== undefined && date <= previousDate) {
    return { column: 'date', message: `${date} does not come after ${previousDate}` };
  }
  if (row.length !== tickers.length + 1) {
    return { message: `There are ${row.length - 1} prices for ${tickers.length} tickers` };
  }
  const column = row.findIndex((cell, i) => i > 0 && !(DECIMAL.test(cell) && Number(cell) > 0));
  if (column < 0) return undefined;
  return { column: tickers[column - 1]!, message: `"${row[column]}" is not a positive price` };
}

/** A day of the calendar: 2024-02-30 is not. */
export function isDate(text: string): boolean {
  if (!ISO_DATE.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** A failure at a row (counted from 1) and column of a file. */
export function badPrices(
  file: string,
  row: number,
  column: string | undefined,
  message: string,
): Result<never> {
  const where =
    column === undefined ? `${file}, row ${row}` : `${file}, row ${row}, column ${column}`;
  return failure('badPrices', `${message}. Mend that line and load the file again.`, where);
}
