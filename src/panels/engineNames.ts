import type { EngineId } from '../simulation/request';

export const ENGINE_NAMES: Record<EngineId, string> = {
  webgpu: 'WebGPU',
  wasm: 'WASM SIMD',
  reference: 'float64 reference',
};
