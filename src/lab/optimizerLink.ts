/**
 * What the optimizer is asked, as fields of a link: `objective=minimumVariance&gross=off:2&longOnly=yes&...`. A limit
 * that is switched off keeps its value, so that nothing is lost on the way to another panel and back:
 *   nameLimits=on;-1..1;JPM:0..0.4    groupLimits=off;Financials:-0.5..0.5:JPM,GS;Energy:...
 */
import * as v from 'valibot';
import { areDistinct, number } from './linkFields';
import type {
  GroupLimit,
  OptimizerSettings,
  SwitchedLimit,
  WeightRange,
} from './optimizerSettings';

const MOST_GROUPS = 64;
/** Letters, digits, spaces, points, ampersands and dashes: nothing that separates fields. */
export const GROUP_NAME = /^[A-Za-z0-9 .&-]{1,40}$/;
const TICKER = /^[A-Za-z0-9.-]{1,12}$/;

/** Whether it makes sense is for the optimizer to say, in words. */
const any = number({ minimum: -Number.MAX_VALUE, maximum: Number.MAX_VALUE });
const ticker = v.pipe(v.string(), v.regex(TICKER, 'holds something that is no ticker'));

const flag = v.pipe(
  v.picklist(['yes', 'no'], 'must be yes or no'),
  v.transform((text) => text === 'yes'),
);

const limit = v.pipe(
  v.string(),
  v.transform((text) => {
    const isOn = !text.startsWith('off:');
    return { isOn, value: isOn ? text : text.slice('off:'.length) };
  }),
  v.object({ isOn: v.boolean(), value: any }),
);

const range = v.pipe(
  v.string(),
  v.transform((text) => {
    const [minimum, maximum] = text.split('..');
    return { minimum, maximum };
  }),
  v.object({ minimum: any, maximum: any }, 'must hold ranges such as -0.5..0.5'),
);

/** `on;…` or `off;…`, and what follows in parts. */
const switched = v.pipe(
  v.string(),
  v.regex(/^(on|off)(;|$)/, 'must begin with on or off'),
  v.transform((text) => {
    const [first, ...parts] = text.split(';');
    return { isOn: first === 'on', parts };
  }),
);

const namedRange = v.pipe(
  v.string(),
  v.transform((text) => text.split(':')),
  v.tuple([ticker, range], 'must read TICKER:from..to'),
);

const group = v.pipe(
  v.string(),
  v.transform((text) => {
    const [name, weights, tickers = ''] = text.split(':');
    return { name, weights, tickers: tickers === '' ? [] : tickers.split(',') };
  }),
  v.object({
    name: v.pipe(v.string(), v.regex(GROUP_NAME, 'holds a group without a plain name')),
    weights: range,
    tickers: v.array(ticker),
  }),
  v.transform(({ name, weights, tickers }): GroupLimit => ({ name, tickers, ...weights })),
);

export const OPTIMIZER_FIELDS = {
  objective: v.picklist(
    ['minimumVariance', 'meanVariance', 'maximumSharpe', 'minimumShortfall'],
    'is not an objective',
  ),
  riskAversion: any,
  covariance: v.picklist(['sample', 'ewma', 'ledoitWolf'], 'is not a covariance estimator'),
  ewmaLambda: any,
  paysFunding: flag,
  scenarios: v.pipe(number({ minimum: 100, maximum: 2000 }), v.integer('must be a whole number')),
  gross: limit,
  net: limit,
  turnover: limit,
  leastMean: limit,
  longOnly: flag,
  fullyInvested: flag,
  nameLimits: v.pipe(
    switched,
    v.transform(({ isOn, parts: [all = '', ...own] }) => ({ isOn, all, own })),
    v.object({ isOn: v.boolean(), all: range, own: v.array(namedRange) }),
    v.check(({ own }) => areDistinct(own.map(([name]) => name)), 'names a ticker twice'),
  ),
  groupLimits: v.pipe(
    switched,
    v.object({ isOn: v.boolean(), parts: v.pipe(v.array(group), v.maxLength(MOST_GROUPS)) }),
    v.check(({ parts }) => areDistinct(parts.map(({ name }) => name)), 'names a group twice'),
  ),
};

type Fields = { [Name in keyof typeof OPTIMIZER_FIELDS]: string };

export function optimizerFieldsOf(settings: OptimizerSettings): Fields {
  const { range: all, rangeOf: own, groups } = settings;
  const ranges = Object.entries(own).map(([name, each]) => `${name}:${rangeText(each)}`);
  const groupTexts = groups.map(
    (each) => `${each.name}:${rangeText(each)}:${each.tickers.join(',')}`,
  );
  return {
    objective: settings.objective,
    riskAversion: String(settings.riskAversion),
    covariance: settings.method,
    ewmaLambda: String(settings.lambda),
    paysFunding: flagText(settings.hasCosts),
    scenarios: String(settings.scenarioCount),
    gross: limitText(settings.gross),
    net: limitText(settings.net),
    turnover: limitText(settings.turnover),
    leastMean: limitText(settings.mean),
    longOnly: flagText(settings.longOnly),
    fullyInvested: flagText(settings.fullyInvested),
    nameLimits: [onText(settings.limitsNames), rangeText(all), ...ranges].join(';'),
    groupLimits: [onText(settings.limitsGroups), ...groupTexts].join(';'),
  };
}

const flagText = (flag: boolean): string => (flag ? 'yes' : 'no');
const onText = (flag: boolean): string => (flag ? 'on' : 'off');
const limitText = ({ isOn, value }: SwitchedLimit): string => `${isOn ? '' : 'off:'}${value}`;
const rangeText = ({ minimum, maximum }: WeightRange): string => `${minimum}..${maximum}`;

export function optimizerOf(
  fields: v.InferOutput<v.ObjectSchema<typeof OPTIMIZER_FIELDS, undefined>>,
): OptimizerSettings {
  return {
    objective: fields.objective,
    riskAversion: fields.riskAversion,
    method: fields.covariance,
    lambda: fields.ewmaLambda,
    hasCosts: fields.paysFunding,
    scenarioCount: fields.scenarios,
    gross: fields.gross,
    net: fields.net,
    turnover: fields.turnover,
    mean: fields.leastMean,
    longOnly: fields.longOnly,
    fullyInvested: fields.fullyInvested,
    limitsNames: fields.nameLimits.isOn,
    range: fields.nameLimits.all,
    rangeOf: Object.fromEntries(fields.nameLimits.own),
    limitsGroups: fields.groupLimits.isOn,
    groups: fields.groupLimits.parts,
  };
}
