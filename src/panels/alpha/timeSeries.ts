/** What the time charts draw: the lines, bands, levels and marks of each, and what each shows in a sentence. */
import { format } from 'd3';
import type { Backtest } from '../../alpha/backtest';
import { formatCents, formatPercent, formatSignedPercent } from '../../charts/format';
import type { TimeMark, TimeSeries } from '../../charts/timeChartLayout';
import type { AlphaSettings, Filtered } from '../../lab/alpha.svelte';
import { formatSharpe } from './alphaWords';

export interface TimeChartContent {
  title: string;
  fileName: string;
  finding: string;
  unit: string;
  /** Pixels. */
  height: number;
  series: TimeSeries;
  format: (value: number) => string;
  formatTick: (value: number) => string;
}

/** Two-sided, 95 %. */
const NORMAL_95 = 1.959964;
const fourDigits = format(',.4f');
const tick = format('~g');

/** From top to bottom; all but the prices leave the filter's first bars out of their scales. */
export function timeChartsOf(
  filtered: Filtered,
  backtest: Backtest,
  settings: AlphaSettings,
): TimeChartContent[] {
  const marks = marksOf(backtest);
  return [
    pricesOf(filtered),
    betaOf(filtered, settings),
    spreadOf(filtered, marks, settings),
    zScoreOf(filtered, marks, settings),
    equityOf(backtest),
    drawdownOf(backtest),
  ];
}

function pricesOf({ pair: { x, y } }: Filtered): TimeChartContent {
  const [changeY, changeX] = [y, x].map(({ prices }) => relativeTo(prices)) as [
    Float64Array,
    Float64Array,
  ];
  return {
    title: `${y.ticker} and ${x.ticker}, change since the first bar`,
    fileName: 'astra-pair',
    finding: `Over all bars ${y.ticker} moves ${formatSignedPercent(changeY.at(-1)!)} and ${x.ticker} ${formatSignedPercent(changeX.at(-1)!)}.`,
    unit: '% of the first price',
    height: 170,
    series: {
      lines: [
        { label: y.ticker, values: changeY, colour: 'var(--asset-0)' },
        { label: x.ticker, values: changeX, colour: 'var(--asset-1)', dashes: '6 2' },
      ],
    },
    format: (value) => formatSignedPercent(value),
    formatTick: (value) => tick(Number((value * 100).toPrecision(6))),
  };
}

function betaOf(
  { pair: { x, y }, path, smoothed, wholeSample, rolling, rollingBars }: Filtered,
  { burnInBars }: AlphaSettings,
): TimeChartContent {
  const last = path.beta.length - 1;
  const half = NORMAL_95 * path.betaSd[last]!;
  return {
    title: `Shares of ${x.ticker} for one of ${y.ticker}: beta with its 95 % band`,
    fileName: 'astra-beta',
    finding:
      `The filter ends at a beta of ${fourDigits(path.beta[last]!)} ± ${fourDigits(half)}; least squares over the whole sample gives ${fourDigits(wholeSample.beta)}. ` +
      'The smoother and the whole sample know the bars to come: hindsight, not to be traded on.',
    unit: 'beta',
    height: 210,
    series: {
      lines: [
        {
          label: `rolling ${rollingBars}`,
          values: rolling.beta,
          colour: 'var(--asset-3)',
          width: 1,
          isClipped: true,
        },
        // Wide, so that the dashes on it are seen where the two agree.
        { label: 'filter', values: path.beta, colour: 'var(--asset-0)', width: 3 },
        { label: 'hindsight', values: smoothed.beta, colour: 'var(--ink)', dashes: '10 8' },
      ],
      band: {
        middle: path.beta,
        deviation: path.betaSd,
        times: NORMAL_95,
        colour: 'var(--asset-0)',
      },
      levels: [
        {
          value: wholeSample.beta,
          label: `whole ${format('.3~f')(wholeSample.beta)}`,
          isClipped: true,
        },
      ],
      settledFrom: burnInBars,
    },
    format: fourDigits,
    formatTick: tick,
  };
}

