import { describe, expect, it } from 'vitest';
import { describeAdapter, reportAdapter } from '../../src/gpu/adapter';
import { Device } from '../../src/gpu/device';
import { createGpuKernel } from '../../src/gpu/gpuKernel';
import { compileModule } from '../../src/gpu/program';
import { EngineFailure } from '../../src/simulation/kernel';
import { gpu, watchedGpu } from './adapter';
import { book, plan } from './books';

const model = book(6, 10, 'daily');
const range = { first: 0, count: 2000 };

function failure(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no failure',
    (error: unknown) =>
      error instanceof EngineFailure ? error.message : `not expected: ${String(error)}`,
  );
}

describe('an adapter', () => {
  const info = {
    vendor: '',
    architecture: '',
    device: '',
    description: '',
    isFallbackAdapter: false,
  };

  it.each([
    [{ description: 'NVIDIA GeForce RTX 4070' }, 'NVIDIA GeForce RTX 4070', false],
    [{ vendor: 'apple', architecture: 'metal-3' }, 'apple metal-3', false],
    [{}, 'unnamed adapter', false],
    [{ vendor: 'intel', isFallbackAdapter: true }, 'intel', true],
    [{ vendor: 'google', architecture: 'swiftshader' }, 'google swiftshader', true],
    [{ description: 'llvmpipe (LLVM 15.0.7, 256 bits)' }, 'llvmpipe (LLVM 15.0.7, 256 bits)', true],
    [{ description: 'Microsoft Basic Render Driver' }, 'Microsoft Basic Render Driver', true],
  ])('%o is named "%s", software: %s', (fields, name, isSoftware) => {
    expect(reportAdapter({ ...info, ...fields } as GPUAdapterInfo)).toEqual({ name, isSoftware });
  });

  it('that is missing is an EngineFailure', async () => {
    const none = { requestAdapter: async () => null } as unknown as GPU;
    expect(await failure(describeAdapter(none))).toMatch(/no graphics adapter/);
    expect(await failure(createGpuKernel(none).open(model))).toMatch(/no graphics adapter/);
  });
});

describe('a device that is lost', () => {
  it('with two chunks in flight fails with a sentence; opened again, it gives the same numbers', async () => {
    const watched = watchedGpu();
    const kernel = createGpuKernel(watched.gpu);
    await kernel.open(model);
    const expected = await kernel.returns(range);
    const chunks = [failure(kernel.returns(range)), failure(kernel.tally(range, plan))];
    watched.devices[0]!.destroy();
    for (const message of await Promise.all(chunks)) {
      expect(message).toMatch(/^The graphics device was lost: ./);
    }
    await kernel.open(model);
    expect(await kernel.returns(range)).toEqual(expected);
    expect(watched.devices.length).toBe(2);
    kernel.close();
  });

  it('between two runs is replaced by the next open', async () => {
    const watched = watchedGpu();
    const kernel = createGpuKernel(watched.gpu);
    await kernel.open(model);
    const expected = await kernel.returns(range);
    watched.devices[0]!.destroy();
    await watched.devices[0]!.lost;
    await kernel.open(model);
    expect(await kernel.returns(range)).toEqual(expected);
    kernel.close();
  });

  it('a chunk that nobody waits for any more makes the next open take a fresh one', async () => {
    const watched = watchedGpu();
    const kernel = createGpuKernel(watched.gpu);
    await kernel.open(model);
    const abandoned = failure(kernel.returns(range));
    await kernel.open(model);
    expect(watched.devices.length).toBe(2);
    expect(await abandoned).toMatch(/lost/);
    kernel.close();
  });
});

describe('a device that is wrong', () => {
  it('and does nothing, without an error, is not believed', async () => {
    const idle = watchedGpu((device) => (device.queue.submit = () => undefined));
    const kernel = createGpuKernel(idle.gpu);
    await kernel.open(model);
    expect(await failure(kernel.returns(range))).toBe(
      'The graphics device made 0 of 2000 paths and reported no error.',
    );
    await kernel.open(model);
    expect(await failure(kernel.tally(range, plan))).toMatch(/made 0 of 2000 paths/);
    kernel.close();
  });

  it('out of memory or called wrongly: what was attempted, and the reason', async () => {
    const device = await Device.open(gpu);
    const tooLarge = device.guard('keep the returns', () =>
      device.handle.createBuffer({ size: 2 ** 50, usage: GPUBufferUsage.STORAGE }),
    );
    expect(await failure(tooLarge)).toMatch(/^The graphics device failed to keep the returns: ./);
    device.close();
  });

  it('WGSL that does not compile: file, line and column', async () => {
    const device = await Device.open(gpu);
    const files = [
      { name: 'right.wgsl', source: 'const HALF = 0.5;\n' },
      { name: 'wrong.wgsl', source: '\nfn double(x: f32) -> f32 {\n  return x * two;\n}\n' },
    ];
    expect(await failure(compileModule(device, files))).toMatch(
      /^A shader does not compile: wrong\.wgsl:3:14 .*two/,
    );
    device.close();
  });
});

describe('what was compiled', () => {
  it('is used again for a model of the same shape', async () => {
    const compiled: string[] = [];
    const watched = watchedGpu((device) => {
      const create = device.createComputePipelineAsync.bind(device);
      device.createComputePipelineAsync = (descriptor) => {
        compiled.push(descriptor.compute.entryPoint!);
        return create(descriptor);
      };
    });
    const kernel = createGpuKernel(watched.gpu);
    await kernel.open(model);
    await kernel.open({ ...book(3, 20, 'daily'), seed: 9 });
    expect(compiled).toEqual(['store_returns', 'tally_returns']);
    await kernel.open(book(3, 20, 'held'));
    expect(compiled.length).toBe(4);
    kernel.close();
  });
});
