import { describe, expect, it } from 'vitest';
import { chooseEngines } from '../../src/lab/engineChoice';
import type { EngineReport } from '../../src/simulation/engineReport';
import type { EngineId } from '../../src/simulation/request';

const hardware: EngineReport = {
  id: 'webgpu',
  available: true,
  reason: '',
  adapter: 'RTX 4070',
  isSoftware: false,
};
const software: EngineReport = { ...hardware, adapter: 'SwiftShader', isSoftware: true };
const none: EngineReport = { id: 'webgpu', available: false, reason: 'No adapter answered.' };
const wasm: EngineReport = { id: 'wasm', available: true, reason: '', threads: 8 };
const noWasm: EngineReport = {
  id: 'wasm',
  available: false,
  reason: 'WebAssembly SIMD is missing.',
};
const reference: EngineReport = { id: 'reference', available: true, reason: '' };

const cases: [string, EngineReport[], EngineId | undefined, EngineId[], RegExp][] = [
  [
    'a hardware adapter',
    [hardware, wasm, reference],
    undefined,
    ['webgpu', 'wasm', 'reference'],
    /RTX 4070/,
  ],
  [
    'a software adapter',
    [software, wasm, reference],
    undefined,
    ['wasm', 'reference'],
    /SwiftShader.*software/,
  ],
  ['no adapter', [none, wasm, reference], undefined, ['wasm', 'reference'], /No adapter answered/],
  ['no report of WebGPU', [wasm, reference], undefined, ['wasm', 'reference'], /no WebGPU/],
  [
    'no adapter, no WASM',
    [none, noWasm, reference],
    undefined,
    ['reference'],
    /No adapter.*SIMD is missing/,
  ],
  [
    'a software adapter, no WASM',
    [software, noWasm, reference],
    undefined,
    ['reference'],
    /software.*SIMD is missing/,
  ],
  [
    'hardware, no WASM',
    [hardware, noWasm, reference],
    undefined,
    ['webgpu', 'reference'],
    /RTX 4070/,
  ],
  [
    'WebGPU forced on software',
    [software, wasm, reference],
    'webgpu',
    ['webgpu', 'wasm', 'reference'],
    /You chose/,
  ],
  [
    'WebGPU forced with none',
    [none, wasm, reference],
    'webgpu',
    ['webgpu', 'wasm', 'reference'],
    /You chose/,
  ],
  [
    'WASM forced on hardware',
    [hardware, wasm, reference],
    'wasm',
    ['wasm', 'webgpu', 'reference'],
    /You chose/,
  ],
  [
    'the reference forced',
    [hardware, wasm, reference],
    'reference',
    ['reference', 'webgpu', 'wasm'],
    /You chose/,
  ],
];

describe('chooseEngines', () => {
  it.each(cases)('%s', (_, reports, forced, order, reason) => {
    const choices = chooseEngines(reports, forced);
    expect(choices.map((choice) => choice.engine)).toEqual(order);
    expect(choices[0]!.reason).toMatch(reason);
  });
});
