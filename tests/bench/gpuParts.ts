import type { GpuKernel } from '../../src/gpu/gpuKernel';
import { BRACKET_ERRORS, PILOT_PATHS, planTally } from '../../src/simulation/plan';
import type { SimulationRequest } from '../../src/simulation/request';
import { modelOf } from './books';

export type GpuPart = 'tally' | 'store only';

/** Large enough to fill any device, and within every engine's largest chunk. */
const CHUNK_PATHS = 2 ** 20;

/**
 * Makes a book's paths chunk by chunk, reduced on the device or merely stored, and gives the device's own time in
 * milliseconds: neither readback nor work on the host is counted.
 */
export async function gpuPart(
  kernel: GpuKernel,
  part: GpuPart,
  request: SimulationRequest,
): Promise<() => Promise<number>> {
  const model = modelOf(request);
  await kernel.open(model);
  const pilot = await kernel.returns({ first: 0, count: Math.min(PILOT_PATHS, request.pathCount) });
  const plan = planTally(request, pilot, BRACKET_ERRORS);
  return async () => {
    await kernel.open(model);
    const before = kernel.times.compute;
    for (let first = 0; first < request.pathCount; first += CHUNK_PATHS) {
      const range = { first, count: Math.min(CHUNK_PATHS, request.pathCount - first) };
      await (part === 'tally' ? kernel.tally(range, plan) : kernel.returns(range));
    }
    return kernel.times.compute - before;
  };
}
