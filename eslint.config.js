import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import { configs as typescript, parser } from 'typescript-eslint';
import { layers } from './scripts/layers.mjs';
import svelteConfig from './svelte.config.js';

export default defineConfig(
  { ignores: ['dist', 'build', 'src/wasm/kernel', 'src/wasm/build'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [typescript.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: ['tsconfig.json', 'tsconfig.node.json'] } },
    rules: {
      '@typescript-eslint/require-await': 'off', // `async` also turns a throw into a rejection
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
    },
  },
  { files: ['**/*.svelte'], extends: [typescript.recommended] },
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser, svelteConfig, extraFileExtensions: ['.svelte'] } },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    rules: { 'no-undef': 'off' }, // the compiler knows better
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['tests/bench/run.mjs'],
    languageOptions: { globals: { window: 'readonly' } }, // inside page.evaluate
  },
  {
    plugins: { astra: { rules: { layers } } },
    rules: {
      'astra/layers': 'error',
      'svelte/no-at-html-tags': 'error',
      eqeqeq: 'error',
      'no-eval': 'error',
      'prefer-const': 'error',
    },
  },
);
