import type { PathModel } from '../simulation/model';
import type { Program } from './program';
import { SHADERS } from './shaderFiles';

/** The most assets whose returns a thread keeps in registers; above, a workgroup shares them. */
const HELD_ASSETS = 32;
/** Of the arrays of shaders/simulate_daily.wgsl and simulate_held_tiled.wgsl. */
const LARGEST_BOOK = 256;
/** Paths of a thread of simulate_held_tiled.wgsl, and the columns of zeros before and behind its L. */
const THREAD_PATHS = 8;
const ZERO_COLUMNS = 3;

/** The program that makes the paths of a model, and the model as that program reads it at binding 1. */
export interface Book {
  program: Program;
  binding: 'uniform' | 'read-only-storage';
  data: Float32Array<ArrayBuffer>;
  /** Paths that a workgroup makes at a time. */
  pathsPerRound: number;
}

/** `workgroupSize`: threads; see GpuKernelOptions. */
export function createBook(model: PathModel, workgroupSize: number): Book {
  if (model.rebalancing === 'daily') return dailyBook(model, workgroupSize);
  return model.assetCount <= HELD_ASSETS
    ? heldBook(model, workgroupSize)
    : tiledBook(model, workgroupSize);
}

function dailyBook(model: PathModel, workgroupSize: number): Book {
  const { assetCount, portfolioDrift, portfolioLoadings } = model;
  const data = new Float32Array(4 + 4 * LARGEST_BOOK);
  data[0] = portfolioDrift;
  for (let normal = 0; normal < 4 * assetCount; normal++) {
    data[4 + normal] = portfolioLoadings[normal % assetCount]!;
  }
  const program = { ...SHADERS.daily, constants: { WORKGROUP_SIZE: workgroupSize } };
  return { program, binding: 'uniform', data, pathsPerRound: workgroupSize };
}

function heldBook(model: PathModel, workgroupSize: number): Book {
  const constants = {
    WORKGROUP_SIZE: workgroupSize,
    ASSET_OCTETS: Math.ceil(model.assetCount / 8),
  };
  const data = new Float32Array(2 * HELD_ASSETS + HELD_ASSETS * HELD_ASSETS);
  data.set(model.weights, 0);
  data.set(model.mean, HELD_ASSETS);
  writeColumns(model, HELD_ASSETS, data.subarray(2 * HELD_ASSETS));
  const program = { ...SHADERS.held, constants };
  return { program, binding: 'uniform', data, pathsPerRound: workgroupSize };
}

function tiledBook(model: PathModel, workgroupSize: number): Book {
  const quads = Math.ceil(model.assetCount / 4);
  const columnLength = 4 * quads;
  const firstColumn = 2 * LARGEST_BOOK + ZERO_COLUMNS * columnLength;
  const data = new Float32Array(firstColumn + (model.assetCount + ZERO_COLUMNS) * columnLength);
  data.set(model.weights, 0);
  data.set(model.mean, LARGEST_BOOK);
  writeColumns(model, columnLength, data.subarray(firstColumn));
  const constants = { WORKGROUP_SIZE: workgroupSize, ASSET_QUADS: quads };
  const pathsPerRound = THREAD_PATHS * Math.floor(workgroupSize / quads);
  const program = { ...SHADERS.heldTiled, constants };
  return { program, binding: 'read-only-storage', data, pathsPerRound };
}

/** Writes L column by column, each padded to `columnLength`. */
function writeColumns(
  { assetCount, factor }: PathModel,
  columnLength: number,
  out: Float32Array,
): void {
  for (let row = 0; row < assetCount; row++) {
    for (let column = 0; column <= row; column++) {
      out[column * columnLength + row] = factor[row * assetCount + column]!;
    }
  }
}
