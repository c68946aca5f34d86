/** The classroom's state: what a drag does, what the points are, and what the lesson knows. */
import { describe, expect, it } from 'vitest';
import { Classroom } from '../../src/lab/classroom.svelte';
import { ClassroomNoise } from '../../src/lab/classroomNoise.svelte';
import { ClassroomRuns } from '../../src/lab/classroomRuns.svelte';
import { DEFAULT_CLASSROOM, type ClassroomState } from '../../src/lab/classroomState';
import type { SimulationClient } from '../../src/lab/client';
import { exactDifference } from '../../src/lab/comparison.svelte';
import { Lab } from '../../src/lab/lab.svelte';
import { Lesson } from '../../src/lab/lesson.svelte';
import { LESSONS, lessonState } from '../../src/lab/lessons';
import { linkOf, stateOf } from '../../src/lab/link';
import { pathNormals } from '../../src/math/normals';
import { symmetricEigen } from '../../src/math/eigen';
import { success } from '../../src/result';
import { uncutTail, tailRisk } from '../../src/risk/tailRisk';
import { valueAtRiskDifference } from '../../src/risk/valueAtRiskDifference';
import { buildModel } from '../../src/simulation/model';
import { pathBuffers, walkPath } from '../../src/simulation/reference';
import type { SimulationRequest } from '../../src/simulation/request';
import type { SimulationResult } from '../../src/simulation/result';
import { astraBook, embeddedMarket } from '../reference/astraBook';

const market = embeddedMarket();

/** The reference engine's tail of a run, without a worker. */
function simulated(request: SimulationRequest): SimulationResult {
  const model = buildModel(request);
  if (!model.ok) throw new Error(model.error.message);
  const buffers = pathBuffers(model.value);
  const returns = Float64Array.from({ length: request.pathCount }, (_, path) =>
    walkPath(model.value, path, buffers).at(-1),
  ).sort();
  const tail = tailRisk(uncutTail(request.pathCount, returns), request.confidence);
  return { ...tail, request } as unknown as SimulationResult;
}

const client = {
  simulate: (request: SimulationRequest) => Promise.resolve(success(simulated(request))),
} as unknown as SimulationClient;

function opened(change: Partial<ClassroomState> = {}) {
  const lab = new Lab(market, client);
  lab.state.classroom = { ...lab.state.classroom, ...change };
  const classroom = new Classroom(lab);
  const noise = new ClassroomNoise(classroom);
  const runs = new ClassroomRuns(classroom);
  return { lab, classroom, noise, runs, lesson: new Lesson(classroom, noise, runs) };
}

const smallest = (classroom: Classroom): number => classroom.spectrum.values.at(-1);

