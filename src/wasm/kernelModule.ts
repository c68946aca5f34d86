import { EngineFailure } from '../simulation/kernel';
import plainUrl from './build/plain.wasm?url';
import relaxedUrl from './build/relaxed.wasm?url';
import { supportedBuild } from './features';

const URLS = { plain: plainUrl, relaxed: relaxedUrl };

export const NO_SIMD = 'This browser has no WebAssembly SIMD.';

let compiled: Promise<WebAssembly.Module> | undefined;

/** Fetches and compiles the kernel's best build for this machine, once. Throws EngineFailure. */
export function compileKernel(): Promise<WebAssembly.Module> {
  compiled ??= fetchAndCompile().catch((error: unknown) => {
    compiled = undefined;
    throw error instanceof EngineFailure
      ? error
      : new EngineFailure(`The WebAssembly kernel could not be loaded: ${String(error)}`);
  });
  return compiled;
}

async function fetchAndCompile(): Promise<WebAssembly.Module> {
  const build = supportedBuild();
  if (!build) throw new EngineFailure(NO_SIMD);
  const response = await fetch(URLS[build]);
  if (!response.ok) throw new EngineFailure(`${response.url} answered ${response.status}.`);
  // A host that does not know .wasm serves it under another type, which streaming refuses.
  const isTyped = response.headers.get('Content-Type') === 'application/wasm';
  return isTyped
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
