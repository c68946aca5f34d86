import { expect, it } from 'vitest';
import { leadingStep, parseNumber, rounded } from '../../src/panels/parseNumber';

it.each([
  ['1,000,000', undefined, 1e6],
  ['12,345.67', undefined, 12_345.67],
  ['$5M', '$', 5e6],
  ['-$5', '$', -5],
  ['50k', 'days', 5e4],
  ['−0.975', undefined, -0.975],
  ['99 %', '%', 99],
  ['99', '%', 99],
  ['.5', undefined, 0.5],
  ['1e3', undefined, 1000],
])('reads %s in a field of unit %s', (text, unit, value) => {
  expect(parseNumber(text, unit)).toEqual({ ok: true, value });
});

it.each([
  ['', undefined, 'not a number'],
  ['abc', undefined, 'not a number'],
  ['1.2.3', undefined, 'not a number'],
  ['--1', undefined, 'not a number'],
  ['Infinity', undefined, 'not a number'],
  ['1e999', undefined, 'not a number'],
  ['0x10', undefined, 'not a number'],
  ['5 apples', undefined, 'not a number'],
  ['0,92', undefined, 'commas group thousands'],
  ['0,920', undefined, 'commas group thousands'],
  ['1.000,5', undefined, 'commas group thousands'],
  ['1,00', undefined, 'commas group thousands'],
  ['10%', undefined, 'as a fraction it is 0.1'],
  ['10%', 'days', 'in percent'],
  ['$5', '%', 'in dollars'],
])('refuses "%s" in a field of unit %s with a sentence', (text, unit, sentence) => {
  const result = parseNumber(text, unit);
  expect(!result.ok && result.error.message).toContain(sentence);
});

it('takes off what binary fractions add', () => {
  expect(rounded(0.1 + 0.2)).toBe(0.3);
});

it('steps by the leading digit', () => {
  expect([5e6, 5000, 1000, 999].map((value) => leadingStep(value, 1))).toEqual([
    1e6, 1000, 1000, 100,
  ]);
  expect([5e6, 1000, 1, 0.5].map((value) => leadingStep(value, -1))).toEqual([1e6, 100, 1, 1]);
});
