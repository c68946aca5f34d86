/** The words of the alpha panel's answer. */
import { format } from 'd3';
import type { WaterfallStep } from '../../alpha/waterfall';
import type { Filtered } from '../../lab/alpha.svelte';

/** Two-sided, 95 %. */
const NORMAL_95 = 1.959964;
/** The interval is a normal law's: the mean of fewer is not known to be near it. */
const FEWEST_TRADES = 30;
const oneDigit = format(',.1f');
const twoDigits = format(',.2f');
const grouped = format(',.0f');

/** "−3.72"; "none" where nothing was traded. */
export function formatSharpe(sharpe: number | undefined): string {
  return sharpe === undefined ? 'none' : twoDigits(sharpe);
}

/** "−9.9 ± 14.0", the 95 % interval: a second decimal only where the error leaves it a meaning. */
export function formatEstimate(sharpe: number, standardError: number | undefined): string {
  const half = halfWidth(standardError);
  const digits = half < 1 ? twoDigits : oneDigit;
  return `${digits(sharpe)} ± ${digits(half)}`;
}

/** "+1.20", "−36.30", "0.00". */
export function formatChange(change: number): string {
  const text = twoDigits(change);
  return /^−?0\.00$/.test(text) ? '0.00' : change > 0 ? `+${text}` : text;
}

/** Half width of the 95 % interval. */
export function halfWidth(standardError: number | undefined): number {
  return NORMAL_95 * (standardError ?? 0);
}

/** A sentence in parts, its spaces included: the two ratios are set larger; each is empty where there is none. */
export interface SharpeSentence {
  /** "As published, these 5 days show a Sharpe ratio of" */
  before: string;
  published: string;
  /** "; with every honest switch on it is" */
  between: string;
  honest: string;
  after: string;
}

/**
 * What the waterfall's two ends say; `span` is what was traded over, such as "these 5 days". Without a spread, where one
 * price is a straight line of the other, nothing is said of the ratio.
 */
export function sharpeSentence(
  steps: WaterfallStep[],
  span: string,
  switchCount: number,
  hasSpread = true,
): SharpeSentence {
  const first = steps[0]!;
  const shows = span.startsWith('this') ? 'shows' : 'show';
  const opening =
    first.sharpe === undefined
      ? { before: `As published, ${untold(first)} over ${span}`, published: '' }
      : {
          before: `As published, ${span} ${shows} a Sharpe ratio of `,
          published: twoDigits(first.sharpe),
        };
  if (steps.length === 1) {
    return { ...opening, between: '', honest: '', after: '. No honest switch is on.' };
  }
  const last = steps.at(-1)!;
  const made = steps.length - 1;
  const which =
    made === switchCount ? 'every honest switch' : `${made} of ${switchCount} honest switches`;
  if (last.sharpe === undefined) {
    const between = `; with ${which} on, ${untold(last)}`;
    return { ...opening, between, honest: '', after: '.' };
  }
  const worth = hasSpread
    ? verdict(last.sharpe, last)
    : 'that says nothing, for there is no spread to trade';
  return {
    ...opening,
    between: `; with ${which} on it is `,
    honest: formatEstimate(last.sharpe, last.standardErrorOfSharpe),
    after: `: ${worth}.`,
  };
}

/** Of an account without a Sharpe ratio. */
function untold({ totalReturn }: WaterfallStep): string {
  return totalReturn < 0 ? 'all capital is lost' : 'no trade is made';
}

function verdict(sharpe: number, { standardErrorOfSharpe, tradeCount }: WaterfallStep): string {
  if (tradeCount < FEWEST_TRADES) {
    const trades = tradeCount === 1 ? '1 trade is' : `${tradeCount} trades are`;
    return `${trades} too few to tell skill from luck`;
  }
  if (Math.abs(sharpe) <= halfWidth(standardErrorOfSharpe)) {
    return 'that is indistinguishable from nothing';
  }
  return sharpe < 0
    ? 'a loss, beyond what chance alone explains'
    : 'more than chance alone explains in one try';
}

/** Whether the two move together for good, and how fast a deviation fades. */
export function cointegrationSentence({ cointegration }: Filtered): string {
  if (!cointegration.ok) return `No test of cointegration: ${cointegration.error.message}`;
  const { t, criticalValues, halfLifeBars } = cointegration.value;
  const critical = criticalValues[1];
  const isProven = t < critical;
  const bars = Math.max(Math.round(halfLifeBars), 1);
  const fades =
    halfLifeBars > 0 && Number.isFinite(halfLifeBars)
      ? `half of a deviation is gone after ${grouped(bars)} ${bars === 1 ? 'bar' : 'bars'}`
      : 'a deviation does not fade';
  return (
    `Over these bars they are ${isProven ? '' : 'not '}cointegrated: Engle-Granger t = ${twoDigits(t)}, ` +
    `${isProven ? 'below' : 'above'} the 5 % critical value of ${twoDigits(critical)}; ${fades}.`
  );
}
