import { describe, expect, it } from 'vitest';
import { readPair } from '../../src/market/pairFile';
import { dailyPair, parsePair } from '../../src/market/pairPrices';
import { embeddedMarket } from '../reference/astraBook';
import { intradayCsv, intradayPair } from '../reference/intradayPair';

const days = Array.from({ length: 12 }, (_, i) => `2024-01-${String(i + 10)}`);
const rows = days.map((day, i) => `${day},${100 + i},${50 + (i % 3)}`);
const file = (lines: string[], header = 'date,JPM,BAC'): string => [header, ...lines].join('\n');
const good = file(rows);

function parsed(csv: string) {
  const pair = parsePair(csv, 'x.csv');
  if (!pair.ok) throw new Error(`${pair.error.message} ${pair.error.where}`);
  return pair.value;
}

describe('a pair from a CSV', () => {
  it('reads the embedded minutes: the first column is y', () => {
    const { x, y, timestamps, kind, warnings } = parsed(intradayCsv);
    expect([y.ticker, x.ticker, kind, warnings]).toEqual(['JPM', 'BAC', 'minute', []]);
    expect([x.prices, y.prices]).toEqual([intradayPair.x, intradayPair.y]);
    expect(timestamps).toEqual(intradayPair.timestamps);
  });

  it.each([
    ['a byte order mark', `\ufeff${good}`],
    ['a final newline', `${good}\n`],
    ['blank lines', good.replaceAll('\n', '\n\n')],
    ['CRLF', good.replaceAll('\n', '\r\n')],
    ['CR alone', good.replaceAll('\n', '\r')],
    ['semicolons', good.replaceAll(',', ';')],
    ['tabs', good.replaceAll(',', '\t')],
    ['bars', good.replaceAll(',', '|')],
    ['quotes', good.replaceAll('JPM', '"JPM"')],
    ['blanks around the cells', good.replaceAll(',', ' , ')],
    ['exponents', good.replace('100,50', '1e2,5.0E1')],
    ['a blank first header', good.replace('date', '')],
  ])('accepts %s', (_, csv) => {
    const { y, x, timestamps, kind } = parsed(csv);
    expect([y.ticker, x.ticker, kind]).toEqual(['JPM', 'BAC', 'daily']);
    expect([y.prices[0], x.prices[0], y.prices.length]).toEqual([100, 50, 12]);
    expect(timestamps).toEqual(days);
  });

  it.each(['', 'NaN', 'N/A', '#N/A', 'null', 'Inf'])(
    'leaves out a row with "%s", and says so',
    (cell) => {
      const { y, warnings } = parsed(good.replace('101,51', `${cell},51`));
      expect([y.prices.length, y.prices[1]]).toEqual([11, 102]);
      expect(warnings).toEqual(['1 row without a price left out, the first row 3.']);
    },
  );

  it('sorts by time, across a change of zone, and says so', () => {
    const times = ['T01:30:00-05:00', 'T01:30:00-04:00'].map((time) => `2024-11-03${time}`);
    const { timestamps, warnings } = parsed(
      file([...rows, ...times.map((time) => `${time},100,50`)]),
    );
    expect(timestamps.slice(-2)).toEqual(times.toReversed());
    expect(warnings).toEqual(['The rows were not in order of time and were sorted.']);
  });

  it('points at what looks like a split', () => {
    const { warnings } = parsed(good.replace('105,52', '210,52'));
    expect(warnings[0]).toMatch(/^2 jumps of JPM by more than 80 %, the first at row 7/);
  });

  it('says that a series never moves', () => {
    const { warnings } = parsed(file(rows.map((row) => row.replace(/,[^,]*$/, ',50'))));
    expect(warnings).toEqual([
      'Every price of BAC is 50: what never moves has no hedge and no risk.',
    ]);
  });

  it('quotes no more of a wrong cell than there is room for', () => {
    for (const cell of ['2024-01-11', '101,51']) {
      const pair = parsePair(good.replace(cell, `${'9'.repeat(1e6)}x,51`), 'x.csv');
      expect(pair.ok ? Infinity : pair.error.message.length).toBeLessThan(200);
    }
  });

  it.each([
    ['an empty file', '', 'x.csv, row 1'],
    ['a header alone', 'date,JPM,BAC\n', 'x.csv, row 2'],
    ['nine bars', file(rows.slice(0, 9)), 'x.csv, row 10'],
    ['two columns', good.replaceAll(/,[^,\n]*$/gm, ''), 'x.csv, row 1'],
    ['four columns', good.replaceAll(/$/gm, ',1'), 'x.csv, row 1'],
    ['no header', rows.join('\n'), 'x.csv, row 1'],
    ['one name twice', file(rows, 'date,JPM,JPM'), 'x.csv, row 1'],
    ['a name that is blank', file(rows, 'date,JPM,'), 'x.csv, row 1'],
    ['an HTML page', '<!doctype html><title>404</title>', 'x.csv, row 1'],
    ['NUL bytes', good.replace('JPM', 'J\0M'), 'x.csv, row 1'],
    ['a quote that never ends', good.replace('101', '"101'), 'x.csv, row 3'],
    ['a short row', good.replace('101,51', '101'), 'x.csv, row 3'],
    ['a long row', good.replace('101,51', '101,51,1'), 'x.csv, row 3'],
    ['a zero price', good.replace('101,51', '0,51'), 'x.csv, row 3, column JPM'],
    ['a negative price', good.replace('101,51', '101,-51'), 'x.csv, row 3, column BAC'],
    ['a real minus sign', good.replace('101,51', '101,\u221251'), 'x.csv, row 3, column BAC'],
    [
      'a decimal comma',
      file(rows.map((row) => row.replaceAll(',', ';')))
        .replace('date,JPM,BAC', 'date;JPM;BAC')
        .replace('101;51', '101,5;51'),
      'x.csv, row 3, column JPM',
    ],
    ['thousands', good.replace('101,51', '"1,101.50",51'), 'x.csv, row 3, column JPM'],
    ['a dollar', good.replace('101,51', '$101,51'), 'x.csv, row 3, column JPM'],
    ['a hexadecimal', good.replace('101,51', '0x10,51'), 'x.csv, row 3, column JPM'],
    ['a price beyond all measure', good.replace('101,51', '1e999,51'), 'x.csv, row 3, column JPM'],
    ['full-width digits', good.replace('101,51', '１０１,51'), 'x.csv, row 3, column JPM'],
    ['a slash date', good.replace('2024-01-11', '01/11/2024'), 'x.csv, row 3, column date'],
    [
      'a day not in the calendar',
      good.replace('2024-01-11', '2024-02-30'),
      'x.csv, row 3, column date',
    ],
    [
      'an hour not on the clock',
      good.replace('2024-01-11', '2024-01-11T25:00'),
      'x.csv, row 3, column date',
    ],
    ['a serial date', good.replace('2024-01-11', '45302'), 'x.csv, row 3, column date'],
    ['a time twice', good.replace('2024-01-11', '2024-01-10'), 'x.csv, row 3, column date'],
  ])('refuses %s, saying where', (_, csv, where) => {
    expect(parsePair(csv, 'x.csv')).toMatchObject({
      ok: false,
      error: { code: 'badPrices', where },
    });
  });
});

