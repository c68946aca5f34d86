import { expect, it } from 'vitest';
import { buildModel } from '../../src/simulation/model';
import { replayPath } from '../../src/simulation/replay';
import { assetScenarios } from '../../src/simulation/scenarios';
import { requestOfAssets } from './fixtures';

it('each scenario is the compounded returns of that path', () => {
  const model = buildModel(requestOfAssets(3));
  if (!model.ok) throw new Error(model.error.message);
  const work = assetScenarios(model.value, 120);
  const progress: number[] = [];
  let step = work.next();
  for (; !step.done; step = work.next()) progress.push(step.value);
  expect(progress).toEqual([50, 100]);
  expect(step.value).toHaveLength(120);
  for (const path of [0, 57, 119]) {
    const { assetReturnsByDay } = replayPath(model.value, path);
    step.value[path]!.forEach((value, asset) => {
      const growth = assetReturnsByDay.reduce((product, day) => product * (1 + day[asset]!), 1);
      expect(value).toBeCloseTo(growth - 1, 14);
    });
  }
});
