import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SWITCHES } from '../../src/alpha/waterfall';
import type { Alpha } from '../../src/lab/alpha.svelte';
import type { SimulationClient } from '../../src/lab/client';
import { Lab } from '../../src/lab/lab.svelte';
import { stateOf } from '../../src/lab/link';
import { failure, success } from '../../src/result';
import { embeddedMarket } from '../reference/astraBook';

const own = {
  ...{ kind: 'daily' as const, timestamps: [], warnings: [] },
  y: { ticker: 'AAA', prices: new Float64Array() },
  x: { ticker: 'BBB', prices: new Float64Array() },
};
let lab: Lab;
let alpha: Alpha;
beforeEach(() => {
  lab = new Lab(embeddedMarket(), {} as SimulationClient);
  ({ alpha } = lab);
});

describe('the pair', () => {
  it('is two daily tickers over the lab’s window', () => {
    alpha.choosePair({ kind: 'daily', y: 'KO', x: 'PEP' });
    const { pair, input } = alpha;
    if (!pair.ok || !input.ok) throw new Error('no pair');
    expect([pair.value.y.ticker, pair.value.x.ticker, pair.value.kind]).toEqual([
      'KO',
      'PEP',
      'daily',
    ]);
    expect(pair.value.timestamps[0]).toBe(lab.state.from);
    // Daily bars cannot be flat overnight.
    expect(input.value.flatOvernight).toBe(false);
    expect(alpha.switches.find(({ id }) => id === 'overnight')).toMatchObject({
      isOn: false,
      why: 'Daily bars are held overnight.',
    });
  });
  it('is nothing with itself, and says so', () => {
    alpha.choosePair({ kind: 'daily', y: 'KO', x: 'KO' });
    expect(alpha.pair).toMatchObject({ ok: false, error: { where: 'KO' } });
  });
  it('of a link from somebody’s own file asks for the file', () => {
    const opened = stateOf('#v=1&pair=own');
    if (!opened.ok) throw new Error(opened.error.message);
    lab.state = opened.value;
    expect(alpha.pair).toMatchObject({ ok: false, error: { code: 'noFile' } });
  });
});

describe('a file', () => {
  const csv = ['time,AAA,BBB', ...Array.from({ length: 12 }, (_, i) => `2024-01-${10 + i},5,7`)];
  it('is read elsewhere and becomes the pair; the link names it, without its prices', async () => {
    const read = vi.spyOn(alpha.client, 'readPair').mockResolvedValue(success(own));
    await alpha.takeFile(new Blob([csv.join('\n')]), 'mine.csv');
    expect(new TextDecoder().decode(read.mock.calls[0]![0].bytes)).toBe(csv.join('\n'));
    expect(alpha.pair).toEqual(success(own));
    expect(lab.link()).toContain('pair=own');
    expect(lab.link()).not.toContain('AAA');
  });
  it('that cannot be read is refused with its place, and what was there is kept', async () => {
    vi.spyOn(alpha.client, 'readPair').mockResolvedValueOnce(success(own));
    await alpha.takeFile(new Blob(['good']), 'mine.csv');
    vi.spyOn(alpha.client, 'readPair').mockResolvedValueOnce(
      failure('badPrices', 'No price.', 'bad.csv, row 3, column BBB'),
    );
    await alpha.takeFile(new Blob(['bad']), 'bad.csv');
    expect(alpha.reading.failure?.where).toBe('bad.csv, row 3, column BBB');
    expect(alpha.pair).toEqual(success(own));
  });
});

describe('the settings', () => {
  it('take the rule as a switch, and amounts as they are', () => {
    alpha.chooseSettings({ rule: 'asPublished', costBp: 3 });
    expect(alpha.settings.rule).toBe('asPublished');
    expect(alpha.settings.switches).not.toContain('held');
    alpha.chooseSettings({ rule: 'held' });
    expect(alpha.settings.switches).toEqual(SWITCHES);
    expect(lab.link()).toContain('cost=3');
  });
  it('make a switched-off correction as published', () => {
    alpha.choosePair({ kind: 'daily', y: 'KO', x: 'PEP' });
    alpha.toggle('costs', false);
    const { rules } = alpha;
    expect(rules.ok && rules.value).toMatchObject({ rule: 'held', delayBars: 1 });
    expect(rules.ok && rules.value.costBp).toBeUndefined();
  });
  it('take both noises at once', () => {
    alpha.chooseNoise(1e-7, 0.5);
    expect(alpha.settings).toMatchObject({ delta: 1e-7, measurementVariance: 0.5 });
  });
});

describe('a run', () => {
  const study = { path: {} } as never;
  const test = { steps: [], changeAlone: {}, byRule: {} } as never;
  beforeEach(async () => {
    vi.spyOn(alpha.client, 'readPair').mockResolvedValue(success(own));
    await alpha.takeFile(new Blob(['']), 'mine.csv');
  });

  it('filters once for one pair and its noises, and tests each time', async () => {
    const studied = vi.spyOn(alpha.client, 'study').mockResolvedValue(success(study));
    const tested = vi.spyOn(alpha.client, 'test').mockResolvedValue(success(test));
    await alpha.run();
    alpha.toggle('costs', false);
    await alpha.run();
    expect([studied.mock.calls.length, tested.mock.calls.length]).toEqual([1, 2]);
    alpha.chooseNoise(1e-6, 1e-3);
    await alpha.run();
    expect(studied.mock.calls.length).toBe(2);
    expect(alpha.answering.share).toBeUndefined();
  });
  it('that is cancelled or fails keeps the answer, and says why there is no new one', async () => {
    vi.spyOn(alpha.client, 'study').mockResolvedValue(success(study));
    vi.spyOn(alpha.client, 'test').mockResolvedValueOnce(success(test));
    await alpha.run();
    const before = alpha.tested;
    vi.spyOn(alpha.client, 'test').mockResolvedValueOnce(failure('badInput', 'No.', 'entry'));
    await alpha.run();
    expect(alpha.tested).toBe(before);
    expect(alpha.problemOf('entry')).toBe('No.');
    expect(alpha.problemOf('exit')).toBeUndefined();
  });
});
