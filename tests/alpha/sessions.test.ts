import { expect, it } from 'vitest';
import { readSessions, type Sessions } from '../../src/alpha/sessions';
import { embeddedMarket } from '../reference/astraBook';
import { intradayPair } from '../reference/intradayPair';
import { minutes } from './pairs';

function sessions(timestamps: string[]): Sessions {
  const read = readSessions(timestamps);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

const every = (days: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) =>
    new Date(Date.UTC(2024, 0, 2 + days * i)).toISOString().slice(0, 10),
  );

it('finds the five days of the embedded minutes, a night before each but the first', () => {
  const { starts, daysBefore, isIntraday } = sessions(intradayPair.timestamps);
  expect(starts).toEqual([0, 390, 780, 1170, 1560]);
  expect(starts.map((start) => daysBefore[start])).toEqual([0, 1, 1, 1, 1]);
  expect(isIntraday).toBe(true);
});

it.each([
  ['minutes of a stock', intradayPair.timestamps, 252 * 390],
  ['minutes from noon of the first day on', intradayPair.timestamps.slice(200), 252 * 390],
  ['days of a stock', embeddedMarket().dates, 252],
  ['weeks', every(7, 60), 365.25 / 7],
  ['days without a weekend', every(1, 60), 365.25],
  ['minutes without a weekend', minutes(8, 1440).map((t) => t.replace('Z', '')), 365.25 * 1440],
  ['one bar', ['2024-01-02'], 252],
])('knows how many bars a year has: %s', (_, timestamps, barsPerYear) => {
  expect(sessions(timestamps).barsPerYear).toBeCloseTo(barsPerYear, 9);
});

it('counts the calendar days of a weekend', () => {
  expect([...sessions(['2024-01-05', '2024-01-08']).daysBefore]).toEqual([0, 3]);
});

it('takes the hour that a clock goes back, and refuses minutes out of order', () => {
  const back = ['2024-11-03T01:59:00-04:00', '2024-11-03T01:00:00-05:00'];
  expect(sessions(back).isIntraday).toBe(true);
  const stamps = ['2024-01-05T09:31', '2024-01-05T09:33', '2024-01-05T09:32'];
  expect(readSessions(stamps)).toMatchObject({
    ok: false,
    error: { code: 'badTimestamps', where: 'timestamps, 3' },
  });
});
