/** Two series of prices on the same bars: from a CSV, or two of the daily tickers. */
import Papa from 'papaparse';
import { failure, success, type Result } from '../result';
import { badPrices, type Prices } from './prices';
import { checkInstants, readInstant } from './instants';
import { selectWindow } from './window';

interface Leg {
  ticker: string;
  /** One a bar, positive. */
  prices: Float64Array;
}

/** y is to be explained by x. */
export interface Pair {
  x: Leg;
  y: Leg;
  /** One a bar, ascending, as in the file: ISO 8601, in local time. */
  timestamps: string[];
  /** `minute`: more than one bar a day. */
  kind: 'minute' | 'daily';
  /** What was odd in the file, and what was done about it. */
  warnings: string[];
}

interface Row {
  /** In the file, counted from 1. */
  number: number;
  timestamp: string;
  instant: number;
  prices: [number, number];
}

const MINIMUM_BARS = 10;
const MOST_QUOTED = 40;
const MOST_CHARACTERS = 200_000_000;
const PRICE = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;
const MISSING = /^(|nan|n\/?a|#n\/a|null|-?inf(inity)?)$/i;
/** Between two bars: a split, or another unit, rather than a price. */
const JUMP = 1.8;

/**
 * Reads a CSV of three columns: a date or time, then the prices of y and of x; the header names them. Rows without a
 * price are left out and rows out of order sorted, with a warning; anything else that is wrong fails with its row and
 * column, counted as a text editor does. Decimal points; columns parted by commas, semicolons, tabs or bars.
 */
export function parsePair(csv: string, fileName: string): Result<Pair> {
  const bad = (row: number, message: string, column?: string): Result<never> =>
    badPrices(fileName, row, column, message);
  if (csv.length > MOST_CHARACTERS) return bad(1, 'The file is larger than 200 MB');
  if (csv.includes('\0')) return bad(1, 'This is not a text file');
  const parsed = Papa.parse<string[]>(csv, { delimitersToGuess: [',', '\t', '|', ';'] });
  const broken = parsed.errors.find(({ type }) => type === 'Quotes');
  if (broken) return bad((broken.row ?? 0) + 1, broken.message);
  const header = (parsed.data[0] ?? []).map((name) => name.trim());
  const problem = headerProblem(header);
  if (problem) return bad(1, problem);
  const [, yTicker, xTicker] = header as [string, string, string];
  const rows: Row[] = [];
  const leftOut: number[] = [];
  for (let i = 1; i < parsed.data.length; i++) {
    const cells = parsed.data[i]!.map((cell) => cell.trim());
    if (cells.length === 1 && cells[0] === '') continue;
    const row = readRow(cells, header, i + 1);
    if (row === 'missing') leftOut.push(i + 1);
    else if ('message' in row) return bad(i + 1, row.message, row.column);
    else rows.push(row);
  }
  if (rows.length < MINIMUM_BARS) {
    return bad(
      parsed.data.length,
      `There are ${rows.length} bars; at least ${MINIMUM_BARS} are needed`,
    );
  }
  const order = checkInstants(rows);
  if ('message' in order) return bad(order.row, order.message, header[0]);
  const legs = ([yTicker, xTicker] as const).map((ticker, leg) => ({
    ticker,
    prices: Float64Array.from(rows, ({ prices }) => prices[leg]!),
  }));
  const [y, x] = legs as [Leg, Leg];
  const timestamps = rows.map(({ timestamp }) => timestamp);
  return success({
    ...{ x, y, timestamps },
    kind: kindOf(timestamps),
    warnings: [
      ...missingWarning(leftOut),
      ...order.warnings,
      ...constantWarning(y),
      ...constantWarning(x),
      ...jumpWarning(y, rows),
      ...jumpWarning(x, rows),
    ],
  });
}

/** Two of the daily tickers, both dates included. Fails as {@link selectWindow}, and where both are the same. */
export function dailyPair(
  market: Prices,
  tickers: { y: string; x: string },
  { from, to }: { from: string; to: string },
): Result<Pair> {
  if (tickers.y === tickers.x) {
    const message = `A pair is two different series: choose another ticker beside "${tickers.y}".`;
    return failure('sameTicker', message, tickers.y);
  }
  const window = selectWindow(market, [tickers.y, tickers.x], from, to);
  if (!window.ok) return window;
  const { dates, prices } = window.value;
  const leg = (ticker: string, column: number): Leg => ({
    ticker,
    prices: Float64Array.from(prices, (row) => row[column]!),
  });
  return success({
    x: leg(tickers.x, 1),
    y: leg(tickers.y, 0),
    timestamps: dates,
    kind: 'daily',
    warnings: [],
  });
}

function headerProblem(header: string[]): string | undefined {
  if (/^(<|%pdf)/i.test(header[0] ?? '')) return 'This is a page or a document, not a CSV';
  if (header.length !== 3) {
    return `There are ${header.length} columns; a pair has three: the time, the prices of one, the prices of the other`;
  }
  if (readInstant(header[0]!) !== undefined || header.some((name) => PRICE.test(name))) {
    return 'The first line must name the columns, such as "timestamp,JPM,BAC"';
  }
  if (header[1] === '' || header[2] === '') return 'A column of prices has no name';
  return header[1] === header[2] ? `Both columns are called "${shortened(header[1]!)}"` : undefined;
}

function readRow(
  cells: string[],
  header: string[],
  number: number,
): Row | 'missing' | { message: string; column?: string | undefined } {
  if (cells.length !== 3) return { message: `There are ${cells.length} cells in place of 3` };
  const timestamp = cells[0]!;
  const instant = readInstant(timestamp);
  if (instant === undefined) {
    const message = `"${shortened(timestamp)}" is not a date or time of the form 2024-01-31 or 2024-01-31T09:31:00-05:00`;
    return { message, column: header[0] };
  }
  const wrong = cells.findIndex((cell, i) => i > 0 && !MISSING.test(cell) && !isPrice(cell));
  if (wrong > 0) {
    const message = `"${shortened(cells[wrong]!)}" is not a positive price in plain decimals, such as 1234.50`;
    return { message, column: header[wrong] };
  }
  if (MISSING.test(cells[1]!) || MISSING.test(cells[2]!)) return 'missing';
  return { number, timestamp, instant, prices: [Number(cells[1]), Number(cells[2])] };
}

/** Of a cell, as much as a message has room for. */
function shortened(cell: string): string {
  return cell.length > MOST_QUOTED ? `${cell.slice(0, MOST_QUOTED)}…` : cell;
}

function isPrice(cell: string): boolean {
  return PRICE.test(cell) && Number(cell) > 0 && Number(cell) < Infinity;
}

function kindOf(timestamps: string[]): Pair['kind'] {
  const isSameDay = (stamp: string, i: number): boolean =>
    i > 0 && timestamps[i - 1]!.startsWith(stamp.slice(0, 10));
  return timestamps.some(isSameDay) ? 'minute' : 'daily';
}

function missingWarning(leftOut: number[]): string[] {
  if (leftOut.length === 0) return [];
  return [
    `${counted(leftOut.length, 'row')} without a price left out, the first row ${leftOut[0]}.`,
  ];
}

function constantWarning({ ticker, prices }: Leg): string[] {
  if (prices.some((price) => price !== prices[0])) return [];
  return [`Every price of ${ticker} is ${prices[0]}: what never moves has no hedge and no risk.`];
}

function jumpWarning({ ticker, prices }: Leg, rows: Row[]): string[] {
  const jumps = rows.flatMap(({ number }, t) => {
    const growth = t > 0 ? prices[t]! / prices[t - 1]! : 1;
    return growth > JUMP || growth < 1 / JUMP ? [number] : [];
  });
  if (jumps.length === 0) return [];
  const what = `${counted(jumps.length, 'jump')} of ${ticker} by more than ${Math.round((JUMP - 1) * 100)} %`;
  return [`${what}, the first at row ${jumps[0]}: a split or another unit would look so.`];
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
