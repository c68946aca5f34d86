/** The engines of this machine: what each says of itself, and its kernel, made once and kept. */
import { pathNormals } from '../src/math/normals';
import { philox } from '../src/math/philox';
import type { EngineReport } from '../src/simulation/engineReport';
import { within } from '../src/simulation/clock';
import { EngineFailure } from '../src/simulation/kernel';
import { createReferenceKernel } from '../src/simulation/reference';
import type { EngineId } from '../src/simulation/request';
import type { NamedKernel } from '../src/simulation/simulator';
import { describeAdapter } from '../src/gpu/adapter';
import { createGpuKernel, gpuNormals, gpuRandom } from '../src/gpu/gpuKernel';
import { createWasmKernel, describeWasm, wasmNormals, wasmRandom } from '../src/wasm/wasmKernel';

/** The generator and the normals as an engine computes them, for comparison point by point. */
interface EngineTwin {
  random(counter: [number, number, number, number], key: [number, number]): Promise<number[]>;
  normals(seed: number, path: number, count: number): Promise<number[]>;
}

function gpu(): GPU {
  // The types promise `navigator.gpu`; a browser without WebGPU does not keep the promise.
  const { gpu } = navigator as { gpu?: GPU };
  if (!gpu) throw new EngineFailure('This browser has no WebGPU.');
  return gpu;
}

export const engineTwins: Record<EngineId, EngineTwin> = {
  webgpu: {
    random: async (counter, key) => gpuRandom(gpu(), counter, key),
    normals: async (seed, path, count) => gpuNormals(gpu(), seed, path, count),
  },
  wasm: { random: wasmRandom, normals: wasmNormals },
  reference: {
    random: async (counter, key) => {
      const words = new Uint32Array(4);
      philox(...counter, ...key, words);
      return Array.from(words);
    },
    normals: async (seed, path, count) => {
      const normals = new Float64Array(count);
      pathNormals(seed, path, normals);
      return Array.from(normals);
    },
  },
};

const makers: Record<EngineId, (threads?: number) => NamedKernel> = {
  webgpu: () => createGpuKernel(gpu()),
  wasm: (threads) => createWasmKernel(threads === undefined ? {} : { threads }),
  reference: () => ({ ...createReferenceKernel(), threads: 1 }),
};

const kernels = new Map<EngineId, { kernel: NamedKernel; threads: number | undefined }>();

/**
 * The kernel of an engine, kept for the next run; another number of threads replaces it.
 * Throws EngineFailure where this machine has no such engine.
 */
export async function kernelOf(engine: EngineId, threads?: number): Promise<NamedKernel> {
  const present = kernels.get(engine);
  if (present && present.threads === threads) return present.kernel;
  present?.kernel.close();
  const kernel = makers[engine](threads);
  kernels.set(engine, { kernel, threads });
  return kernel;
}

/** What each engine says of itself, fastest first. */
export async function engineReports(): Promise<EngineReport[]> {
  return [
    await reportWebGpu(),
    describeWasm(),
    {
      id: 'reference',
      available: true,
      reason: 'Float64 TypeScript runs everywhere.',
      threads: 1,
    },
  ];
}

const ADAPTER_LIMIT_MS = 5000;

async function reportWebGpu(): Promise<EngineReport> {
  try {
    const silent = (): Error => new EngineFailure('The WebGPU adapter did not answer.');
    const { name, isSoftware } = await within(describeAdapter(gpu()), ADAPTER_LIMIT_MS, silent);
    const kind = isSoftware ? 'A software adapter' : 'A hardware adapter';
    return {
      id: 'webgpu',
      available: true,
      reason: `${kind} answered.`,
      adapter: name,
      isSoftware,
    };
  } catch (error) {
    // Whatever an odd adapter does, the other engines are there.
    const reason =
      error instanceof EngineFailure ? error.message : `WebGPU failed: ${String(error)}.`;
    return { id: 'webgpu', available: false, reason };
  }
}
