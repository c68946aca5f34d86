import { splitInteger } from '../math/normals';
import type { PathModel } from '../simulation/model';

/** What `kernel/index.ts` exports. Globals hold addresses in bytes, sizes and the kinds of `run`. */
interface KernelExports {
  memory: WebAssembly.Memory;
  open(seedLow: number, seedHigh: number, assets: number, steps: number, drift: number): void;
  run(kind: number, pathLow: number, pathHigh: number, count: number): void;
  normals(
    seedLow: number,
    seedHigh: number,
    pathLow: number,
    pathHigh: number,
    firstBlock: number,
    blocks: number,
  ): void;
  random(c0: number, c1: number, c2: number, c3: number, k0: number, k1: number): void;
  WEIGHTS: WebAssembly.Global<'i32'>;
  MEAN: WebAssembly.Global<'i32'>;
  LOADINGS: WebAssembly.Global<'i32'>;
  FACTOR: WebAssembly.Global<'i32'>;
  OUTPUT: WebAssembly.Global<'i32'>;
  SLICE_PATHS: WebAssembly.Global<'i32'>;
  DAILY: WebAssembly.Global<'i32'>;
  HELD: WebAssembly.Global<'i32'>;
  DRAW_ONLY: WebAssembly.Global<'i32'>;
}

const TWO_TO_32 = 2 ** 32;
/** Normals in a slice: some 50 ms of a large book, so that a caller hears from the kernel in between. */
const SLICE_NORMALS = 2 ** 23;
const BAND_ROWS = 4;

/**
 * L of an N x N row-major factor in the order in which the kernel reads it: bands of 4 rows, each column by column up
 * to the band's last row, 0 above the diagonal and below row N.
 */
function bands(factor: Float64Array, assetCount: number): number[] {
  const entries: number[] = [];
  for (let row = 0; row < assetCount; row += BAND_ROWS) {
    for (let column = 0; column < row + BAND_ROWS; column++) {
      for (let i = row; i < row + BAND_ROWS; i++) {
        entries.push(i < assetCount && column <= i ? factor[i * assetCount + column]! : 0);
      }
    }
  }
  return entries;
}

/** One instance of the kernel with its own memory: one thread's. Float32 inside. */
export class KernelInstance {
  private readonly exports: KernelExports;
  private readonly output: Float32Array;
  private slicePaths = 0;
  private kind = 0;

  constructor(module: WebAssembly.Module) {
    this.exports = new WebAssembly.Instance(module).exports as unknown as KernelExports;
    this.output = this.f32(this.exports.OUTPUT, this.exports.SLICE_PATHS.value);
  }

  open(model: PathModel): void {
    const { WEIGHTS, MEAN, LOADINGS, FACTOR, SLICE_PATHS, DAILY, HELD } = this.exports;
    const { assetCount, stepCount } = model;
    this.f32(WEIGHTS, assetCount).set(model.weights);
    this.f32(MEAN, assetCount).set(model.mean);
    this.f32(LOADINGS, assetCount).set(model.portfolioLoadings);
    const factor = bands(model.factor, assetCount);
    this.f32(FACTOR, factor.length).set(factor);
    this.exports.open(...splitInteger(model.seed), assetCount, stepCount, model.portfolioDrift);
    this.kind = (model.rebalancing === 'daily' ? DAILY : HELD).value;
    this.slicePaths = Math.min(
      SLICE_PATHS.value,
      Math.ceil(SLICE_NORMALS / (assetCount * stepCount)),
    );
  }

  /** Writes the returns of paths first, first + 1, ... to `out`. `onSlice` is called every few milliseconds. */
  fill(first: number, out: Float32Array, onSlice?: () => void): void {
    this.run(this.kind, first, out, onSlice);
  }

  /** For the benchmark: draws the normals that {@link fill} would, and writes their sum on each path. */
  drawOnly(first: number, out: Float32Array): void {
    this.run(this.exports.DRAW_ONLY.value, first, out);
  }

  /** The first `count` standard normals of a path. The model has to be opened anew after this. */
  normals(seed: number, path: number, count: number): Float32Array {
    const out = new Float32Array(count);
    for (let done = 0; done < count; done += this.output.length) {
      const part = Math.min(count - done, this.output.length);
      const blocks = Math.ceil(part / 4);
      this.exports.normals(...splitInteger(seed), ...splitInteger(path), done / 4, blocks);
      out.set(this.output.subarray(0, part), done);
    }
    return out;
  }

  /** Philox4x32-10: 4 u32 of a counter of 4 under a key of 2. The model has to be opened anew after this. */
  random(
    counter: readonly [number, number, number, number],
    key: readonly [number, number],
  ): Uint32Array {
    this.exports.random(...counter, ...key);
    return new Uint32Array(this.exports.memory.buffer, this.exports.OUTPUT.value, 4).slice();
  }

  /** The kernel takes slices that fit its memory and lie on one side of a multiple of 2^32. */
  private run(kind: number, first: number, out: Float32Array, onSlice?: () => void): void {
    for (let done = 0; done < out.length;) {
      const [pathLow, pathHigh] = splitInteger(first + done);
      const count = Math.min(this.slicePaths, out.length - done, TWO_TO_32 - pathLow);
      this.exports.run(kind, pathLow, pathHigh, count);
      out.set(this.output.subarray(0, count), done);
      done += count;
      onSlice?.();
    }
  }

  private f32(address: WebAssembly.Global<'i32'>, length: number): Float32Array {
    return new Float32Array(this.exports.memory.buffer, address.value, length);
  }
}
