import type { EngineChoice, EngineReport } from '../simulation/engineReport';
import type { EngineId } from '../simulation/request';

/** Fastest first where nothing is known about the machine. */
const BY_SPEED: EngineId[] = ['webgpu', 'wasm', 'reference'];

/**
 * Which engines to try, in order, and why. A hardware adapter runs the WGSL kernels at every size; a software adapter
 * is a CPU in disguise and WASM is the faster way to use it; the float64 reference is always there. A forced engine
 * goes first, whatever it is, and the others follow in case it fails.
 */
export function chooseEngines(reports: EngineReport[], forced?: EngineId): EngineChoice[] {
  const reportOf = (id: EngineId) => reports.find((report) => report.id === id);
  const webgpu = reportOf('webgpu');
  const hasHardware = webgpu?.available === true && webgpu.isSoftware !== true;
  const whyNot = hasHardware ? undefined : whyNotWebGpu(webgpu);
  const usable = BY_SPEED.filter((id) => {
    if (id === forced) return false;
    return id === 'webgpu' ? hasHardware : id === 'reference' || reportOf(id)?.available === true;
  });
  const natural = usable.map((engine) => ({
    engine,
    reason: reasonFor(engine, webgpu, whyNot, reportOf('wasm')),
  }));
  return forced === undefined
    ? natural
    : [{ engine: forced, reason: 'You chose this engine.' }, ...natural];
}

function whyNotWebGpu(report: EngineReport | undefined): string {
  if (!report?.available) return report?.reason ?? 'This browser has no WebGPU.';
  return `The WebGPU adapter (${report.adapter ?? 'unnamed'}) is software, so it would use the same processor, slower.`;
}

function reasonFor(
  engine: EngineId,
  webgpu: EngineReport | undefined,
  whyNot: string | undefined,
  wasm: EngineReport | undefined,
): string {
  if (engine === 'webgpu') return `A hardware adapter answered: ${webgpu?.adapter ?? 'unnamed'}.`;
  const webgpuPart = whyNot ?? 'WebGPU comes first.';
  if (engine === 'wasm' || wasm?.available) return webgpuPart;
  return `${webgpuPart} ${wasm?.reason ?? 'WebAssembly SIMD is missing.'}`;
}
