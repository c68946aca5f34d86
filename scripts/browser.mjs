/** Finds a Chromium for the tests and the benchmark, or fetches one. */
import { execSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import puppeteer from 'puppeteer';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const USUAL_PLACES = {
  linux: ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
};

const LIBRARY_FOLDERS = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/** A downloaded browser may lack system libraries: only one that starts counts. On Windows it would open a window. */
function starts(path) {
  if (!existsSync(path)) return false;
  return process.platform === 'win32' || spawnSync(path, ['--version']).status === 0;
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
}

/** @returns {string | undefined} the path of a browser that is here already */
export function installedBrowser() {
  const chosen = process.env.PUPPETEER_EXECUTABLE_PATH;
  if (chosen !== undefined) return chosen;
  const places = [
    ...onPath(),
    ...(USUAL_PLACES[process.platform] ?? []),
    puppeteer.executablePath(),
  ];
  return places.find(starts);
}

function attempt(command) {
  try {
    execSync(command, { stdio: 'inherit' });
  } catch {
    console.error(`"${command}" did not succeed.`);
  }
}

/**
 * @returns {string} the path of a browser, fetched if need be
 * @throws where none is found nor can be fetched, with a sentence that says what to do
 */
export function provideBrowser() {
  const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  const sources = ['npx puppeteer browsers install chrome'];
  if (isDebianRoot) sources.push('apt-get update', 'apt-get install -y chromium');
  let path = installedBrowser();
  for (const command of sources) {
    if (path !== undefined) break;
    attempt(command);
    path = installedBrowser();
  }
  if (path !== undefined) return path;
  throw new Error(
    'No Chromium or Chrome was found or could be fetched: install one, or set PUPPETEER_EXECUTABLE_PATH to it.',
  );
}

/**
 * The software Vulkan driver that comes with Chromium, for WGSL outside a browser.
 * @param {string | undefined} browserPath
 * @returns {string | undefined} the path of its manifest
 */
export function swiftShaderIcd(browserPath) {
  const folders = browserPath === undefined ? [] : [dirname(browserPath)];
  return [...folders, ...LIBRARY_FOLDERS]
    .map((folder) => join(folder, 'vk_swiftshader_icd.json'))
    .find(existsSync);
}

/**
 * What Dawn in Node needs to find that driver and Vulkan's loader beside it. Nothing where the machine's own driver is
 * asked for (ASTRA_VULKAN_ICD=system) or already named.
 * @param {string | undefined} browserPath
 * @returns {Record<string, string>}
 */
export function vulkanEnvironment(browserPath) {
  const icd = swiftShaderIcd(browserPath);
  const isSystem = process.env.ASTRA_VULKAN_ICD === 'system' || process.env.VK_DRIVER_FILES;
  if (isSystem || icd === undefined) return {};
  const libraries = [dirname(icd), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return { VK_DRIVER_FILES: icd, LD_LIBRARY_PATH: libraries };
}