describe('a file', () => {
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...Array.from(good, (c) => [c.charCodeAt(0), 0]).flat(),
  ]);

  it.each([
    ['UTF-8', new TextEncoder().encode(good)],
    ['UTF-16', utf16],
  ])('of %s is read', (_, { buffer }) => {
    expect(readPair({ bytes: buffer, fileName: 'x.csv' })).toMatchObject({ ok: true });
  });

  it('of another encoding is refused', () => {
    const { buffer } = new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x2c]);
    const read = readPair({ bytes: buffer, fileName: 'x.csv' });
    expect(read).toMatchObject({ ok: false, error: { code: 'badEncoding', where: 'x.csv' } });
  });
});

describe('two daily tickers', () => {
  const market = embeddedMarket();
  const window = { from: '2024-02-05', to: '2024-03-05' };

  it('are a pair', () => {
    const pair = dailyPair(market, { y: 'MSFT', x: 'AAPL' }, window);
    if (!pair.ok) throw new Error(pair.error.message);
    const { x, y, timestamps, kind } = pair.value;
    expect([y.ticker, x.ticker, kind]).toEqual(['MSFT', 'AAPL', 'daily']);
    expect([timestamps[0], timestamps.at(-1)]).toEqual(['2024-02-05', '2024-03-05']);
    expect(y.prices[0]).toBeGreaterThan(300);
    expect(x.prices.length).toBe(timestamps.length);
  });

  it.each([
    [{ y: 'MSFT', x: 'MSFT' }, 'sameTicker'],
    [{ y: 'MSFT', x: 'XYZ' }, 'unknownTicker'],
  ])('%j: %s', (tickers, code) => {
    expect(dailyPair(market, tickers, window)).toMatchObject({ ok: false, error: { code } });
  });
});
