/** The built site, served, and a browser to look at it: for the browser tests and the benchmark. */
import puppeteer from 'puppeteer';
import { preview } from 'vite';
import { provideBrowser } from './browser.mjs';

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Serves a built folder with the headers of `npm run preview`, on a free port. The address ends with a slash.
 * @param {string} [outDir]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveSite(outDir = 'dist') {
  const server = await preview({
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
    logLevel: 'error',
  });
  return { url: server.resolvedUrls.local[0], close: () => server.close() };
}

/**
 * The full Chromium (its headless shell lacks WebGPU) with a software adapter.
 * @param {{ add?: string[], remove?: string[] }} [flags] `remove` WebGPU's to have no adapter
 */
export function launchBrowser({ add = [], remove = [] } = {}) {
  return puppeteer.launch({
    executablePath: provideBrowser(),
    headless: true,
    args: [...CHROMIUM_FLAGS.filter((flag) => !remove.includes(flag)), ...add],
    protocolTimeout: 600_000,
  });
}
