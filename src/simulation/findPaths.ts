import { ChunkQueue, ChunkRunner, type CancelSignal } from './chunks';
import { ChunkSize } from './chunkSize';
import type { PathKernel } from './kernel';
import type { PathModel } from './model';
import { histogramBins } from './plan';
import type { SimulationRequest } from './request';
import type { PathReturn } from './result';
import { binOf } from './tally';

/**
 * The first `limit` paths, in path order, that fall into one bar of the run's histogram. No run keeps them: they are
 * made again until enough are found, by the same kernel, so the returns are those of the run to the last bit.
 */
export async function findPathsInBar(
  kernel: PathKernel,
  request: SimulationRequest,
  model: PathModel,
  bar: number,
  limit: number,
  signal?: CancelSignal,
): Promise<PathReturn[]> {
  await kernel.open(model);
  const bins = histogramBins(request);
  const barOf = (value: number): number => {
    const bin = binOf(value, bins, kernel.engine === 'reference' ? (x) => x : Math.fround);
    return Math.min(Math.max(bin, bins.firstBar), bins.lastBar) - bins.firstBar;
  };
  const found: PathReturn[] = [];
  const enough = {
    get aborted() {
      return found.length >= limit || signal?.aborted === true;
    },
  };
  const queue = new ChunkQueue(0, request.pathCount, [], new ChunkSize(kernel, model));
  const runner = new ChunkRunner(
    queue,
    0,
    (range) => kernel.returns(range),
    (range, returns) => {
      for (let i = 0; i < range.count && found.length < limit; i++) {
        const portfolioReturn = returns[i]!;
        if (barOf(portfolioReturn) === bar) found.push({ path: range.first + i, portfolioReturn });
      }
    },
  );
  await runner.run(kernel, enough);
  return found;
}
