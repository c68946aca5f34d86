/** Numbers as the lab writes them: grouped, a real minus sign (d3-format's default), a narrow space before a unit. */
import { format } from 'd3';

const NARROW_SPACE = '\u202f';
const grouped = format(',.0f');

export function formatCount(count: number): string {
  return grouped(count);
}

/** A number with a real minus sign: "−3.72", "1,950.0". */
export function formatNumber(value: number, digits: number): string {
  return format(`,.${digits}f`)(value);
}

/** A fraction in percent: 0.1159 is "11.59 %". */
export function formatPercent(fraction: number, digits = 2): string {
  return `${format(`,.${digits}f`)(fraction * 100)}${NARROW_SPACE}%`;
}

/** A fraction with its sign written, unless it reads zero: "+0.51 %", "−3.20 %", "0.00 %". */
export function formatSignedPercent(fraction: number, digits = 2): string {
  const readsZero = Math.abs(fraction * 100) < 0.5 * 10 ** -digits;
  return readsZero
    ? formatPercent(0, digits)
    : `+${formatPercent(fraction, digits)}`.replace('+−', '−');
}

/**
 * Dollars rounded to five digits of the net asset value that they are a part of: to the nearest $10 for $1,000,000.
 */
export function formatMoney(dollars: number, netAssetValue: number): string {
  const exponent = Math.floor(Math.log10(netAssetValue)) - 5;
  const step = 10 ** Math.max(exponent, -2);
  const digits = step < 1 ? 2 : 0;
  return format(`$,.${digits}f`)(Math.round(dollars / step) * step);
}

/** Whole dollars: "$78,288", "−$1,000". */
export function formatDollars(dollars: number): string {
  return format('$,.0f')(dollars);
}

/** Dollars to the cent: "$41.49", "−$124.47". */
export function formatCents(dollars: number): string {
  return format('$,.2f')(dollars);
}

/** Dollars of an axis: "$950k", "$1.05M", "−$2B". */
export function formatMoneyTick(dollars: number): string {
  return format('$.4~s')(dollars).replace('G', 'B');
}

/** A count of an axis: "500", "50k", "5M". */
export function formatCountTick(count: number): string {
  return format('~s')(count).replace('G', 'B');
}

/** Milliseconds without the unit: "0.3", "12". */
export function formatMs(milliseconds: number): string {
  return format(milliseconds < 9.95 ? '.1f' : ',.0f')(milliseconds);
}

/** A duration for people: "0.4 s", "12 s", "2 min 5 s". */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)}${NARROW_SPACE}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${NARROW_SPACE}s`;
  return `${Math.floor(whole / 60)}${NARROW_SPACE}min ${whole % 60}${NARROW_SPACE}s`;
}

/** Paths a second: "3.8 M", "410 k". */
export function formatRate(pathsPerSecond: number): string {
  const text = format('.3~s')(pathsPerSecond).replace('G', 'B');
  return text.replace(/([a-zA-Z])$/, `${NARROW_SPACE}$1`);
}
