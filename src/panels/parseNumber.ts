import { failure, success, type Result } from '../result';

const FACTORS: Record<string, number> = { '': 1, k: 1e3, m: 1e6, b: 1e9 };
/** Sign, currency, digits (commas only as thousands groups), exponent, factor, percent. */
const PATTERN =
  /^([+-]?)(\$?)((?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(e[+-]?\d+)?([kmb]?)\s*(%?)$/i;

/**
 * A number as people type it: "1,000,000", "$5M", "50k", "−0.3", "99 %". What could be read in two ways is refused with
 * a sentence: a comma that groups no thousands, and a $ or % in a field of another unit.
 */
export function parseNumber(text: string, unit?: string): Result<number> {
  const typed = text.trim();
  const match = PATTERN.exec(typed.replace('\u2212', '-'));
  const [, sign, currency, digits = '', exponent = '', factor = '', percent] = match ?? [];
  const value = Number(`${sign}${digits.replaceAll(',', '')}${exponent}`);
  if (!match || !Number.isFinite(value)) {
    const hint = typed.includes(',') ? ': commas group thousands, the decimal sign is a point' : '';
    return failure('badNumber', `“${typed}” is not a number${hint}.`);
  }
  if (currency && unit !== '$') {
    return failure('badNumber', `“${typed}” is in dollars, but this field is not.`);
  }
  if (percent && unit !== '%') {
    const fraction = rounded(value / 100);
    return failure(
      'badNumber',
      `“${typed}” is in percent, but this field is not: as a fraction it is ${fraction}.`,
    );
  }
  return success(value * FACTORS[factor.toLowerCase()]!);
}

/** Without the digits that binary fractions add: 0.1 + 0.2 is 0.3. */
export function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** One of the leading digit: 5,000,000 steps by 1,000,000; 1,000 by 1,000 upwards, by 100 downwards. At least 1. */
export function leadingStep(value: number, direction: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return direction < 0 && value === power ? Math.max(power / 10, 1) : power;
}
