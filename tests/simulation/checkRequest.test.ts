import { describe, expect, it } from 'vitest';
import type { SimulationRequest } from '../../src/simulation/request';
import { createSimulator } from '../../src/simulation/simulator';
import { requestOfAssets } from './fixtures';

const bad: [string, Partial<SimulationRequest>, string][] = [
  ['a horizon of 0', { horizonDays: 0 }, 'horizonDays'],
  ['a horizon of 10,000', { horizonDays: 10_000 }, 'horizonDays'],
  ['half a day', { horizonDays: 0.5 }, 'horizonDays'],
  ['no paths', { pathCount: 0 }, 'pathCount'],
  ['a billion paths', { pathCount: 1e9 }, 'pathCount'],
  ['a confidence of 1', { confidence: 1 }, 'confidence'],
  ['a confidence that is no number', { confidence: NaN }, 'confidence'],
  ['a negative seed', { seed: -1 }, 'seed'],
  ['a seed beyond 2^53', { seed: 2 ** 53 }, 'seed'],
  ['no assets', { tickers: [], weights: [], meanDailyReturn: [], covarianceDaily: [] }, 'tickers'],
  ['a ticker twice', { tickers: ['A', 'A'] }, 'tickers'],
  ['a weight too few', { weights: [1] }, 'weights'],
  ['a weight that is no number', { weights: [1, NaN] }, 'weights, A1'],
  ['an infinite mean', { meanDailyReturn: [0, Infinity] }, 'meanDailyReturn, A1'],
  ['a mean of losing it all', { meanDailyReturn: [0, -1] }, 'meanDailyReturn, A1'],
  ['a covariance too small', { covarianceDaily: [[1]] }, 'covarianceDaily'],
  [
    'an indefinite covariance',
    {
      covarianceDaily: [
        [1, 2],
        [2, 1],
      ],
    },
    'pivot 2 (A1)',
  ],
];

describe('a bad request', () => {
  it.each(bad)('%s gets a sentence at its field and no run', async (_, change, where) => {
    const simulator = createSimulator([
      {
        engine: 'reference',
        reason: '',
        kernel: () => Promise.reject(new Error('must not be asked')),
      },
    ]);
    const result = await simulator.run(requestOfAssets(2, change));
    expect(result).toMatchObject({ ok: false, error: { where } });
    expect(!result.ok && result.error.message).toMatch(/^[A-Z].*\.$/);
  });
});
