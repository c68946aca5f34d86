/**
 * WebGPU in Node, by Dawn. `vitest.config.ts` points Vulkan at the software driver that comes with Chromium;
 * ASTRA_VULKAN_ICD=system leaves it to the machine's own. No adapter: the tests fail.
 */
import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);

/** Kept for as long as any device of it: Dawn dies where it is collected before them. */
export const gpu: GPU = create([]);

/** The same GPU, with every device that is opened on it; `prepare` may change each before it is used. */
export function watchedGpu(prepare: (device: GPUDevice) => void = () => {}) {
  const devices: GPUDevice[] = [];
  const requestAdapter = async (): Promise<GPUAdapter | null> => {
    const adapter = await gpu.requestAdapter();
    if (!adapter) return null;
    const requestDevice = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (descriptor) => {
      const device = await requestDevice(descriptor);
      prepare(device);
      devices.push(device);
      return device;
    };
    return adapter;
  };
  return { gpu: { requestAdapter } as GPU, devices };
}
