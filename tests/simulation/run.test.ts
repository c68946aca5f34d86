import { describe, expect, it } from 'vitest';
import { tailRisk, uncutTail } from '../../src/risk/tailRisk';
import { checkpointsOf } from '../../src/simulation/convergence';
import { findPathsInBar } from '../../src/simulation/findPaths';
import { EngineFailure } from '../../src/simulation/kernel';
import { pathNormals } from '../../src/math/normals';
import { buildModel, horizonMoments } from '../../src/simulation/model';
import { PILOT_PATHS, planTally } from '../../src/simulation/plan';
import { tallyReturns } from '../../src/simulation/tally';
import { createSimulator, type NamedKernel } from '../../src/simulation/simulator';
import { astraBook, defaultRequest } from '../reference/astraBook';
import { referenceKernel, requestOfAssets, runReference } from './fixtures';

describe('a run', () => {
  it('reports the order statistics of its own returns, and counts that sum to the paths', async () => {
    const result = await runReference(defaultRequest(), { returns: true });
    const expected = tailRisk(uncutTail(5000, result.returns!.slice().sort()), 0.99);
    expect(result.valueAtRisk).toBe(expected.valueAtRisk);
    expect(result.valueAtRiskInterval).toEqual(expected.valueAtRiskInterval);
    expect(result.expectedShortfall).toBeCloseTo(expected.expectedShortfall, 14);
    const { edges, counts } = result.histogram;
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5000);
    const inFirst = Array.from(result.returns!).filter(
      (r) => r >= edges[20]! && r < edges[21]!,
    ).length;
    expect(counts[20]).toBe(inFirst);
    const sorted = Array.from(result.returns!).sort((a, b) => a - b);
    expect(result.worst.map((entry) => entry.portfolioReturn)).toEqual(sorted.slice(0, 10));
  });

  it('mean and deviation are those of the returns, to the 1e-6 of the fixed point', async () => {
    const { returns, mean, standardDeviation } = await runReference(defaultRequest(), {
      returns: true,
    });
    const values = Array.from(returns!);
    const exactMean = values.reduce((sum, r) => sum + r, 0) / 5000;
    const variance = values.reduce((sum, r) => sum + (r - exactMean) ** 2, 0) / 4999;
    expect(Math.abs(mean - exactMean)).toBeLessThan(1e-6 * standardDeviation);
    expect(Math.abs(standardDeviation - Math.sqrt(variance))).toBeLessThan(
      1e-5 * standardDeviation,
    );
  });

  it.each([1, 64, 1000, 4999])('in chunks of %d: the same fingerprint', async (chunkPaths) => {
    const request = defaultRequest();
    const [whole, split] = [
      await runReference(request),
      await runReference(request, { chunkPaths }),
    ];
    expect(split.fingerprint).toBe(whole.fingerprint);
  });

  it('mean and deviation hold where the drift is many deviations', async () => {
    const quiet = requestOfAssets(1, {
      covarianceDaily: [[1e-8]],
      weights: [1],
      horizonDays: 252,
      pathCount: 2000,
    });
    const { mean, standardDeviation } = await runReference(quiet);
    const exact = horizonMoments(quiet);
    expect(Math.abs(mean - exact.mean)).toBeLessThan((5 * exact.deviation) / Math.sqrt(2000));
    expect(Math.abs(standardDeviation / exact.deviation - 1)).toBeLessThan(6 / Math.sqrt(4000));
  });

  it.each([
    ['no weight at all', { weights: [0, 0] }],
    ['hardly any weight', { weights: [1e-9, -2e-9] }],
    [
      'growth beyond all measure',
      {
        covarianceDaily: [
          [0.09, 0],
          [0, 0.09],
        ],
        horizonDays: 252,
      },
    ],
  ])(
    'beyond the pilot, a book with %s: exact all the same',
    async (_, change) => {
      const horizonDays = 3;
      const pathCount = PILOT_PATHS + 20_000;
      const request = requestOfAssets(2, {
        horizonDays,
        rebalancing: 'held',
        ...change,
        pathCount,
      });
      if (request.horizonDays > 100) request.pathCount = PILOT_PATHS + 4000;
      const result = await runReference(request, { returns: true });
      const exact = tailRisk(uncutTail(request.pathCount, result.returns!.slice().sort()), 0.99);
      expect(result.valueAtRisk).toBe(exact.valueAtRisk);
      expect(result.valueAtRiskInterval).toEqual(exact.valueAtRiskInterval);
      const width = exact.expectedShortfallInterval[1] - exact.expectedShortfallInterval[0];
      expect(Math.abs(result.expectedShortfall - exact.expectedShortfall)).toBeLessThanOrEqual(
        1e-3 * width + 1e-15,
      );
      const sorted = Array.from(result.returns!).sort((a, b) => a - b);
      expect(result.worst.map((entry) => entry.portfolioReturn)).toEqual(sorted.slice(0, 10));
      expect(result.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(
        request.pathCount,
      );
    },
    60_000,
  );

  it('keeps no more returns than the bracket holds, also where all are the same', () => {
    const request = requestOfAssets(2, { weights: [0, 0], pathCount: 1e8 });
    const pilot = new Float64Array(PILOT_PATHS);
    const plan = planTally(request, pilot, 6.5);
    const tally = tallyReturns(pilot, { first: PILOT_PATHS, count: PILOT_PATHS }, plan);
    expect(tally.keptReturns.length).toBe(0);
    expect(tally.edgeCount).toBe(PILOT_PATHS);
    const normals = new Float64Array(PILOT_PATHS);
    pathNormals(3, 1, normals);
    for (const [confidence, share] of [
      [0.99, 0.007],
      [0.5, 0.028],
      [0.9999, 0.0008],
    ] as const) {
      const plan = planTally({ ...request, confidence }, normals, 6.5);
      const { keptReturns } = tallyReturns(normals, { first: 0, count: PILOT_PATHS }, plan);
      expect(keptReturns.length / PILOT_PATHS).toBeLessThan(share);
    }
  });

  it('beyond the pilot: exact, the bracket and all returns agree', async () => {
    const request = requestOfAssets(2, {
      pathCount: PILOT_PATHS + 34_567,
      horizonDays: 2,
      confidence: 0.975,
    });
    const tallied = await runReference(request);
    const kept = await runReference(request, { returns: true, chunkPaths: 1000 });
    const sorted = tailRisk(uncutTail(request.pathCount, kept.returns!.slice().sort()), 0.975);
    expect(tallied.fingerprint).toBe(kept.fingerprint);
    expect(tallied.valueAtRisk).toBe(sorted.valueAtRisk);
    expect(tallied.valueAtRiskInterval).toEqual(sorted.valueAtRiskInterval);
    expect(tallied.expectedShortfall).toBeCloseTo(sorted.expectedShortfall, 7);
    expect(tallied.worst[0]!.portfolioReturn).toBe(kept.returns!.slice().sort()[0]);
    expect(tallied.convergence.at(-1).valueAtRisk).toBe(tallied.valueAtRisk);
  }, 30_000);

  it('another seed, another fingerprint', async () => {
    const [a, b] = [
      await runReference(defaultRequest()),
      await runReference(defaultRequest({ seed: 43 })),
    ];
    expect(a.fingerprint).not.toBe(b.fingerprint);
  });

  it('the exact 1 % quantile lies inside the interval for at least 180 of 200 seeds', async () => {
    const exact = -astraBook.tenDayRisk.exactQuantile1pct;
    let inside = 0;
    for (let seed = 0; seed < 200; seed++) {
      const [low, high] = (await runReference(defaultRequest({ seed }))).valueAtRiskInterval;
      inside += Number(low <= exact && exact <= high);
    }
    expect(inside).toBeGreaterThanOrEqual(180);
  }, 120_000);

  it('the published -11.86 % (another two years, 5,000 paths) lies within what 5,000 paths can tell', async () => {
    const published = 0.1186;
    const intervals = [];
    for (let seed = 0; seed < 20; seed++) {
      intervals.push((await runReference(defaultRequest({ seed }))).valueAtRiskInterval);
    }
    const covering = intervals.filter(([low, high]) => low <= published && published <= high);
    // 0.1186 is 1.0 standard error from the exact 0.1159: an interval of 1.96 covers it five times in six.
    expect(covering.length).toBeGreaterThanOrEqual(10);
  });

  it('more paths, a narrower interval: the square root of 16 to 40 %', async () => {
    const width = async (pathCount: number) => {
      const [low, high] = (await runReference(defaultRequest({ pathCount }))).valueAtRiskInterval;
      return high - low;
    };
    const ratio = (await width(2500)) / (await width(40_000));
    expect(ratio).toBeGreaterThan(4 / 1.4);
    expect(ratio).toBeLessThan(4 * 1.4);
  });

  it('writes the estimate down at the same paths, however it is split', () => {
    expect(checkpointsOf(5000, 0.99)).toEqual([
      501, 631, 794, 1000, 1259, 1585, 1995, 2512, 3162, 3981, 5000,
    ]);
    expect(checkpointsOf(100, 0.99)).toEqual([100]);
  });

  it('reports progress up to the last path', async () => {
    const done: number[] = [];
    await runReference(defaultRequest(), {
      chunkPaths: 1000,
      onProgress: (paths) => done.push(paths),
    });
    expect(done.at(-1)).toBe(5000);
    expect([...done].sort((a, b) => a - b)).toEqual(done);
  });

  it('lists the paths of a bar: as many as it counts, each of them in it', async () => {
    const request = defaultRequest();
    const { histogram, returns } = await runReference(request, { returns: true });
    const model = buildModel(request);
    for (const bar of [0, 20, histogram.counts.length - 1]) {
      const paths = await findPathsInBar(
        referenceKernel(),
        request,
        model.ok ? model.value : (undefined as never),
        bar,
        1e9,
      );
      expect(paths.length).toBe(histogram.counts[bar]);
      for (const { path, portfolioReturn } of paths) expect(portfolioReturn).toBe(returns![path]);
    }
  });
});

