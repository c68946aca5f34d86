/** What the benchmark times inside the browser. One call runs one row once, so that the rows can take turns. */
import { createGpuKernel } from '../../src/gpu/gpuKernel';
import { EngineFailure, type PathKernel } from '../../src/simulation/kernel';
import { createReferenceKernel } from '../../src/simulation/reference';
import type { SimulationRequest } from '../../src/simulation/request';
import { runOnKernel } from '../../src/simulation/run';
import { KernelInstance } from '../../src/wasm/instance';
import { compileKernel } from '../../src/wasm/kernelModule';
import { createWasmKernel } from '../../src/wasm/wasmKernel';
import { benchmarkBook, modelOf, type BookName } from './books';
import { gpuPart, type GpuPart } from './gpuParts';
import { prepareJax } from './jaxBook';
import { plainLoop } from './plainLoop';

interface Timing {
  elapsedMs: number;
  pathCount: number;
  /** Of a whole run, where every row has to give nearly the same. */
  valueAtRisk?: number;
}
type Missing = { missing: string };

/** Runs a book once; what came before (compilation, upload) is not timed. */
type Run = () => Promise<Omit<Timing, 'pathCount'>>;
type Row = (request: SimulationRequest) => Promise<Run>;

async function timed(run: () => number | Promise<number>): Promise<Omit<Timing, 'pathCount'>> {
  const start = performance.now();
  const valueAtRisk = await run();
  return { elapsedMs: performance.now() - start, valueAtRisk };
}

/** All that the page shows: chunks, tally, order statistics, convergence, fan. */
function wholeRun(kernel: PathKernel): Row {
  return async (request) => () =>
    timed(async () => (await runOnKernel(kernel, request, modelOf(request))).valueAtRisk);
}

/** Every path's return and nothing made of it: a chunk for each lane of the engine. */
function returnsOnly(kernel: PathKernel): Row {
  return async (request) => {
    await kernel.open(modelOf(request));
    const count = Math.ceil(request.pathCount / kernel.lanes);
    const lanes = Array.from({ length: kernel.lanes }, (_, lane) => ({
      first: lane * count,
      count: Math.min(count, request.pathCount - lane * count),
    }));
    return async () => {
      const start = performance.now();
      await Promise.all(lanes.map((range) => kernel.returns(range)));
      return { elapsedMs: performance.now() - start };
    };
  };
}

/** One instance of the kernel on this thread, all paths in one call. */
function wasmPart(method: 'fill' | 'drawOnly'): Row {
  return async (request) => {
    const instance = new KernelInstance(await compileKernel());
    instance.open(modelOf(request));
    const out = new Float32Array(request.pathCount);
    return async () => {
      const start = performance.now();
      instance[method](0, out);
      return { elapsedMs: performance.now() - start };
    };
  };
}

const reference = createReferenceKernel();
const allThreads = createWasmKernel();
const gpuKernel = createGpuKernel(navigator.gpu);

function webgpuPart(part: GpuPart): Row {
  return async (request) => {
    const run = await gpuPart(gpuKernel, part, request);
    return async () => ({ elapsedMs: await run() });
  };
}

const rows: Record<string, Row> = {
  reference: wholeRun(reference),
  'wasm, 1 thread': wholeRun(createWasmKernel({ threads: 1 })),
  'wasm, all threads': wholeRun(allThreads),
  webgpu: wholeRun(gpuKernel),
  'plain loop': async (request) => () =>
    timed(() => plainLoop(modelOf(request), request.pathCount)),
  'jax-js webgpu': async (request) => {
    const run = await prepareJax(modelOf(request), request.pathCount);
    return () => timed(run);
  },
  'reference, returns only': returnsOnly(reference),
  'wasm, all threads, returns only': returnsOnly(allThreads),
  'webgpu, returns only': returnsOnly(gpuKernel),
  'wasm kernel': wasmPart('fill'),
  'wasm draws only': wasmPart('drawOnly'),
  'webgpu tally': webgpuPart('tally'),
  'webgpu store only': webgpuPart('store only'),
};

const prepared = new Map<string, Run>();

async function time(row: string, book: BookName): Promise<Timing | Missing> {
  const request = benchmarkBook(book);
  try {
    const key = `${row} ${book}`;
    const run = prepared.get(key) ?? (await rows[row]!(request));
    prepared.set(key, run);
    return { ...(await run()), pathCount: request.pathCount };
  } catch (error) {
    if (error instanceof EngineFailure) return { missing: error.message };
    throw error;
  }
}

/** What numpy needs to run the same book, as JSON. */
function plainBook(book: BookName): string {
  const request = benchmarkBook(book);
  const plain = (_: string, value: unknown) =>
    value instanceof Float64Array ? Array.from(value) : value;
  return JSON.stringify({ model: modelOf(request), pathCount: request.pathCount }, plain);
}

const bench = {
  time,
  plainBook,
  machine: () => ({ adapter: gpuKernel.adapter, wasmThreads: allThreads.threads }),
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
