/**
 * The same book in jax-js on WebGPU. It has no Philox and no Box-Muller: the counter is Threefry, the normals come from
 * its inverse error function, all in float32. It is given our identity for the daily book, w'(m + L z).
 */
import { defaultDevice, init, jit, numpy as np, random } from '@jax-js/jax';
import type { PathModel } from '../../src/simulation/model';

type Simulate = (key: np.Array) => np.Array;

/** Both give the returns of `pathCount` paths, from all normals in memory at once. */
function daily(model: PathModel, pathCount: number): Simulate {
  const loadings = np.array(Float32Array.from(model.portfolioLoadings));
  return jit((key: np.Array) => {
    const z = random.normal(key, [pathCount, model.stepCount, model.assetCount]);
    const growth = np.matmul(z, loadings.ref).add(1 + model.portfolioDrift);
    return np.prod(growth, 1).sub(1);
  });
}

function held(model: PathModel, pathCount: number): Simulate {
  const n = model.assetCount;
  const factor = np.array(Float32Array.from(model.factor)).reshape([n, n]);
  const mean = np.array(Float32Array.from(model.mean));
  const weights = np.array(Float32Array.from(model.weights));
  return jit((key: np.Array) => {
    const z = random.normal(key, [pathCount, model.stepCount, n]);
    const growth = np.matmul(z, np.transpose(factor.ref)).add(mean.ref).add(1);
    return np.matmul(np.prod(growth, 1).sub(1), weights.ref);
  });
}

/** A function that makes the paths, reads the returns back and gives their 99 % value at risk. */
export async function prepareJax(
  model: PathModel,
  pathCount: number,
): Promise<() => Promise<number>> {
  await init('webgpu');
  defaultDevice('webgpu');
  const simulate = (model.rebalancing === 'daily' ? daily : held)(model, pathCount);
  let seed = 0;
  return async () => {
    const returns = (await simulate(random.key(seed++)).data()) as Float32Array;
    returns.sort();
    return -returns[Math.ceil(0.01 * pathCount) - 1]!;
  };
}
