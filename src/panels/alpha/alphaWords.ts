/** The words of the alpha panel's answer. */
import { format } from 'd3';
import type { WaterfallStep } from '../../alpha/waterfall';
import type { Filtered } from '../../lab/alpha.svelte';

/** Two-sided, 95 %. */
const NORMAL_95 = 1.959964;
const twoDigits = format(',.2f');
const grouped = format(',.0f');

/** "−3.72"; "none" where nothing was traded. */
export function formatSharpe(sharpe: number | undefined): string {
  return sharpe === undefined ? 'none' : twoDigits(sharpe);
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

export interface SharpeSentence {
  /** "As published these five days of JPM on BAC show a Sharpe ratio of" */
  before: string;
  published: string;
  /** "; with every honest switch on it is" */
  between: string;
  honest: string;
  after: string;
}

/** What the waterfall's two ends say; `span` is what was traded over, such as "these 5 days". */
export function sharpeSentence(
  steps: WaterfallStep[],
  span: string,
  switchCount: number,
): SharpeSentence {
  const [first] = steps;
  const last = steps.at(-1)!;
  const published = formatSharpe(first!.sharpe);
  const before = `As published, ${span} show a Sharpe ratio of`;
  if (steps.length === 1) {
    return { before, published, between: '', honest: '', after: '. No honest switch is on.' };
  }
  const made = steps.length - 1;
  const which =
    made === switchCount ? 'every honest switch' : `${made} of ${switchCount} honest switches`;
  if (last.sharpe === undefined) {
    return {
      before,
      published,
      between: `; with ${which} on there is`,
      honest: 'none',
      after: ': nothing is traded.',
    };
  }
  const half = halfWidth(last.standardErrorOfSharpe);
  return {
    before,
    published,
    between: `; with ${which} on it is`,
    honest: `${twoDigits(last.sharpe)} ± ${twoDigits(half)}`,
    after: `: ${verdict(last.sharpe, half)}.`,
  };
}

function verdict(sharpe: number, half: number): string {
  if (Math.abs(sharpe) <= half) return 'that is indistinguishable from nothing';
  return sharpe < 0
    ? 'a loss, beyond what chance alone explains'
    : 'more than chance alone explains in one try';
}

/** Whether the two move together for good, and how fast a deviation fades. */
export function cointegrationSentence({ cointegration }: Filtered): string {
  if (!cointegration.ok) return '';
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
