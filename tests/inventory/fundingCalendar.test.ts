import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { funding } from '../../src/inventory/funding';
import { fundingCalendar } from '../../src/inventory/fundingCalendar';
import { parseRates, rateOn } from '../../src/market/rates';
import { embeddedMarket } from '../reference/astraBook';

const terms = {
  longSpreadBp: 50,
  shortRebateSpreadBp: 25,
  borrowFeeBp: 40,
  dayCount: 360,
} as const;
const positions = [
  { ticker: 'A', shares: 100, price: 100 },
  { ticker: 'B', shares: -50, price: 80 },
];
const constant = { kind: 'constant', rate: 0.036 } as const;
const daily = funding({ ...terms, positions, baseRate: 0.036 });
const dailyFunding = daily.ok ? daily.value.dailyFunding : NaN;

const read = parseRates(
  readFileSync(new URL('../../static/data/rates.csv', import.meta.url), 'utf8'),
  'rates.csv',
);
if (!read.ok) throw new Error(read.error.message);
const bills = read.value;

it('accrues three days over a weekend and four over one that a holiday lengthens', () => {
  // 2025-01-20 was Martin Luther King Day.
  const dates = embeddedMarket().dates.filter((d) => d >= '2025-01-10' && d <= '2025-01-22');
  const calendar = fundingCalendar(positions, terms, constant, dates);
  if (!calendar.ok) throw new Error(calendar.error.message);
  const days = Object.fromEntries(calendar.value.accruals.map(({ date, days }) => [date, days]));
  expect([days['2025-01-10'], days['2025-01-16'], days['2025-01-17'], days['2025-01-21']]).toEqual([
    3, 1, 4, 1,
  ]);
  expect(days['2025-01-22']).toBeUndefined();
  expect(calendar.value.days).toBe(12);
  expect(calendar.value.funding).toBeCloseTo(12 * dailyFunding, 9);
});

it("takes each day's own bill rate", () => {
  const dates = ['2025-12-26', '2025-12-29', '2025-12-30'];
  const calendar = fundingCalendar(positions, terms, { kind: 'bill', rates: bills }, dates);
  if (!calendar.ok) throw new Error(calendar.error.message);
  const expected = (rate: number, days: number): number =>
    (days * (-10_000 * (rate + 0.005) + 4_000 * (rate - 0.0065))) / 360;
  expect(calendar.value.accruals[0]!.baseRate).toBeCloseTo(0.0356, 15);
  expect(calendar.value.accruals[0]!.funding).toBeCloseTo(expected(0.0356, 3), 10);
  expect(calendar.value.accruals[1]!.funding).toBeCloseTo(expected(0.0357, 1), 10);
});

it('fails before the first bill rate, naming the day', () => {
  const calendar = fundingCalendar(positions, terms, { kind: 'bill', rates: bills }, [
    '2019-12-30',
    '2019-12-31',
  ]);
  expect(calendar.ok ? '' : calendar.error.where).toBe('2019-12-30');
});

it('reads the bill rates, one a trading day of the prices, and carries the last one on', () => {
  expect(bills.dates).toEqual(embeddedMarket().dates);
  expect(rateOn(bills, '2020-01-02')).toBeCloseTo(0.0151, 15);
  expect(rateOn(bills, '2020-01-05')).toBe(rateOn(bills, '2020-01-03'));
  expect(rateOn(bills, '2030-01-01')).toBeCloseTo(0.0355, 15);
  expect(rateOn(bills, '2020-01-01')).toBeUndefined();
});

it.each([
  ['a row without a rate', 'date,DTB3\n2020-01-02,1.5\n2020-01-03,.', 'rates.csv, row 3'],
  ['dates that go back', 'date,DTB3\n2020-01-03,1.5\n2020-01-02,1.5', 'rates.csv, row 3'],
  ['another file', 'hello', 'rates.csv, row 1'],
])('%s is refused by its row', (_, csv, where) => {
  const result = parseRates(csv, 'rates.csv');
  expect(result.ok ? '' : result.error.where).toBe(where);
});
