import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { installedBrowser, vulkanEnvironment } from './scripts/browser.mjs';

// Set before vitest forks: the dynamic linker reads it at the start of a process.
Object.assign(process.env, vulkanEnvironment(installedBrowser()));

/** Two cores: a GPU emulated on the CPU, or a browser, is one heavy process at a time. */
const alone = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    allowOnly: false,
    projects: [
      {
        plugins: [svelte()],
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/{shaders,browser}/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: { name: 'shaders', include: ['tests/shaders/**/*.test.ts'], pool: 'forks', ...alone },
      },
      { test: { name: 'browser', include: ['tests/browser/**/*.test.ts'], ...alone } },
    ],
  },
});