describe('the matrix', () => {
  it('is the book’s own, with the exact value at risk of the reference', () => {
    const { classroom } = opened();
    expect(classroom.tickers).toEqual(astraBook.tickers);
    classroom.correlation.forEach((row, i) =>
      row.forEach((value, j) => expect(value).toBeCloseTo(astraBook.correlation[i]![j]!, 12)),
    );
    // the reference's own inversion is good to 2e-6 (its grid)
    expect(classroom.valueAtRisk).toBeCloseTo(-astraBook.tenDayRisk.exactQuantile1pct, 5);
  });

  it('takes the market’s other assets beside the book’s, up to 32', () => {
    const { classroom } = opened({ assetCount: 32 });
    expect(classroom.tickers).toHaveLength(32);
    expect(new Set(classroom.tickers).size).toBe(32);
    expect(classroom.tickers.slice(0, 6)).toEqual(astraBook.tickers);
    classroom.setAssetCount(1000);
    expect(classroom.tickers).toHaveLength(32);
    classroom.setAssetCount(1);
    expect(classroom.tickers).toHaveLength(2);
    expect(classroom.pair).toEqual([0, 1]);
    expect(classroom.third).toBeUndefined();
  });

  it('opens on the pair that moves the loss of the book most', () => {
    const { classroom, lab } = opened();
    const before = classroom.valueAtRisk!;
    const moved = (pair: [number, number]): number => {
      const other = opened({ pair }).classroom;
      other.setCorrelation(pair, other.pairCorrelation - 0.1);
      return Math.abs(other.valueAtRisk! - before);
    };
    const pairs = lab.runnable.tickers.flatMap((_, i) =>
      Array.from({ length: i }, (_, j): [number, number] => [j, i]),
    );
    const strongest = pairs.toSorted((a, b) => moved(b) - moved(a))[0];
    expect(classroom.pair).toEqual(strongest);
  });

  it('stops a drag at either end of the possible, where a factor still exists', () => {
    const { classroom } = opened();
    for (const [wanted, end] of [
      [-1, 0],
      [1, 1],
    ] as const) {
      const possible = classroom.possible;
      classroom.setCorrelation(classroom.pair, wanted);
      expect(possible.ok && classroom.pairCorrelation).toBe(possible.ok && possible.value[end]);
      expect(classroom.factor.ok).toBe(true);
      expect(Math.abs(smallest(classroom))).toBeLessThan(1e-10); // singular to rounding
    }
  });

  it('goes beyond by a switch: no factor, a mix of negative variance, no value at risk', () => {
    const { classroom } = opened({ goesBeyond: true, pair: [0, 1] });
    classroom.setCorrelation([0, 1], -0.99);
    expect(classroom.pairCorrelation).toBe(-0.99);
    expect(classroom.factor).toMatchObject({ ok: false, error: { where: 'pivot 3 (GOOGL)' } });
    expect(classroom.valueAtRisk).toBeUndefined();
    const { weights, variance } = classroom.askedMix;
    const quadratic = weights.reduce(
      (sum, w, i) =>
        sum + w * weights.reduce((s, x, j) => s + classroom.correlation[i]![j]! * x, 0),
      0,
    );
    expect(variance).toBeLessThan(0);
    expect(quadratic).toBeCloseTo(variance, 12);
  });

  it.each(['nearest', 'clipped', 'shrunk'] as const)(
    '%s repairs it, and the next drag starts from the repaired matrix',
    (repair) => {
      const { classroom } = opened({ goesBeyond: true });
      classroom.setCorrelation([0, 1], -1);
      classroom.edit({ repair });
      expect(classroom.factor.ok).toBe(true);
      expect(smallest(classroom)).toBeGreaterThan(-1e-12);
      const repaired = classroom.correlation;
      classroom.edit({ goesBeyond: false });
      classroom.setCorrelation([2, 3], repaired[2]![3]!);
      expect(classroom.state.repair).toBe('none');
      expect(classroom.factor.ok).toBe(true);
      classroom.correlation.forEach((row, i) =>
        // moved inside by 1e-8 of itself, and kept to ten digits
        row.forEach((value, j) => expect(Math.abs(value - repaired[i]![j]!)).toBeLessThan(2e-8)),
      );
    },
  );

  it('a repaired matrix of 32 assets, kept, fits a link and comes back possible', () => {
    const { lab, classroom } = opened({ assetCount: 32, goesBeyond: true, repair: 'nearest' });
    classroom.setCorrelation([0, 1], -1);
    classroom.edit({ repair: 'nearest' });
    classroom.setCorrelation([0, 2], 0.3);
    const back = stateOf(linkOf(lab.state));
    expect(back.ok && back.value.classroom.changes).toEqual(classroom.state.changes);
    expect(classroom.state.changes).toHaveLength(496);
    classroom.edit({ goesBeyond: false });
    expect(symmetricEigen(classroom.correlation).values.at(-1)).toBeGreaterThan(0);
  });
});

describe('the points', () => {
  it('are the first day of the paths that a run draws, and x = L z of it', () => {
    const { lab, classroom, noise } = opened({ pointCount: 50, pair: [2, 4] });
    const factor = classroom.factor.ok ? classroom.factor.value.factor : [];
    const z = new Float64Array(6);
    for (let k = 0; k < 50; k++) {
      pathNormals(lab.state.seed, k, z);
      expect(noise.independent[2 * k]).toBe(z[2]);
      expect(noise.independent[2 * k + 1]).toBe(z[4]);
      const x = factor[4]!.reduce((sum, l, j) => sum + l * z[j]!, 0);
      expect(noise.correlated![2 * k + 1]).toBeCloseTo(x, 14);
    }
  });

  it('keep the chosen one inside when there are fewer', () => {
    const { noise } = opened({ point: 900 });
    noise.setPointCount(1);
    expect(noise.point).toBe(1); // two points are the fewest
    noise.choose(1e9);
    expect(noise.point).toBe(1);
    noise.setPointCount(1e9);
    expect(noise.independent).toHaveLength(10_000);
  });
});

