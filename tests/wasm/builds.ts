import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { supportedBuild, type SimdBuild } from '../../src/wasm/features';
import { KernelInstance } from '../../src/wasm/instance';

export const BUILDS: SimdBuild[] = ['plain', 'relaxed'];

/** The kernel of a build, compiled. Node before 22 runs relaxed SIMD only when told to. */
function kernelModule(build: SimdBuild): WebAssembly.Module {
  if (supportedBuild() !== 'relaxed') setFlagsFromString('--experimental-wasm-relaxed-simd');
  const file = new URL(`../../src/wasm/build/${build}.wasm`, import.meta.url);
  return new WebAssembly.Module(readFileSync(file));
}

export function kernelInstance(build: SimdBuild): KernelInstance {
  return new KernelInstance(kernelModule(build));
}
