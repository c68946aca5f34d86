/**
 * The WebGPU rows on this machine's own Vulkan driver, without a browser: Dawn in Node. One self-contained file,
 * `npm run bench:gpu-node`, then `node build/bench-node/gpuNode.mjs` beside node_modules/webgpu.
 * `--large` adds runs that only a real GPU finishes soon.
 */
import { create, globals } from 'webgpu';
import { createGpuKernel } from '../../src/gpu/gpuKernel';
import { runOnKernel } from '../../src/simulation/run';
import { benchmarkBook, modelOf, type BookName } from './books';
import { gpuPart, type GpuPart } from './gpuParts';
import { median } from 'd3';

const REPEATS = 7;
const BOOKS: [BookName, number?][] = [['B'], ['H'], ['W']];
const LARGE: [BookName, number?][] = [
  ['B', 2 ** 22],
  ['B', 2 ** 26],
  ['H', 2 ** 24],
];
const PARTS: GpuPart[] = ['tally', 'store only'];

Object.assign(globalThis, globals);
const kernel = createGpuKernel(create([]));

async function medianMs(run: () => Promise<number>): Promise<number> {
  await run();
  const elapsedMs: number[] = [];
  for (let i = 0; i < REPEATS; i++) elapsedMs.push(await run());
  return median(elapsedMs)!;
}

/** Wall time of a whole run: chunks, tally, order statistics, fan. */
async function wholeRunMs(book: BookName, pathCount?: number): Promise<number> {
  const request = benchmarkBook(book, pathCount);
  const start = performance.now();
  await runOnKernel(kernel, request, modelOf(request));
  return performance.now() - start;
}

function report(name: string, pathCount: number, elapsedMs: number): void {
  const pathsPerSecond = Math.round(pathCount / (elapsedMs / 1000));
  console.log(
    JSON.stringify({ adapter: kernel.adapter, name, pathCount, elapsedMs, pathsPerSecond }),
  );
}

for (const [book, count] of process.argv.includes('--large') ? [...BOOKS, ...LARGE] : BOOKS) {
  const { pathCount } = benchmarkBook(book, count);
  report(`${book}, whole run`, pathCount, await medianMs(() => wholeRunMs(book, count)));
  for (const part of PARTS) {
    const run = await gpuPart(kernel, part, benchmarkBook(book, count));
    report(`${book}, ${part}`, pathCount, await medianMs(run));
  }
}
kernel.close();