function spreadOf(
  { pair: { x, y }, path }: Filtered,
  marks: TimeMark[],
  { entry, burnInBars }: AlphaSettings,
): TimeChartContent {
  return {
    title: `Spread: ${y.ticker} less what ${x.ticker} foretells; inside the band nothing is traded`,
    fileName: 'astra-spread',
    finding: `The last spread is ${formatCents(path.innovation.at(-1)!)}, the entry ${formatCents(entry * path.innovationSd.at(-1)!)} from zero.`,
    unit: 'price of y',
    height: 150,
    series: {
      lines: [{ label: 'spread', values: path.innovation, colour: 'var(--data)', width: 1 }],
      band: { deviation: path.innovationSd, times: entry, colour: 'var(--reference)' },
      marks,
      settledFrom: burnInBars,
    },
    format: format(',.3f'),
    formatTick: tick,
  };
}

function zScoreOf(
  { path }: Filtered,
  marks: TimeMark[],
  { entry, exit, rule, burnInBars }: AlphaSettings,
): TimeChartContent {
  const beyond = path.zScore.reduce((count, z) => count + (Math.abs(z) > entry ? 1 : 0), 0);
  const exits = rule === 'held' && exit > 0 ? [exit, -exit] : [];
  return {
    title: 'z-score with its thresholds, and the trades (triangles: opened, crosses: closed)',
    fileName: 'astra-z-score',
    finding: `The z-score is beyond ±${entry} at ${beyond} of ${path.zScore.length} bars; ${marks.length / 2} trades are made. The first bars, where the filter knows nothing, reach ${formatSharpe(path.zScore[0])} and run off the chart.`,
    unit: 'standard deviations',
    height: 190,
    series: {
      lines: [{ label: 'z-score', values: path.zScore, colour: 'var(--data)', width: 1 }],
      levels: [
        ...[entry, -entry].map((value) => ({ value, label: `enter ${tick(value)}` })),
        ...exits.map((value) => ({ value, label: `leave ${tick(value)}` })),
      ],
      marks,
      settledFrom: burnInBars,
    },
    format: format(',.2f'),
    formatTick: tick,
  };
}

function equityOf({ equity, totalReturn }: Backtest): TimeChartContent {
  return {
    title: 'Return of the account so far',
    fileName: 'astra-equity',
    finding: `The account ends at ${formatSignedPercent(totalReturn, 3)}.`,
    unit: '%',
    height: 150,
    series: {
      lines: [
        { label: 'account', values: equity.map((value) => value - 1), colour: 'var(--data)' },
      ],
      levels: [{ value: 0, label: '' }],
    },
    format: (value) => formatSignedPercent(value, 3),
    formatTick: percentTick,
  };
}

function drawdownOf({ drawdown, maximumDrawdown }: Backtest): TimeChartContent {
  return {
    title: 'Loss from the highest value so far',
    fileName: 'astra-drawdown',
    finding: `The largest fall from a high is ${formatPercent(maximumDrawdown, 3)}.`,
    unit: '% lost',
    height: 120,
    series: {
      lines: [{ label: 'drawdown', values: drawdown, colour: 'var(--loss)' }],
      levels: [{ value: 0, label: '' }],
    },
    format: (value) => formatPercent(value, 3),
    formatTick: percentTick,
  };
}

function percentTick(fraction: number): string {
  return tick(Number((fraction * 100).toPrecision(6)));
}

function relativeTo(prices: Float64Array): Float64Array {
  return prices.map((price) => price / prices[0]! - 1);
}

/** Where trades were opened, long (up) or short (down), and closed. */
function marksOf({ trades }: Backtest): TimeMark[] {
  return trades.flatMap(({ openBar, closeBar, side }) => [
    { bar: openBar, shape: side > 0 ? ('up' as const) : ('down' as const) },
    { bar: closeBar, shape: 'end' as const },
  ]);
}
