import { EngineFailure } from '../simulation/kernel';
import type { Device } from './device';

/** A file of `shaders/`. */
export interface ShaderFile {
  name: string;
  source: string;
}

export interface Program {
  /** Tells programs apart. */
  name: string;
  /** Joined in this order. */
  files: readonly ShaderFile[];
  constants: Record<string, number>;
}

/** Type of the buffer at each binding of group 0. */
export type Bindings = Record<number, GPUBufferBindingType>;

/** An entry point, compiled. Its layout is explicit: an automatic one drops the bindings that it finds unused. */
export interface Pass {
  pipeline: GPUComputePipeline;
  layout: GPUBindGroupLayout;
}

/** The file, and the line in it, that a line (from 1) of the joined files comes from. */
function locate(files: readonly ShaderFile[], line: number): string {
  let before = 0;
  for (const { name, source } of files) {
    const lines = source.split('\n').length;
    if (line <= before + lines) return `${name}:${line - before}`;
    before += lines;
  }
  return `end:${line - before}`;
}

/** Throws EngineFailure that names file, line and column of each error. */
export async function compileModule(
  device: Device,
  files: readonly ShaderFile[],
): Promise<GPUShaderModule> {
  const { handle } = device;
  const code = files.map((file) => file.source).join('\n');
  handle.pushErrorScope('validation'); // the messages below say more
  const module = handle.createShaderModule({ code });
  const [info, error] = await Promise.all([module.getCompilationInfo(), handle.popErrorScope()]);
  const errors = info.messages
    .filter((message) => message.type === 'error')
    .map((each) => `${locate(files, each.lineNum)}:${each.linePos} ${each.message}`);
  if (errors.length === 0 && error) errors.push(error.message);
  if (errors.length > 0) {
    throw new EngineFailure(`A shader does not compile: ${errors.join('; ')}`);
  }
  return module;
}

/** One pass for each entry point, with the bindings that it uses; all are compiled at once. Throws EngineFailure. */
export async function compilePasses<Name extends string>(
  device: Device,
  { files, constants }: Program,
  bindings: Record<Name, Bindings>,
): Promise<Record<Name, Promise<Pass>>> {
  const module = await compileModule(device, files);
  const compile = (name: Name): [Name, Promise<Pass>] => {
    const pass = compilePass(device, module, name, bindings[name], constants);
    pass.catch(() => {}); // seen by whoever needs this pass
    return [name, pass];
  };
  const names = Object.keys(bindings) as Name[];
  return Object.fromEntries(names.map(compile)) as Record<Name, Promise<Pass>>;
}

async function compilePass(
  { handle }: Device,
  module: GPUShaderModule,
  entryPoint: string,
  bindings: Bindings,
  constants: Record<string, number>,
): Promise<Pass> {
  const layout = bindLayout(handle, bindings);
  try {
    const pipeline = await handle.createComputePipelineAsync({
      label: entryPoint,
      layout: handle.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint, constants },
    });
    return { pipeline, layout };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new EngineFailure(`The compute pipeline ${entryPoint} could not be made: ${message}`);
  }
}

function bindLayout(device: GPUDevice, bindings: Bindings): GPUBindGroupLayout {
  return device.createBindGroupLayout({
    entries: Object.entries(bindings).map(([binding, type]) => ({
      binding: Number(binding),
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
  });
}
