import { defineConfig } from 'vite';

/** One file with shaders and packages inlined; only Dawn, a native module, stays outside. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: ['webgpu'] },
  build: {
    ssr: 'tests/bench/gpuNode.ts',
    outDir: 'build/bench-node',
    target: 'node20',
    rolldownOptions: { output: { codeSplitting: false, entryFileNames: '[name].mjs' } },
  },
});
