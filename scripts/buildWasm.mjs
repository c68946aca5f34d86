// Compiles the AssemblyScript kernel twice from one source: for plain SIMD and for relaxed SIMD.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const builds = { plain: ['simd'], relaxed: ['simd', 'relaxed-simd'] };

await mkdir(`${root}/src/wasm/build`, { recursive: true });
for (const [name, features] of Object.entries(builds)) {
  const { error, stderr } = await asc.main([
    'src/wasm/kernel/index.ts',
    '--baseDir',
    root,
    '--outFile',
    `src/wasm/build/${name}.wasm`,
    '-O3',
    '--noAssert',
    '--runtime',
    'stub',
    // v128 in a signature: none leaves the module.
    '--disableWarning',
    '112',
    ...features.flatMap((feature) => ['--enable', feature]),
  ]);
  process.stderr.write(stderr.toString());
  if (error) {
    console.error(`The WASM kernel does not compile (${name} build): ${error.message}`);
    process.exit(1);
  }
}
