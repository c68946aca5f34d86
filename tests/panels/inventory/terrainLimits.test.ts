import { describe, expect, it } from 'vitest';
import { heldOutline } from '../../../src/inventory/outline';
import { optimize } from '../../../src/inventory/optimize';
import type { OptimizeInput } from '../../../src/inventory/problem';
import { readProblem } from '../../../src/inventory/readProblem';
import { defaultSettings, limitsOf, objectiveOf } from '../../../src/lab/optimizerSettings';
import { movableLimits } from '../../../src/panels/inventory/optimizer/terrainLimits';

const tickers = ['A', 'B', 'C'];
const settings = {
  ...defaultSettings(),
  limitsNames: true,
  range: { minimum: -0.6, maximum: 0.7 },
};
const estimated = {
  meanDailyReturn: [1e-3, -8e-4, 4e-4],
  covarianceDaily: [
    [4e-4, 1e-4, 5e-5],
    [1e-4, 2e-4, 3e-5],
    [5e-5, 3e-5, 3e-4],
  ],
};
const input: OptimizeInput = {
  ...limitsOf(settings, estimated, { tickers, weights: [0, 0, 0] }, undefined),
  ...objectiveOf(settings, 0.99),
};

function solved() {
  const optimum = optimize(input);
  if (!optimum.ok) throw new Error(optimum.error.message);
  return { tickers, input, optimum: optimum.value, steps: [], elapsedMs: 0 };
}

describe('the limits that can be moved', () => {
  const answer = solved();
  const limits = movableLimits(settings, answer, [0, 1], 'held');

  it('held: every corner of the region lies on two of their faces', () => {
    const problem = readProblem(input);
    if (!problem.ok) throw new Error(problem.error.message);
    const outline = heldOutline(problem.value, answer.optimum.weights, [0, 1], 2);
    expect(outline.length).toBeGreaterThan(3);
    for (const [x, y] of outline) {
      const faces = limits.flatMap((limit) => limit.faces);
      const on = faces.filter(({ a, b, at }) => Math.abs(a * x + b * y - at) < 1e-9);
      expect(on.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('free: the net has no line of its own', () => {
    const names = movableLimits(settings, answer, [0, 1], 'free').map(({ name }) => name);
    expect(names).toEqual(['gross', 'A at most', 'A at least', 'B at most', 'B at least']);
  });

  it('a moved limit is the same limit with another value, never a nonsense one', () => {
    const [gross, net, most, least] = limits;
    expect(gross!.changed(1.5)).toEqual({ gross: { isOn: true, value: 1.5 } });
    expect(gross!.changed(-1)).toEqual({ gross: { isOn: true, value: 0 } });
    expect(net!.changed(0.1)).toEqual({ net: { isOn: true, value: 0.1 } });
    expect(most!.changed(-2)).toEqual({ rangeOf: { A: { minimum: -0.6, maximum: -0.6 } } });
    expect(least!.changed(-0.2)).toEqual({ rangeOf: { A: { minimum: -0.2, maximum: 0.7 } } });
  });
});
