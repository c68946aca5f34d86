import { describe, expect, it } from 'vitest';
import { linkOf, runnableStateOf, stateOf } from '../../src/lab/link';
import { lessonState } from '../../src/lab/lessons';
import { DEFAULT_STATE, requestOf, type LabState } from '../../src/lab/state';
import { embeddedMarket } from '../reference/astraBook';

const changed: LabState = {
  ...DEFAULT_STATE,
  tickers: ['NVDA', 'KO'],
  weights: [1 / 3, -2e-7],
  from: '2020-02-03',
  to: '2020-12-31',
  nav: 12_345.67,
  horizonDays: 252,
  confidence: 0.975,
  pathCount: 100_000_000,
  seed: Number.MAX_SAFE_INTEGER,
  rebalancing: 'held',
  drift: 'sample',
  engine: 'reference',
  panel: 'inventory',
  funding: {
    positions: [
      { ticker: 'BRK.B', shares: -1 / 3, price: 1e-7 },
      { ticker: 'KO', shares: 1e9, price: 70.1, borrowFeeBp: -12.5 },
    ],
    baseRate: 'bill',
    longSpreadBp: 12.25,
    shortRebateSpreadBp: 0,
    borrowFeeBp: -1,
    dayCount: 365,
  },
  optimizer: {
    objective: 'minimumShortfall',
    riskAversion: 1 / 3,
    method: 'ewma',
    lambda: 0.97,
    hasCosts: true,
    scenarioCount: 1999,
    gross: { isOn: false, value: 1e21 },
    net: { isOn: true, value: 1e-7 },
    turnover: { isOn: true, value: 0.3 },
    mean: { isOn: false, value: -0.0002 },
    longOnly: true,
    fullyInvested: true,
    limitsNames: true,
    range: { minimum: -1e-7, maximum: 0.4 },
    rangeOf: { KO: { minimum: 0, maximum: 1 }, 'BRK.B': { minimum: -2, maximum: -1 } },
    limitsGroups: true,
    groups: [
      { name: 'Food & drink 100', tickers: ['KO'], minimum: -1, maximum: 1 / 3 },
      { name: 'Empty', tickers: [], minimum: 0, maximum: 0 },
    ],
  },
  alpha: {
    pair: { kind: 'daily', y: 'KO', x: 'PEP' },
    delta: 1e-7,
    measurementVariance: 1 / 3,
    start: 'diffuse',
    entry: 2.5,
    exit: 0,
    switches: ['delay', 'costs'],
    burnInBars: 390,
    delayBars: 2,
    costBp: 0.5,
  },
  classroom: {
    lessonStep: 5,
    assetCount: 12,
    weighting: 'equal',
    pointCount: 4999,
    point: 4998,
    pair: [3, 11],
    third: 7,
    changes: [
      { assets: ['NVDA', 'KO'], correlation: -1 / 3 },
      { assets: ['BRK.B', 'KO'], correlation: 1 },
    ],
    goesBeyond: true,
    repair: 'clipped',
    pivotsDone: 6,
    isReversed: true,
    turn: [-175, 90],
    commonCorrelation: -0.05,
    comparedPaths: 200_000,
    closeness: 12,
  },
};

