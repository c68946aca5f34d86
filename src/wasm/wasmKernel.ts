import type { EngineReport } from '../simulation/engineReport';
import { nowMs } from '../simulation/clock';
import { noTime, type PathKernel } from '../simulation/kernel';
import { supportedBuild } from './features';
import { KernelInstance } from './instance';
import { compileKernel, NO_SIMD } from './kernelModule';
import { PoolWorker } from './poolWorker';

const LARGEST_CHUNK = 2 ** 20;

/** Every core where the page is cross-origin isolated and so may share memory; one otherwise. */
function defaultThreads(): number {
  return crossOriginIsolated ? navigator.hardwareConcurrency : 1;
}

/** The WASM engine as this machine offers it. */
export function describeWasm(): EngineReport {
  const build = supportedBuild();
  if (!build) return { id: 'wasm', available: false, reason: NO_SIMD };
  const threads = defaultThreads();
  const simd = build === 'relaxed' ? 'relaxed SIMD' : 'SIMD';
  const cores = crossOriginIsolated
    ? `${threads} threads`
    : 'one thread: the page is not cross-origin isolated';
  return { id: 'wasm', available: true, reason: `WebAssembly ${simd} on ${cores}.`, threads };
}

/**
 * The WASM engine: a pool of workers, each with a kernel and a memory of its own; one chunk at a time each. They start
 * with the first `open` and stay until `close` or a failure. Where memory can be shared, `returns` gives a view of it.
 */
export function createWasmKernel(
  options: { threads?: number } = {},
): PathKernel & { readonly threads: number } {
  const threads = options.threads ?? defaultThreads();
  const times = noTime();
  let pool: PoolWorker[] = [];

  const close = (): void => {
    for (const worker of pool) worker.close();
    pool = [];
  };

  const start = async (): Promise<void> => {
    close();
    const module = await compileKernel();
    pool = Array.from({ length: threads }, () => new PoolWorker());
    await Promise.all(pool.map((worker) => worker.ask({ kind: 'start', module })));
  };

  const leastLoaded = (): PoolWorker =>
    pool.reduce((best, worker) => (worker.load < best.load ? worker : best));

  return {
    engine: 'wasm',
    lanes: threads,
    largestChunk: LARGEST_CHUNK,
    threads,
    times,
    async open(model) {
      const began = nowMs();
      const isReady =
        pool.length > 0 && pool.every((worker) => !worker.hasFailed && worker.load === 0);
      if (!isReady) await start();
      const started = nowMs();
      await Promise.all(pool.map((worker) => worker.ask({ kind: 'open', model })));
      times.compile += started - began;
      times.upload += nowMs() - started;
    },
    async returns(range) {
      const shared = crossOriginIsolated ? new SharedArrayBuffer(range.count * 4) : undefined;
      const question = { kind: 'returns' as const, range, ...(shared ? { shared } : {}) };
      const { returns, computeMs } = await leastLoaded().ask(question);
      times.compute += computeMs;
      return returns;
    },
    async tally(range, plan) {
      const { tally, computeMs, reduceMs } = await leastLoaded().ask({
        kind: 'tally',
        range,
        plan,
      });
      times.compute += computeMs;
      times.reduce += reduceMs;
      return tally;
    },
    close,
  };
}

/** Four u32 of Philox4x32-10, as this engine computes them. Throws EngineFailure. */
export async function wasmRandom(
  counter: [number, number, number, number],
  key: [number, number],
): Promise<number[]> {
  return Array.from(new KernelInstance(await compileKernel()).random(counter, key));
}

/** The first `count` standard normals of a path, as this engine computes them. Throws EngineFailure. */
export async function wasmNormals(seed: number, path: number, count: number): Promise<number[]> {
  return Array.from(new KernelInstance(await compileKernel()).normals(seed, path, count));
}
