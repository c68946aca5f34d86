import { describe, expect, it } from 'vitest';
import {
  isShown,
  newGroup,
  readGroupName,
  readTickers,
} from '../../../src/panels/inventory/optimizer/groups';

const banks = { name: 'Banks', tickers: ['JPM'], minimum: 0, maximum: 1 };

describe('the name of a group', () => {
  it('is trimmed', () => {
    expect(readGroupName('  Food & drink ', [banks])).toEqual({ ok: true, value: 'Food & drink' });
  });
  it.each(['', '   ', 'a:b', 'a;b', 'a,b', '<b>', 'x'.repeat(41), 'Böse'])(
    'may not be "%s": a link could not carry it',
    (text) => {
      expect(readGroupName(text, [])).toMatchObject({ ok: false, error: { code: 'badName' } });
    },
  );
  it('is one of its own', () => {
    const twice = readGroupName('Banks', [banks]);
    expect(!twice.ok && twice.error.message).toContain('a group Banks already');
  });
});

describe('the tickers of a group', () => {
  it.each([
    ['jpm, gs  MS', ['JPM', 'GS', 'MS']],
    ['GS GS', ['GS']],
    ['', []],
  ])('"%s"', (text, tickers) => {
    expect(readTickers(text, ['JPM', 'GS', 'MS'])).toEqual({ ok: true, value: tickers });
  });
  it('that are not at hand are named', () => {
    const read = readTickers('JPM ACME FOO', ['JPM']);
    expect(!read.ok && read.error.message).toBe('No prices of ACME, FOO are at hand.');
  });
});

it('a new group takes the first free number', () => {
  expect(newGroup([{ ...banks, name: 'Group 1' }]).name).toBe('Group 2');
  expect(newGroup([banks]).name).toBe('Group 1');
});

it('a group is shown where the book holds something of it, or while it is empty', () => {
  expect(isShown(banks, ['JPM', 'KO'])).toBe(true);
  expect(isShown(banks, ['KO'])).toBe(false);
  expect(isShown({ ...banks, tickers: [] }, ['KO'])).toBe(true);
});
