/**
 * The alpha panel's settings as fields of a link: `pair=JPM~BAC&delta=0.00001&noise=0.001&honest=burnIn,costs&...`
 * A file of the user's own is only named as such: its prices never leave the machine.
 */
import * as v from 'valibot';
import { SWITCHES, type SwitchId } from '../alpha/waterfall';
import type { AlphaState, PairChoice } from './alphaState';
import { areDistinct, number } from './linkFields';

const variance = number({ minimum: 0, maximum: 1e12 });
const threshold = number({ minimum: 0, maximum: 1e6 });
const whole = (maximum: number) =>
  v.pipe(number({ minimum: 0, maximum }), v.integer('must be a whole number'));

/** What the settings may be, here and in the fields of the page. */
export const ALPHA_LIMITS = { burnInBars: 1e6, delayBars: 1000, costBp: 1000 } as const;

export const ALPHA_FIELDS = {
  pair: v.pipe(
    v.string(),
    v.regex(
      /^(minutes|own|[A-Za-z0-9.-]{1,12}~[A-Za-z0-9.-]{1,12})$/,
      'must be minutes, own, or two tickers as Y~X',
    ),
    v.transform(choiceOf),
  ),
  delta: variance,
  noise: variance,
  start: v.picklist(['zero', 'diffuse'], 'must be zero or diffuse'),
  entry: threshold,
  exit: threshold,
  honest: v.pipe(
    v.string(),
    v.transform((text) => (text === 'none' ? [] : text.split(','))),
    v.array(v.picklist(SWITCHES, `must be none, or some of ${SWITCHES.join(', ')}`)),
    v.check((switches) => areDistinct(switches), 'names a switch twice'),
    v.transform(inOrder),
  ),
  burnIn: whole(ALPHA_LIMITS.burnInBars),
  delay: whole(ALPHA_LIMITS.delayBars),
  cost: number({ minimum: 0, maximum: ALPHA_LIMITS.costBp }),
};

type Fields = { [Name in keyof typeof ALPHA_FIELDS]: string };

function choiceOf(text: string): PairChoice {
  if (text === 'minutes' || text === 'own') return { kind: text };
  const [y = '', x = ''] = text.split('~');
  return { kind: 'daily', y, x };
}

function inOrder(switches: SwitchId[]): SwitchId[] {
  return SWITCHES.filter((id) => switches.includes(id));
}

export function alphaFieldsOf(alpha: AlphaState): Fields {
  const { pair } = alpha;
  return {
    pair: pair.kind === 'daily' ? `${pair.y}~${pair.x}` : pair.kind,
    delta: String(alpha.delta),
    noise: String(alpha.measurementVariance),
    start: alpha.start,
    entry: String(alpha.entry),
    exit: String(alpha.exit),
    honest: alpha.switches.join(',') || 'none',
    burnIn: String(alpha.burnInBars),
    delay: String(alpha.delayBars),
    cost: String(alpha.costBp),
  };
}

export function alphaOfFields(
  fields: v.InferOutput<v.ObjectSchema<typeof ALPHA_FIELDS, undefined>>,
): AlphaState {
  return {
    pair: fields.pair,
    delta: fields.delta,
    measurementVariance: fields.noise,
    start: fields.start,
    entry: fields.entry,
    exit: fields.exit,
    switches: fields.honest,
    burnInBars: fields.burnIn,
    delayBars: fields.delay,
    costBp: fields.cost,
  };
}
