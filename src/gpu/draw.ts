import { SHOCK_STREAM, splitInteger } from '../math/normals';
import { Device } from './device';
import { compilePasses, type Pass } from './program';
import { SHADERS } from './shaderFiles';

/** Words of struct Block of shaders/draw.wgsl: a counter (4), a key (2) and what aligns the next. */
const BLOCK_WORDS = 8;
const WORKGROUP_SIZE = 64;

/** A counter of four u32 under a key of two. */
export interface CounterAndKey {
  counter: readonly number[];
  key: readonly number[];
}

/** The four u32 that Philox4x32-10 makes of each counter, one after the other. Throws EngineFailure. */
export async function drawWords(gpu: GPU, blocks: CounterAndKey[]): Promise<Uint32Array> {
  const data = new Uint32Array(BLOCK_WORDS * blocks.length);
  blocks.forEach(({ counter, key }, i) => data.set([...counter, ...key], BLOCK_WORDS * i));
  return new Uint32Array(await runDraw(gpu, 'draw_words', data, 16 * blocks.length));
}

/** The four normals that each four of `words` make. Throws EngineFailure. */
export async function shapeNormals(gpu: GPU, words: Uint32Array): Promise<Float32Array> {
  return new Float32Array(await runDraw(gpu, 'draw_normals', words.slice(), words.byteLength));
}

/** Philox4x32-10 of one counter (4 x u32) under a key (2 x u32): 4 x u32. Throws EngineFailure. */
export async function gpuRandom(gpu: GPU, counter: number[], key: number[]): Promise<number[]> {
  return Array.from(await drawWords(gpu, [{ counter, key }]));
}

/** The first `count` normals of a path, in float32. Throws EngineFailure. */
export async function gpuNormals(
  gpu: GPU,
  seed: number,
  path: number,
  count: number,
): Promise<number[]> {
  const key = splitInteger(seed);
  const blocks = Array.from({ length: Math.ceil(count / 4) }, (_, block) => ({
    counter: [block, ...splitInteger(path), SHOCK_STREAM],
    key,
  }));
  const normals = await shapeNormals(gpu, await drawWords(gpu, blocks));
  return Array.from(normals.subarray(0, count));
}

/** One pass of shaders/draw.wgsl: storage buffer 0 in, storage buffer 1 out. */
async function runDraw(
  gpu: GPU,
  name: 'draw_words' | 'draw_normals',
  input: Uint32Array<ArrayBuffer>,
  outputBytes: number,
): Promise<ArrayBuffer> {
  const device = await Device.open(gpu);
  try {
    const bindings = { 0: 'read-only-storage', 1: 'storage' } as const;
    const program = { ...SHADERS.draw, constants: {} };
    const passes = await compilePasses(device, program, { [name]: bindings });
    const pass = await passes[name]!;
    return await device.guard('draw random numbers', () =>
      device.read(submitDraw(device.handle, pass, input, outputBytes), outputBytes),
    );
  } finally {
    device.close();
  }
}

function submitDraw(
  device: GPUDevice,
  { pipeline, layout }: Pass,
  input: Uint32Array<ArrayBuffer>,
  outputBytes: number,
): GPUBuffer {
  const { STORAGE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const source = device.createBuffer({ size: input.byteLength, usage: STORAGE | COPY_DST });
  const output = device.createBuffer({ size: outputBytes, usage: STORAGE | COPY_SRC });
  const staging = device.createBuffer({ size: outputBytes, usage: MAP_READ | COPY_DST });
  device.queue.writeBuffer(source, 0, input);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const buffers = [source, output];
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(Math.ceil(outputBytes / 16 / WORKGROUP_SIZE));
  pass.end();
  encoder.copyBufferToBuffer(output, 0, staging, 0, outputBytes);
  device.queue.submit([encoder.finish()]);
  return staging;
}
