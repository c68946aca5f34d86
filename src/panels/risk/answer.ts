/** The words of the answer. */
const NUMBER_WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const MOST_DECIMALS = 6;

/** How often the loss is exceeded: 0.99 is "1 of 100", 0.975 "1 of 40", 0.97 "3 of 100". */
export function exceedanceOdds(confidence: number): string {
  let denominator = 1;
  for (let i = 0; i < MOST_DECIMALS && !isWhole(confidence * denominator); i++) denominator *= 10;
  const numerator = Math.round((1 - confidence) * denominator);
  const divisor = greatestCommonDivisor(numerator, denominator);
  return `${(numerator / divisor).toLocaleString('en-US')} of ${(denominator / divisor).toLocaleString('en-US')}`;
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** "ten-day periods", "30-day periods", "days". */
export function periodsOf(days: number): string {
  return days === 1 ? 'days' : `${NUMBER_WORDS[days] ?? days}-day periods`;
}

/** From here on a coverage reads 95 %. */
const FULL_COVERAGE = 0.9495;

/** How sure the interval is; the order statistics' own coverage where too few paths lie beyond the estimate. */
export function surenessOf(coverage: number): string {
  if (coverage >= FULL_COVERAGE) return '95\u202f% sure';
  return `Only ${Math.floor(coverage * 100)}\u202f% sure, for want of paths`;
}

/** "95 % interval", or as much as it covers. */
export function intervalName(coverage: number): string {
  return `${coverage >= FULL_COVERAGE ? 95 : Math.floor(coverage * 100)}\u202f% interval`;
}
