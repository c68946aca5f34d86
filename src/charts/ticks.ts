import { precisionFixed, ticks, type ScaleLinear } from 'd3';
import { formatMoneyTick, formatPercent } from './format';

export interface Tick {
  /** Pixels along the axis. */
  position: number;
  label: string;
}

const MOST_TICKS = 6;

/** Round values of a linear axis: as many as fit at `spacing` pixels each, at most six. */
export function fittingTicks(low: number, high: number, length: number, spacing: number): number[] {
  const most = Math.max(2, Math.min(MOST_TICKS, Math.floor(length / spacing)));
  for (let count = most; count > 1; count--) {
    const values = ticks(low, high, count);
    if (values.length <= most) return values;
  }
  return ticks(low, high, 1);
}

/** Fractions in percent, with as many digits as tell neighbours apart. */
export function percentTicks(scale: ScaleLinear<number, number>, spacing: number): Tick[] {
  const { low, high, length } = spanOf(scale);
  const values = fittingTicks(low, high, length, spacing);
  const digits = precisionFixed(((values[1] ?? high) - (values[0] ?? low)) * 100);
  return values.map((value) => ({ position: scale(value), label: formatPercent(value, digits) }));
}

/** Fractions of `netAssetValue` at round numbers of dollars. */
export function moneyTicks(
  scale: ScaleLinear<number, number>,
  netAssetValue: number,
  spacing: number,
): Tick[] {
  const { low, high, length } = spanOf(scale);
  return fittingTicks(low * netAssetValue, high * netAssetValue, length, spacing).map(
    (dollars) => ({
      position: scale(dollars / netAssetValue),
      label: formatMoneyTick(dollars),
    }),
  );
}

function spanOf(scale: ScaleLinear<number, number>): { low: number; high: number; length: number } {
  const [low, high] = scale.domain() as [number, number];
  const [start, end] = scale.range() as [number, number];
  return { low, high, length: Math.abs(end - start) };
}

/** Whole values only, such as days. */
export function wholeTicks(low: number, high: number, length: number, spacing: number): number[] {
  return fittingTicks(low, high, length, spacing).filter(Number.isInteger);
}

/** Powers of ten of a logarithmic axis, thinned to at most six; with 2 and 5 between where there are fewer than three. */
export function logTicks(low: number, high: number): number[] {
  const powers = powersOfTen(low, high, [1]);
  const values = powers.length < 3 ? powersOfTen(low, high, [1, 2, 5]) : powers;
  const every = Math.ceil(values.length / MOST_TICKS);
  return values.filter((_, i) => i % every === 0);
}

function powersOfTen(low: number, high: number, factors: number[]): number[] {
  const values: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); 10 ** exponent <= high; exponent++) {
    for (const factor of factors) {
      const value = factor * 10 ** exponent;
      if (value >= low && value <= high) values.push(value);
    }
  }
  return values;
}