describe('links', () => {
  it.each([
    ['the default state', DEFAULT_STATE],
    ['a state with every field changed', changed],
  ])('%s survives the trip to the last bit', (_, state) => {
    expect(stateOf(linkOf(state))).toEqual({ ok: true, value: state });
    expect(stateOf(`https://example.org/lab/${linkOf(state)}`)).toEqual({ ok: true, value: state });
  });

  it.each(['minutes', 'own'] as const)('of the pair "%s", all switches off', (kind) => {
    const alpha = { ...DEFAULT_STATE.alpha, pair: { kind }, switches: [] };
    const state: LabState = { ...DEFAULT_STATE, panel: 'alpha', alpha };
    expect(stateOf(linkOf(state))).toEqual({ ok: true, value: state });
  });

  it('are short: the default fits a message', () => {
    expect(linkOf(DEFAULT_STATE).length).toBeLessThan(300);
    expect(linkOf(DEFAULT_STATE)).not.toMatch(/panel|positions|objective|gross|Limits|pair/);
  });

  it('may leave fields out: the default stands in', () => {
    expect(stateOf('#v=1&paths=50000')).toEqual({
      ok: true,
      value: { ...DEFAULT_STATE, pathCount: 50_000 },
    });
  });

  it('open a step of the lesson in its own state, but for what they name', () => {
    const opened = stateOf('#v=1&lesson=6&repair=nearest');
    const { tickers } = DEFAULT_STATE;
    expect(opened.ok && opened.value.classroom).toEqual({
      ...lessonState(6, tickers),
      repair: 'nearest',
    });
    for (const classroom of [
      lessonState(6, tickers),
      { ...lessonState(6, tickers), goesBeyond: false, changes: [] },
    ]) {
      const state = { ...DEFAULT_STATE, classroom };
      expect(stateOf(linkOf(state))).toEqual({ ok: true, value: state });
    }
    const short = linkOf({ ...DEFAULT_STATE, classroom: lessonState(6, tickers) });
    expect(short).toMatch(/&lesson=6$/);
  });

  it('may hold unknown fields: they are ignored', () => {
    expect(stateOf('#v=1&utm_source=mail')).toEqual({ ok: true, value: DEFAULT_STATE });
  });

  it.each([
    ['another version', '#v=2', 'v'],
    ['no version', '#paths=5000', 'v'],
    ['too few paths', '#v=1&paths=0', 'paths'],
    ['half a path', '#v=1&paths=1000.5', 'paths'],
    ['paths in hexadecimal', '#v=1&paths=0x1000', 'paths'],
    ['a horizon of 10,000', '#v=1&days=10000', 'days'],
    ['an unknown engine', '#v=1&engine=abacus', 'engine'],
    ['a book without weights', '#v=1&book=MSFT', 'book'],
    ['a weight that is a word', '#v=1&book=MSFT:long', 'book'],
    ['markup for a ticker', '#v=1&book=<img src=x onerror=alert(1)>:1', 'book'],
    ['a ticker twice', '#v=1&book=KO:1,KO:-1', 'book'],
    ['an empty book', '#v=1&book=', 'book'],
    ['a window of one date', '#v=1&window=2024-02-05', 'window'],
    ['no money', '#v=1&nav=0', 'nav'],
    ['more money than there is', '#v=1&nav=1e16', 'nav'],
    ['a weight of 10 million', '#v=1&book=MSFT:1e7', 'book'],
    ['an unknown panel', '#v=1&panel=kitchen', 'panel'],
    ['a position without a price', '#v=1&positions=KO:5', 'positions'],
    ['a position for nothing', '#v=1&positions=KO:5@0', 'positions'],
    ['a position twice', '#v=1&positions=KO:5@70,KO:1@71', 'positions'],
    ['a fee that is a word', '#v=1&positions=KO:5@70@dear', 'positions'],
    ['a rate of 300 %', '#v=1&base=3', 'base'],
    ['a lunar year', '#v=1&dayCount=354', 'dayCount'],
    ['an unknown objective', '#v=1&objective=best', 'objective'],
    ['a risk aversion that is a word', '#v=1&riskAversion=much', 'riskAversion'],
    ['an unknown estimator', '#v=1&covariance=oracle', 'covariance'],
    ['a switch that is neither', '#v=1&longOnly=perhaps', 'longOnly'],
    ['a limit that is infinite', '#v=1&gross=Infinity', 'gross'],
    ['a limit switched otherwise', '#v=1&gross=on:2', 'gross'],
    ['a million scenarios', '#v=1&scenarios=1000000', 'scenarios'],
    ['a range without an end', '#v=1&nameLimits=on;-1', 'nameLimits'],
    ['a range twice', '#v=1&nameLimits=on;-1..1;KO:0..1;KO:0..2', 'nameLimits'],
    ['names limited perhaps', '#v=1&nameLimits=maybe;-1..1', 'nameLimits'],
    [
      'markup for a group',
      '#v=1&groupLimits=on;<img src=x onerror=alert(1)>:0..1:KO',
      'groupLimits',
    ],
    ['a group without a range', '#v=1&groupLimits=on;Food', 'groupLimits'],
    ['a group twice', '#v=1&groupLimits=on;Food:0..1:KO;Food:0..1:PG', 'groupLimits'],
    ['a group of what is no ticker', '#v=1&groupLimits=on;Food:0..1:KO!', 'groupLimits'],
    [
      '100 groups',
      `#v=1&groupLimits=on${Array.from({ length: 100 }, (_, k) => `;G${k}:0..1:KO`).join('')}`,
      'groupLimits',
    ],
    ['a pair of three', '#v=1&pair=KO~PEP~WMT', 'pair'],
    ['markup for a pair', '#v=1&pair=<img src=x onerror=alert(1)>~KO', 'pair'],
    ['a negative variance', '#v=1&noise=-1', 'noise'],
    ['half a bar of delay', '#v=1&delay=0.5', 'delay'],
    ['an unknown switch', '#v=1&honest=wishful', 'honest'],
    ['a switch twice', '#v=1&honest=costs,costs', 'honest'],
    ['a ninth step of the lesson', '#v=1&lesson=9', 'lesson'],
    ['a classroom of one asset', '#v=1&assets=1', 'assets'],
    ['an asset paired with itself', '#v=1&drawn=2.2', 'drawn'],
    ['a correlation of 2', '#v=1&correlations=KO:PEP:2', 'correlations'],
    ['a correlation of one asset', '#v=1&correlations=KO:0.5', 'correlations'],
    ['a cure unheard of', '#v=1&repair=prayer', 'repair'],
    ['a solid turned on one axis', '#v=1&turn=30', 'turn'],
    ['a number of paths not offered', '#v=1&comparedPaths=12345', 'comparedPaths'],
    ['2 MB', `#v=1&book=${'A:1,'.repeat(500_000)}`, 'link'],
  ])('are refused for %s, naming the field', (_, link, where) => {
    const result = stateOf(link);
    expect(result).toMatchObject({ ok: false, error: { code: 'badLink', where } });
    expect(!result.ok && result.error.message).not.toContain('onerror');
  });
});

