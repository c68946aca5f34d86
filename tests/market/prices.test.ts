import { describe, expect, it } from 'vitest';
import { parsePrices } from '../../src/market/prices';
import { selectWindow } from '../../src/market/window';
import { embeddedMarket } from '../reference/astraBook';

const good = 'date,A,B\n2024-01-02,10,20\n2024-01-03,11,21\n2024-01-04,12,22\n';

describe('parsePrices', () => {
  it('reads dates, tickers and prices', () => {
    const parsed = parsePrices(good, 'x.csv');
    expect(parsed).toEqual({
      ok: true,
      value: {
        tickers: ['A', 'B'],
        dates: ['2024-01-02', '2024-01-03', '2024-01-04'],
        prices: [
          [10, 20],
          [11, 21],
          [12, 22],
        ],
      },
    });
  });

  it('reads the embedded market whole', () => {
    const market = embeddedMarket();
    expect([market.dates.length, market.tickers.length]).toEqual([1506, 32]);
    expect([market.dates[0], market.dates.at(-1)]).toEqual(['2020-01-02', '2025-12-30']);
  });

  it.each([
    ['an empty file', '', 'x.csv, row 1'],
    ['a header alone', 'date,A\n', 'x.csv, row 1'],
    ['another first column', good.replace('date', 'day'), 'x.csv, row 1'],
    ['a ticker twice', good.replace('A,B', 'A,A'), 'x.csv, row 1'],
    ['a blank ticker', good.replace('A,B', 'A,'), 'x.csv, row 1'],
    ['a missing price', good.replace('11,21', '11'), 'x.csv, row 3'],
    ['a price too many', good.replace('11,21', '11,21,5'), 'x.csv, row 3'],
    ['a blank price', good.replace('11,21', '11,'), 'x.csv, row 3, column B'],
    ['a zero price', good.replace('11,21', '0,21'), 'x.csv, row 3, column A'],
    ['a negative price', good.replace('11,21', '-11,21'), 'x.csv, row 3, column A'],
    ['a hexadecimal price', good.replace('11,21', '0x10,21'), 'x.csv, row 3, column A'],
    ['a word', good.replace('11,21', 'eleven,21'), 'x.csv, row 3, column A'],
    [
      'a day that is not in the calendar',
      good.replace('2024-01-03', '2024-02-30'),
      'x.csv, row 3, column date',
    ],
    ['a slash date', good.replace('2024-01-03', '01/03/2024'), 'x.csv, row 3, column date'],
    ['dates out of order', good.replace('2024-01-04', '2023-01-04'), 'x.csv, row 4, column date'],
    ['a date twice', good.replace('2024-01-04', '2024-01-03'), 'x.csv, row 4, column date'],
  ])('refuses %s, saying where', (_, csv, where) => {
    expect(parsePrices(csv, 'x.csv')).toMatchObject({
      ok: false,
      error: { code: 'badPrices', where },
    });
  });
});

describe('selectWindow', () => {
  it('takes the columns in the order asked for, both dates included', () => {
    const window = selectWindow(embeddedMarket(), ['MSFT', 'AAPL'], '2024-02-05', '2024-02-08');
    expect(window.ok && window.value.dates).toEqual([
      '2024-02-05',
      '2024-02-06',
      '2024-02-07',
      '2024-02-08',
    ]);
    expect(window.ok && window.value.prices[0]![0]).toBeGreaterThan(300);
  });

  it('names a ticker that is not there', () => {
    const window = selectWindow(embeddedMarket(), ['MSFT', 'XYZ'], '2024-02-05', '2024-02-08');
    expect(window).toMatchObject({ ok: false, error: { code: 'unknownTicker', where: 'XYZ' } });
  });

  it.each([
    ['2024-02-05', '2024-02-06'],
    ['2024-02-08', '2024-02-05'],
    ['2030-01-01', '2031-01-01'],
  ])('refuses the window %s to %s: fewer than 3 days of prices', (from, to) => {
    expect(selectWindow(embeddedMarket(), ['MSFT'], from, to)).toMatchObject({
      ok: false,
      error: { code: 'windowTooShort', where: 'window' },
    });
  });
});
