/**
 * The link that reproduces a state, in the part of the address after #, which no server ever sees:
 *   #v=1&book=MSFT:-0.975,GS:0.92&window=2024-02-05..2025-12-30&nav=1000000&days=10&confidence=0.99&paths=5000&...
 * Numbers are written in full, so that a state survives the trip to the last bit. What the other panels add is left
 * out where it is as the lab opens.
 */
import * as v from 'valibot';
import type { Prices } from '../market/prices';
import { failure, success, type Result } from '../result';
import { LIMITS } from '../simulation/request';
import { ALPHA_FIELDS, alphaFieldsOf, alphaOfFields } from './alphaLink';
import { CLASSROOM_FIELDS, classroomFieldsOf, classroomOf } from './classroomLink';
import { FUNDING_FIELDS, fundingFieldsOf, fundingOf } from './fundingLink';
import { lessonState } from './lessons';
import { areDistinct, number } from './linkFields';
import { OPTIMIZER_FIELDS, optimizerFieldsOf, optimizerOf } from './optimizerLink';
import { DEFAULT_STATE, PANEL_IDS, requestOf, STATE_LIMITS, type LabState } from './state';

const MOST_CHARACTERS = 16_384;

const whole = (limits: { minimum: number; maximum: number }) =>
  v.pipe(number(limits), v.integer('must be a whole number'));

const position = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9.-]{1,12}:[^:]+$/, 'must read TICKER:weight'),
  v.transform((text) => text.split(':')),
  v.tuple([v.string(), number(STATE_LIMITS.weight)]),
);

const schema = v.object({
  v: v.literal('1', 'is of another version of the lab'),
  book: v.pipe(
    v.string(),
    v.transform((text) => text.split(',')),
    v.array(position),
    v.check((book) => areDistinct(book.map(([ticker]) => ticker)), 'names a ticker twice'),
    v.maxLength(LIMITS.assets.maximum, `holds more than ${LIMITS.assets.maximum} assets`),
  ),
  window: v.pipe(
    v.string(),
    v.regex(/^\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}$/, 'must read from..to, as ISO dates'),
    v.transform((text) => text.split('..') as [string, string]),
  ),
  nav: number(STATE_LIMITS.nav),
  days: whole(LIMITS.horizonDays),
  confidence: number(LIMITS.confidence),
  paths: whole(LIMITS.pathCount),
  seed: whole(LIMITS.seed),
  rebalancing: v.picklist(['daily', 'held'], 'must be daily or held'),
  drift: v.picklist(['zero', 'sample'], 'must be zero or sample'),
  engine: v.picklist(['auto', 'webgpu', 'wasm', 'reference'], 'is not an engine'),
  panel: v.picklist(PANEL_IDS, 'is not a panel'),
  ...FUNDING_FIELDS,
  ...OPTIMIZER_FIELDS,
  ...ALPHA_FIELDS,
  ...CLASSROOM_FIELDS,
});

type Fields = Record<keyof v.InferInput<typeof schema>, string | number>;

function fieldsOf(state: LabState): Fields {
  return {
    v: state.version,
    book: state.tickers.map((ticker, i) => `${ticker}:${state.weights[i]}`).join(','),
    window: `${state.from}..${state.to}`,
    nav: state.nav,
    days: state.horizonDays,
    confidence: state.confidence,
    paths: state.pathCount,
    seed: state.seed,
    rebalancing: state.rebalancing,
    drift: state.drift,
    engine: state.engine,
    panel: state.panel,
    ...fundingFieldsOf(state.funding),
    ...optimizerFieldsOf(state.optimizer),
    ...alphaFieldsOf(state.alpha),
    ...classroomFieldsOf(state.classroom),
  };
}

const DEFAULTS = fieldsOf(DEFAULT_STATE);
const LEFT_OUT: readonly string[] = [
  'panel',
  ...Object.keys(FUNDING_FIELDS),
  ...Object.keys(OPTIMIZER_FIELDS),
  ...Object.keys(ALPHA_FIELDS),
  ...Object.keys(CLASSROOM_FIELDS),
];

/** The fragment of a state, with its leading #. What a step of the lesson opens with is left out too. */
export function linkOf(state: LabState): string {
  const { lessonStep } = state.classroom;
  const start = classroomFieldsOf(lessonState(lessonStep, state.tickers));
  const defaults: Fields = { ...DEFAULTS, ...start, lesson: DEFAULTS.lesson };
  const fields = Object.entries(fieldsOf(state)).filter(
    ([key, value]) => !LEFT_OUT.includes(key) || value !== defaults[key as keyof Fields],
  );
  const encoded = (value: string | number): string =>
    String(value).replace(/[ &%+#]/g, encodeURIComponent);
  return `#${fields.map(([key, value]) => `${key}=${encoded(value)}`).join('&')}`;
}

/**
 * The state of a link or fragment. Fields left out keep their default and unknown ones are ignored; a field that is not
 * as `linkOf` writes it is refused by name. Whether the state can run is for `requestOf` to say. Nothing of a link is
 * ever markup or code.
 */
export function stateOf(link: string): Result<LabState> {
  if (link.length > MOST_CHARACTERS) {
    return failure(
      'badLink',
      `It is ${link.length} characters long; at most ${MOST_CHARACTERS} are read.`,
      'link',
    );
  }
  const hash = link.indexOf('#');
  const given = Object.fromEntries(new URLSearchParams(link.slice(hash + 1)));
  const defaults = Object.fromEntries(
    Object.entries(DEFAULTS).map(([key, value]) => [key, String(value)]),
  );
  const parsed = v.safeParse(schema, { ...defaults, v: undefined, ...given });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const field = v.getDotPath(issue)?.split('.')[0] ?? 'link';
    return failure('badLink', `"${field}" ${issue.message}.`, field);
  }
  const fields = parsed.output;
  const tickers = fields.book.map(([ticker]) => ticker);
  return success({
    version: 1,
    tickers,
    weights: fields.book.map(([, weight]) => weight),
    from: fields.window[0],
    to: fields.window[1],
    nav: fields.nav,
    horizonDays: fields.days,
    confidence: fields.confidence,
    pathCount: fields.paths,
    seed: fields.seed,
    rebalancing: fields.rebalancing,
    drift: fields.drift,
    engine: fields.engine,
    panel: fields.panel,
    funding: fundingOf(fields),
    optimizer: optimizerOf(fields),
    alpha: alphaOfFields(fields),
    classroom: classroomOf(given, fields.lesson, tickers),
  });
}

/** The state of a link that this market can run; else which field is in the way. */
export function runnableStateOf(link: string, market: Prices): Result<LabState> {
  const opened = stateOf(link);
  if (!opened.ok) return opened;
  const requested = requestOf(opened.value, market);
  return requested.ok ? opened : requested;
}
