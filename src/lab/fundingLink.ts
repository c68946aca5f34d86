/** The funding terms as fields of a link: `positions=AAPL:1500@277.02,JPM:-1200@318.22@45&base=bill&...` */
import * as v from 'valibot';
import type { Position } from '../inventory/funding';
import type { FundingState } from './fundingState';
import { areDistinct, number } from './linkFields';

const MOST_POSITIONS = 256;
const basisPoints = number({ minimum: -1e5, maximum: 1e5 });

type Parts = [ticker: string, shares: string, price: string, borrowFeeBp?: string];

const position = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9.-]{1,12}:[^:@]+@[^:@]+(@[^:@]+)?$/, 'must read TICKER:shares@price'),
  v.transform((text) => {
    const [ticker, shares, price, borrowFeeBp] = text.split(/[:@]/) as Parts;
    return { ticker, shares, price, borrowFeeBp };
  }),
  v.object({
    ticker: v.string(),
    shares: number({ minimum: -1e12, maximum: 1e12 }),
    price: number({ minimum: Number.MIN_VALUE, maximum: 1e9 }),
    borrowFeeBp: v.undefinedable(basisPoints),
  }),
);

export const FUNDING_FIELDS = {
  positions: v.pipe(
    v.string(),
    v.transform((text) => text.split(',')),
    v.array(position),
    v.check(
      (positions) => areDistinct(positions.map(({ ticker }) => ticker)),
      'names a ticker twice',
    ),
    v.maxLength(MOST_POSITIONS, `holds more than ${MOST_POSITIONS} positions`),
  ),
  base: v.union(
    [v.literal('bill'), number({ minimum: -1, maximum: 1 })],
    'must be "bill" or a rate from -1 to 1',
  ),
  longSpread: basisPoints,
  shortSpread: basisPoints,
  borrowFee: basisPoints,
  dayCount: v.pipe(
    v.picklist(['360', '365'], 'must be 360 or 365'),
    v.transform((text): 360 | 365 => (text === '360' ? 360 : 365)),
  ),
};

type Fields = { [Name in keyof typeof FUNDING_FIELDS]: string };

export function fundingFieldsOf(funding: FundingState): Fields {
  return {
    positions: funding.positions.map(positionText).join(','),
    base: String(funding.baseRate),
    longSpread: String(funding.longSpreadBp),
    shortSpread: String(funding.shortRebateSpreadBp),
    borrowFee: String(funding.borrowFeeBp),
    dayCount: String(funding.dayCount),
  };
}

function positionText({ ticker, shares, price, borrowFeeBp }: Position): string {
  const fee = borrowFeeBp === undefined ? '' : `@${borrowFeeBp}`;
  return `${ticker}:${shares}@${price}${fee}`;
}

export function fundingOf(
  fields: v.InferOutput<v.ObjectSchema<typeof FUNDING_FIELDS, undefined>>,
): FundingState {
  return {
    positions: fields.positions,
    baseRate: fields.base,
    longSpreadBp: fields.longSpread,
    shortRebateSpreadBp: fields.shortSpread,
    borrowFeeBp: fields.borrowFee,
    dayCount: fields.dayCount,
  };
}
