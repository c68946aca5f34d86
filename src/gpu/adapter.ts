import { EngineFailure } from '../simulation/kernel';

/** What the choice of an engine needs to know of a graphics adapter. */
export interface AdapterReport {
  /** As the driver names it, such as "NVIDIA GeForce RTX 4070". */
  name: string;
  /** A CPU that acts as a GPU. */
  isSoftware: boolean;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|microsoft basic/i;

/** Name and kind out of `adapter.info`; a browser may leave any of its fields empty. */
export function reportAdapter(info: GPUAdapterInfo): AdapterReport {
  const { description, vendor, architecture, device } = info;
  const parts = [vendor, architecture, device].filter((part) => part !== '');
  return {
    name: description || parts.join(' ') || 'unnamed adapter',
    isSoftware: info.isFallbackAdapter || SOFTWARE.test([description, ...parts].join(' ')),
  };
}

/** The fastest adapter there is. Throws EngineFailure where there is none. */
export async function requestAdapter(gpu: GPU): Promise<GPUAdapter> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new EngineFailure('The browser offers no graphics adapter to WebGPU.');
  return adapter;
}

/** The adapter that the engine would use. Throws EngineFailure where there is none. */
export async function describeAdapter(gpu: GPU): Promise<AdapterReport> {
  return reportAdapter((await requestAdapter(gpu)).info);
}
