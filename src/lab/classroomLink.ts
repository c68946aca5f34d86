/** The classroom as fields of a link: `lesson=4&assets=3&correlations=AAPL:MSFT:0.8,AAPL:GOOGL:-0.25&drawn=0.1&...` */
import * as v from 'valibot';
import {
  CLASSROOM_LIMITS,
  COMPARED_PATHS,
  REPAIRS,
  type ClassroomState,
  type CorrelationChange,
} from './classroomState';
import { number } from './linkFields';
import { lessonState } from './lessons';

const { lessonStep, assetCount, pointCount, correlation, closeness, angle } = CLASSROOM_LIMITS;

/** Every pair of the most assets. */
const MOST_CHANGES = (assetCount.maximum * (assetCount.maximum - 1)) / 2;

const whole = (minimum: number, maximum: number) =>
  v.pipe(number({ minimum, maximum }), v.integer('must be a whole number'));
const asset = whole(0, assetCount.maximum - 1);
const flag = v.pipe(
  v.picklist(['0', '1'], 'must be 0 or 1'),
  v.transform((text) => text === '1'),
);

const change = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9.-]{1,12}:[A-Za-z0-9.-]{1,12}:[^:]+$/, 'must read TICKER:TICKER:correlation'),
  v.transform((text) => text.split(':') as [string, string, string]),
  v.tuple([v.string(), v.string(), number(correlation)]),
  v.check(([first, second]) => first !== second, 'names an asset with itself'),
  v.transform(([first, second, value]): CorrelationChange => ({
    assets: [first, second],
    correlation: value,
  })),
);

export const CLASSROOM_FIELDS = {
  lesson: whole(lessonStep.minimum, lessonStep.maximum),
  assets: v.pipe(
    whole(0, assetCount.maximum),
    v.check((count) => count !== 1, 'must be 0 (the book’s own) or at least 2'),
  ),
  weighting: v.picklist(['book', 'equal'], 'must be book or equal'),
  points: whole(pointCount.minimum, pointCount.maximum),
  point: whole(0, pointCount.maximum - 1),
  drawn: v.pipe(
    v.string(),
    v.regex(/^\d+\.\d+$/, 'must read first.second, the first asset 0'),
    v.transform((text) => text.split('.')),
    v.tuple([asset, asset]),
    v.check(([first, second]) => first < second, 'must name the lower asset first'),
  ),
  third: asset,
  correlations: v.pipe(
    v.string(),
    v.transform((text) => (text === '' ? [] : text.split(','))),
    v.array(change),
    v.maxLength(MOST_CHANGES, `holds more than ${MOST_CHANGES} correlations`),
  ),
  beyond: flag,
  repair: v.picklist(REPAIRS, 'must be none, nearest, clipped or shrunk'),
  pivots: whole(0, assetCount.maximum),
  reversed: flag,
  turn: v.pipe(
    v.string(),
    v.transform((text) => text.split(':')),
    v.tuple([number(angle), number(angle)], 'must read yaw:pitch, degrees'),
  ),
  common: number(correlation),
  comparedPaths: v.pipe(
    number({ minimum: COMPARED_PATHS[0], maximum: COMPARED_PATHS.at(-1)! }),
    v.picklist(COMPARED_PATHS, `must be one of ${COMPARED_PATHS.join(', ')}`),
  ),
  closeness: whole(closeness.minimum, closeness.maximum),
};

type Fields = { [Name in keyof typeof CLASSROOM_FIELDS]: string };

export function classroomFieldsOf(state: ClassroomState): Fields {
  const changes = state.changes.map(({ assets, correlation }) =>
    [...assets, correlation].join(':'),
  );
  return {
    lesson: String(state.lessonStep),
    assets: String(state.assetCount),
    weighting: state.weighting,
    points: String(state.pointCount),
    point: String(state.point),
    drawn: state.pair.join('.'),
    third: String(state.third),
    correlations: changes.join(','),
    beyond: state.goesBeyond ? '1' : '0',
    repair: state.repair,
    pivots: String(state.pivotsDone),
    reversed: state.isReversed ? '1' : '0',
    turn: state.turn.join(':'),
    common: String(state.commonCorrelation),
    comparedPaths: String(state.comparedPaths),
    closeness: String(state.closeness),
  };
}

const schema = v.object(CLASSROOM_FIELDS);

/**
 * The state of a link's `given` fields, each as `CLASSROOM_FIELDS` has it. A step of the lesson opens in its own state but
 * for those; `book`: the tickers of the link's.
 */
export function classroomOf(
  given: Record<string, string>,
  lessonStep: number,
  book: string[],
): ClassroomState {
  const start = classroomFieldsOf(lessonState(lessonStep, book));
  const fields = v.parse(schema, { ...start, ...given });
  return {
    lessonStep: fields.lesson,
    assetCount: fields.assets,
    weighting: fields.weighting,
    pointCount: fields.points,
    point: fields.point,
    pair: fields.drawn,
    third: fields.third,
    changes: fields.correlations,
    goesBeyond: fields.beyond,
    repair: fields.repair,
    pivotsDone: fields.pivots,
    isReversed: fields.reversed,
    turn: fields.turn,
    commonCorrelation: fields.common,
    comparedPaths: fields.comparedPaths,
    closeness: fields.closeness,
  };
}