const market = embeddedMarket();

describe('runnableStateOf', () => {
  it('opens what this market can run', () => {
    expect(runnableStateOf(linkOf(changed), market)).toEqual({ ok: true, value: changed });
  });
  it.each([
    ['an unknown ticker', '#v=1&book=ACME:1', 'ACME'],
    ['a ticker twice', '#v=1&book=KO:1,KO:1', 'book'],
    ['a window too short', '#v=1&window=2024-02-05..2024-02-06', 'window'],
    ['a link that cannot be read', '#v=1&paths=0', 'paths'],
  ])('refuses %s, naming the field', (_, link, where) => {
    expect(runnableStateOf(link, market)).toMatchObject({ ok: false, error: { where } });
  });
});

describe('requestOf', () => {
  it('carries the state into the request; drift is zero unless asked for', () => {
    const zero = requestOf(DEFAULT_STATE, market);
    const sample = requestOf({ ...DEFAULT_STATE, drift: 'sample' }, market);
    expect(zero.ok && zero.value.meanDailyReturn).toEqual([0, 0, 0, 0, 0, 0]);
    expect(sample.ok && sample.value.meanDailyReturn[0]).toBeCloseTo(0.00096, 5);
  });

  it.each([
    ['an unknown ticker', { tickers: ['AAPL', 'ACME'], weights: [1, 1] }, 'ACME'],
    ['a weight that is no number', { weights: [0, NaN, 0, 0, 0, 0] }, 'weights, MSFT'],
    ['a window without prices', { from: '2031-01-01' }, 'window'],
    ['no money', { nav: -5 }, 'nav'],
    ['a weight of 2 million', { weights: [0, 2e6, 0, 0, 0, 0] }, 'weights, MSFT'],
  ])('%s gets a sentence at its field', (_, change, where) => {
    expect(requestOf({ ...DEFAULT_STATE, ...change }, market)).toMatchObject({
      ok: false,
      error: { where },
    });
  });
});