/** The reference kernel, breaking as told: `failures` chunks reject before it works again. */
function brokenKernel(failures: number, change: Partial<NamedKernel> = {}): NamedKernel {
  const kernel = referenceKernel();
  let left = failures;
  return {
    ...kernel,
    engine: 'webgpu',
    lanes: 2,
    returns: async (range) => {
      if (left-- > 0) throw new EngineFailure('The device was lost.');
      return new Float32Array(await kernel.returns(range));
    },
    ...change,
  };
}

function simulatorOf(kernel: NamedKernel) {
  return createSimulator([
    { engine: 'webgpu', reason: 'first', kernel: () => Promise.resolve(kernel) },
    { engine: 'reference', reason: 'second', kernel: () => Promise.resolve(referenceKernel()) },
  ]);
}

describe('a failing engine', () => {
  it('fails once: starts afresh and ends with the same fingerprint', async () => {
    const request = defaultRequest();
    const sound = await simulatorOf(brokenKernel(0)).run(request, { chunkPaths: 700 });
    const healed = await simulatorOf(brokenKernel(1)).run(request, { chunkPaths: 700 });
    expect(healed).toMatchObject({ ok: true, value: { engine: 'webgpu' } });
    expect(healed.ok && healed.value.fingerprint).toBe(sound.ok && sound.value.fingerprint);
  });

  it('fails for good: the next engine answers, and the result says what failed', async () => {
    const result = await simulatorOf(brokenKernel(Infinity)).run(defaultRequest());
    const reference = await runReference(defaultRequest());
    expect(result).toMatchObject({
      ok: true,
      value: {
        engine: 'reference',
        engineReason: 'second',
        fellBackFrom: { engine: 'webgpu', reason: 'The device was lost.' },
        fingerprint: reference.fingerprint,
      },
    });
  });

  it('loses paths: its counts do not sum, so it is not believed', async () => {
    const kernel = brokenKernel(0, {
      returns: (range) => Promise.resolve(new Float32Array(range.count).fill(NaN)),
    });
    const result = await simulatorOf(kernel).run(defaultRequest());
    expect(result).toMatchObject({ ok: true, value: { engine: 'reference' } });
    expect(result.ok && result.value.fellBackFrom?.reason).toContain('0 of 5000');
  });

  it('all fail: a sentence, no number', async () => {
    const kernel = brokenKernel(Infinity);
    const offers = [
      { engine: 'webgpu' as const, reason: '', kernel: () => Promise.resolve(kernel) },
    ];
    const result = await createSimulator(offers).run(defaultRequest());
    expect(result).toMatchObject({ ok: false, error: { code: 'allEnginesFailed' } });
  });

  it('a bug in one is named, and the next answers; a bug in the last is loud', async () => {
    const kernel = brokenKernel(0, { returns: () => Promise.reject(new TypeError('bug')) });
    const result = await simulatorOf(kernel).run(defaultRequest());
    expect(result).toMatchObject({
      ok: true,
      value: { engine: 'reference', fellBackFrom: { reason: 'Unexpected: TypeError: bug.' } },
    });
    const alone = createSimulator([
      { engine: 'webgpu', reason: '', kernel: () => Promise.resolve(kernel) },
    ]);
    await expect(alone.run(defaultRequest())).rejects.toThrow(TypeError);
  });
});

it('more returns than fit are refused before any work', async () => {
  const result = await simulatorOf(referenceKernel()).run(defaultRequest({ pathCount: 1e8 }), {
    returns: true,
  });
  expect(result).toMatchObject({ ok: false, error: { code: 'tooManyReturns', where: 'returns' } });
});

describe('cancelling', () => {
  it('stops the run with a sentence', async () => {
    const signal = { aborted: false };
    const result = await simulatorOf(referenceKernel()).run(
      defaultRequest({ pathCount: 1_000_000 }),
      {
        signal,
        chunkPaths: 500,
        onProgress: (done) => (signal.aborted = done >= 1000),
      },
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