describe('the comparison', () => {
  it('of equal weights: correlation widens the tail by more than the noise; order does not', async () => {
    const { runs } = opened({ weighting: 'equal', commonCorrelation: 0.9, comparedPaths: 2000 });
    const { correlationRequests } = runs;
    if (!correlationRequests.ok) throw new Error(correlationRequests.error.message);
    await runs.correlations.run(correlationRequests.value);
    const [, zero, common] = runs.correlations.results!;
    expect(valueAtRiskDifference(common!.result, zero!.result).exceedsNoise).toBe(true);
    expect(valueAtRiskDifference(zero!.result, common!.result).difference).toBeLessThan(0);
    await runs.runOrders();
    const [first, second] = runs.orders.results!;
    expect(valueAtRiskDifference(second!.result, first!.result).exceedsNoise).toBe(false);
    expect(second!.result.request.tickers).toEqual(first!.result.request.tickers.toReversed());
  });

  it('a common correlation that more assets cannot have becomes the lowest that they can', () => {
    const { classroom, runs } = opened({ assetCount: 2, commonCorrelation: -1 });
    classroom.setAssetCount(6);
    expect(runs.commonCorrelation).toBe(-1 / 5);
    expect(runs.correlationRequests.ok).toBe(true);
  });

  it('knows exactly that one asset with a weight has the same law at every correlation', async () => {
    // of the first two assets of the book, AAPL has no weight
    const { runs } = opened({ assetCount: 2, commonCorrelation: -1, comparedPaths: 2000 });
    const { correlationRequests } = runs;
    if (!correlationRequests.ok) throw new Error(correlationRequests.error.message);
    await runs.correlations.run(correlationRequests.value);
    const [, zero, common] = runs.correlations.results!;
    // rounding of the closed form
    expect(Math.abs(exactDifference(common!.result, zero!.result)!)).toBeLessThan(1e-9);
  });
});

describe('the lesson', () => {
  it.each(LESSONS.map(({ title }, i) => [i + 1, title] as const))(
    'step %d opens undone: %s',
    (number) => {
      const { lab, lesson } = opened();
      lesson.open(number);
      expect(lab.state.classroom).toEqual(lessonState(number, lab.state.tickers));
      expect(lesson.isDone).toBe(false);
    },
  );

  it('gives back on leaving what it found, also to another view of the same lab', () => {
    const { lab, lesson, classroom, noise, runs } = opened({ assetCount: 10 });
    classroom.setCorrelation([1, 4], 0.9);
    const before = structuredClone(lab.state.classroom);
    lesson.open(1);
    lesson.open(4);
    new Lesson(classroom, noise, runs).close();
    expect(lab.state.classroom).toEqual(before);
  });

  it('a link into the lesson leaves to the whole panel', () => {
    const { lab, lesson } = opened(lessonState(4, market.tickers));
    lesson.close();
    expect(lab.state.classroom).toEqual(DEFAULT_CLASSROOM);
  });

  it('the last pivot is none where the matrix has no factor', () => {
    const pairs: [string, string, number][] = [
      ['AAPL', 'MSFT', -0.99],
      ['AAPL', 'GOOGL', 0.9],
      ['MSFT', 'GOOGL', 0.9],
    ];
    const changes = pairs.map(([a, b, correlation]) => ({
      assets: [a, b] as [string, string],
      correlation,
    }));
    const step = { ...lessonState(7, market.tickers), pivotsDone: 4 };
    const book = ['AAPL', 'MSFT', 'GOOGL', 'JPM'];
    expect(opened({ ...step, changes: [] }).classroom.tickers).toEqual(book);
    expect(opened({ ...step, changes: [] }).lesson.isDone).toBe(true);
    expect(opened({ ...step, changes }).lesson.isDone).toBe(false);
  });

  it('opens no step that does not exist, and keeps what was done', () => {
    const { lab, lesson, classroom } = opened();
    lesson.open(9);
    expect(lab.state.classroom.lessonStep).toBe(0);
    lesson.open(2);
    lesson.keep();
    expect(lesson.stepsDone).toEqual([]);
    classroom.setCorrelation([0, 1], 0.8);
    lesson.keep();
    expect(lesson.stepsDone).toEqual([2]);
  });

  it.each([[['KO']], [['NVDA', 'MSFT']]])('finds three assets for a book of %j', (book) => {
    for (let number = 1; number <= LESSONS.length; number++) {
      const { assetCount, changes } = lessonState(number, book);
      const named = changes.flatMap(({ assets }) => assets);
      expect(named.every((ticker) => market.tickers.includes(ticker))).toBe(true);
      expect(new Set(named).size).toBeLessThanOrEqual(Math.max(assetCount, 0));
    }
  });
});
